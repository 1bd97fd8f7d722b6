SELECT
  "v1"."y"
FROM (VALUES
  (CAST(2 AS BIGINT), 'b'),
  (CAST(1 AS BIGINT), 'a'),
  (CAST(3 AS BIGINT), 'c')) AS "v1"("x", "y")
ORDER BY
  "v1"."x" ASC NULLS FIRST
