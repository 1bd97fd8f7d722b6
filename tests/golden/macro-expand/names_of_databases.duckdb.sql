WITH "q1" AS (
  SELECT
    'a' AS "name"
  UNION ALL
  SELECT
    'b' AS "name"
)
SELECT
  "q1"."name"
FROM "q1"
