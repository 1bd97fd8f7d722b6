WITH "q1" AS (
  SELECT
    'union_arg0' AS "src",
    CAST(1 AS BIGINT) AS "x"
  UNION ALL
  SELECT
    'union_arg1' AS "src",
    CAST(2 AS BIGINT) AS "x"
)
SELECT
  "q1"."src",
  "q1"."x"
FROM "q1"
