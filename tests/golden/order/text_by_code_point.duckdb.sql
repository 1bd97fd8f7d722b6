SELECT
  "v1"."s"
FROM (VALUES
  ('b'),
  ('B'),
  ('a'),
  (''),
  ('é')) AS "v1"("s")
ORDER BY
  "v1"."s" ASC NULLS FIRST
