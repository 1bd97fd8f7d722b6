SELECT
  "v1"."s"
FROM (VALUES
  ('xa b'),
  ('a b')) AS "v1"("s")
WHERE
  (
    CONTAINS(LOWER("v1"."s"), 'a ')
    AND REGEXP_MATCHES(LOWER("v1"."s"), '(?:^|[^\p{L}\p{N}])a ')
  )
