SELECT
  "v1"."s"
FROM (VALUES
  ('a'),
  ('')) AS "v1"("s")
WHERE
  TRUE
