WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(1 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(2 AS BIGINT), CAST(7 AS BIGINT)),
    (CAST(NULL AS BIGINT), CAST(9 AS BIGINT))) AS "v3"("k", "v")
), "q5" AS (
  SELECT
    "q4"."k" AS "$each_key1"
  FROM "q4"
  GROUP BY
    1
), "q6" AS (
  SELECT
    "q4"."k" AS "$each_key1",
    COUNT(*) AS "n",
    MAX("q4"."v") AS "most"
  FROM "q4"
  WHERE
    (
      "q4"."v" > 5
    )
  GROUP BY
    1
), "q7" AS (
  SELECT
    "q6"."$each_key1",
    "q6"."n",
    "q6"."most",
    CAST(1 AS BIGINT) AS "$each_found"
  FROM "q6"
)
SELECT
  CASE WHEN (
    "r2"."$each_found" IS NULL
  ) THEN CAST(0 AS BIGINT) ELSE "r2"."n" END AS "n",
  "r2"."most"
FROM "q5" AS "l1"
LEFT JOIN "q7" AS "r2"
  ON (
    "l1"."$each_key1" IS NOT DISTINCT FROM "r2"."$each_key1"
  )
