WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    COALESCE(
      CAST(ARRAY_AGG("v1"."v" ORDER BY "v1"."v" ASC NULLS FIRST) FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "list_v",
    COALESCE(
      CAST(ARRAY_AGG("v1"."s" ORDER BY "v1"."v" ASC NULLS FIRST) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "list_s"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(3 AS BIGINT), 'c'),
    (CAST(1 AS BIGINT), CAST(NULL AS BIGINT), ''),
    (CAST(1 AS BIGINT), CAST(1 AS BIGINT), 'a')) AS "v1"("k", "v", "s")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  CAST(CAST("q2"."list_v" AS JSON) AS TEXT) AS "list_v",
  CAST(CAST("q2"."list_s" AS JSON) AS TEXT) AS "list_s"
FROM "q2"
