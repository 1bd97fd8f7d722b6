SELECT
  "v1"."s"
FROM (VALUES
  ('CAFÉ'),
  ('café'),
  ('cafe')) AS "v1"("s")
WHERE
  CONTAINS(LOWER("v1"."s"), 'fé')
