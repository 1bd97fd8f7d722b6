WITH "q2" AS (
  SELECT
    "v1"."x"
  FROM (VALUES
    (CAST(2 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(1 AS BIGINT)),
    (CAST(3 AS BIGINT))) AS "v1"("x")
  ORDER BY
    "v1"."x" DESC
  LIMIT 3
)
SELECT
  "q2"."x"
FROM "q2"
ORDER BY
  "q2"."x" ASC NULLS FIRST
LIMIT 2
