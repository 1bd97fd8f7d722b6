WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(3 AS BIGINT), CAST(1 AS BIGINT), CAST((
      -1
    ) AS BIGINT))) AS "n"
), "q2" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(3 AS BIGINT), CAST((
      -1
    ) AS BIGINT))) AS "n"
), "q3" AS (
  SELECT
    "q1"."n"
  FROM "q1"
  UNION ALL
  SELECT
    "q2"."n"
  FROM "q2"
)
SELECT
  "q3"."n"
FROM "q3"
