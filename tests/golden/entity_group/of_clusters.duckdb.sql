WITH "q2" AS (
  SELECT
    "v1"."name"
  FROM (VALUES
    ('a'),
    ('b')) AS "v1"("name")
  ORDER BY
    "v1"."name" DESC
  LIMIT 1
), "q4" AS (
  SELECT
    "v3"."name"
  FROM (VALUES
    ('a'),
    ('b')) AS "v3"("name")
  ORDER BY
    "v3"."name" DESC
  LIMIT 1
), "q5" AS (
  SELECT
    "q2"."name"
  FROM "q2"
  UNION ALL
  SELECT
    "q4"."name"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."name" AS "name",
    COUNT(*) AS "rows"
  FROM "q5"
  GROUP BY
    1
)
SELECT
  "q6"."name",
  "q6"."rows"
FROM "q6"
