WITH "q1" AS (
  SELECT
    1 AS "$none"
  UNION ALL
  SELECT
    1 AS "$none"
  UNION ALL
  SELECT
    1 AS "$none"
), "q2" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q1"
)
SELECT
  "q2"."Count"
FROM "q2"
