SELECT
  "v1"."a",
  'none' AS "n"
FROM (VALUES
  (CAST(1 AS BIGINT)),
  (CAST(2 AS BIGINT))) AS "v1"("a")
