WITH "q2" AS (
  SELECT
    "v1"."Event" AS "Event",
    COUNT(*) AS "count_Event"
  FROM (VALUES
    ('A', 'rain', CAST(1 AS BIGINT)),
    ('B', 'snow', CAST(2 AS BIGINT)),
    ('A', 'snow', CAST(3 AS BIGINT))) AS "v1"("State", "Event", "n")
  GROUP BY
    1
)
SELECT
  "q2"."Event",
  "q2"."count_Event"
FROM "q2"
