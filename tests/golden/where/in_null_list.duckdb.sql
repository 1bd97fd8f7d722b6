SELECT
  "v1"."x"
FROM (VALUES
  (CAST(1 AS BIGINT)),
  (CAST(NULL AS BIGINT))) AS "v1"("x")
WHERE
  (
    "v1"."x" IN (1)
  )
