WITH "q3" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(3 AS BIGINT), CAST(1 AS BIGINT))) AS "x"
), "q4" AS (
  SELECT
    "q3"."x" AS "$each_key1"
  FROM "q3"
  GROUP BY
    1
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."$each_key1"
  FROM "q4"
), "q9" AS (
  SELECT
    "v8"."a",
    "v8"."b"
  FROM (VALUES
    (CAST(1 AS BIGINT), 'p'),
    (CAST(2 AS BIGINT), 'q'),
    (CAST(2 AS BIGINT), 'r')) AS "v8"("a", "b")
), "q10" AS (
  SELECT
    "r7"."$each_key1" AS "$each_key1",
    COUNT(*) AS "n",
    COALESCE(MAX("l6"."b"), '') AS "greatest"
  FROM "q9" AS "l6"
  CROSS JOIN "q5" AS "r7"
  WHERE
    (
      "l6"."a" = "r7"."$each_key1"
    )
  GROUP BY
    1
), "q11" AS (
  SELECT
    "q10"."$each_key1",
    "q10"."n",
    "q10"."greatest",
    CAST(1 AS BIGINT) AS "$each_found"
  FROM "q10"
)
SELECT
  CASE WHEN (
    "r2"."$each_found" IS NULL
  ) THEN CAST(0 AS BIGINT) ELSE "r2"."n" END AS "n",
  COALESCE("r2"."greatest", '') AS "greatest"
FROM "q5" AS "l1"
LEFT JOIN "q11" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_key1"
  )
