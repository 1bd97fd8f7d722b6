SELECT
  "v1"."x"
FROM (VALUES
  (CAST(1 AS BIGINT)),
  (CAST(NULL AS BIGINT)),
  (CAST(3 AS BIGINT))) AS "v1"("x")
WHERE
  (
    (
      NOT COALESCE((
        "v1"."x" IN (1)
      ), FALSE)
    )
    AND (
      NOT COALESCE((
        "v1"."x" IN (3)
      ), FALSE)
    )
  )
