WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    COALESCE(
      ARG_MAX({'f0': "v1"."v", 'f1': "v1"."t"}, "v1"."v") FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )),
      FIRST({'f0': "v1"."v", 'f1': "v1"."t"})
    ) AS "$s0"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(NULL AS BIGINT), 'a'),
    (CAST(1 AS BIGINT), CAST(20 AS BIGINT), 'b'),
    (CAST(2 AS BIGINT), CAST(NULL AS BIGINT), 'c')) AS "v1"("k", "v", "t")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  STRUCT_EXTRACT("q2"."$s0", 'f0') AS "v",
  COALESCE(STRUCT_EXTRACT("q2"."$s0", 'f1'), '') AS "t"
FROM "q2"
