SELECT
  "v1"."day",
  "v1"."n"
FROM (VALUES
  (CAST(1 AS BIGINT), CAST(2 AS BIGINT)),
  (CAST(3 AS BIGINT), CAST(4 AS BIGINT))) AS "v1"("day", "n")
