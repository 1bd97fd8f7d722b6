SELECT
  "v1"."s"
FROM (VALUES
  ('ÀB'),
  ('x'),
  ('')) AS "v1"("s")
WHERE
  (
    LOWER("v1"."s") IN ('àb', '')
  )
