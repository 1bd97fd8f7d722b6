WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(10 AS BIGINT), CAST(1 AS BIGINT))) AS "n"
), "q2" AS (
  SELECT
    "q1"."n"
  FROM "q1"
  LIMIT 2
), "q3" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q2"
)
SELECT
  "q3"."Count"
FROM "q3"
