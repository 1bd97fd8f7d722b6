SELECT
  "v1"."x",
  "v1"."y"
FROM (VALUES
  (CAST(1 AS BIGINT), 'b'),
  (CAST(1 AS BIGINT), 'a'),
  (CAST(2 AS BIGINT), '')) AS "v1"("x", "y")
ORDER BY
  "v1"."x" DESC,
  "v1"."y" ASC NULLS FIRST
