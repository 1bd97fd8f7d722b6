SELECT
  "v1"."s"
FROM (VALUES
  ('a_b'),
  ('ab'),
  ('a b'),
  ('x-A'),
  ('a1'),
  ('éa'),
  ('')) AS "v1"("s")
WHERE
  (
    CONTAINS(LOWER("v1"."s"), 'a')
    AND REGEXP_MATCHES(LOWER("v1"."s"), '(?:^|[^\p{L}\p{N}])a(?:$|[^\p{L}\p{N}])')
  )
