WITH "q2" AS (
  SELECT
    "v1"."Event" AS "Event",
    COUNT(*) AS "count_Event"
  FROM (VALUES
    ('rain'),
    ('snow'),
    ('snow')) AS "v1"("Event")
  GROUP BY
    1
)
SELECT
  "q2"."Event",
  "q2"."count_Event"
FROM "q2"
