WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(5 AS BIGINT), CAST(1 AS BIGINT))) AS "n"
), "q2" AS (
  SELECT
    1 AS "$none"
  FROM "q1"
  LIMIT 1
), "q3" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(5 AS BIGINT), CAST(1 AS BIGINT))) AS "n"
), "q4" AS (
  SELECT
    1 AS "$none"
  FROM "q3"
  LIMIT 2
), "q5" AS (
  SELECT
    1 AS "$none"
  FROM "q2"
  UNION ALL
  SELECT
    1 AS "$none"
  FROM "q4"
), "q6" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q5"
)
SELECT
  "q6"."Count"
FROM "q6"
