SELECT
  "v1"."x"
FROM (VALUES
  (CAST(1 AS BIGINT)),
  (CAST(NULL AS BIGINT)),
  (CAST((
      -1
  ) AS BIGINT))) AS "v1"("x")
WHERE
  (
    "v1"."x" IS DISTINCT FROM 1
  )
