WITH "q2" AS (
  SELECT
    "v1"."v" AS "v",
    COUNT(*) AS "count_v"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(2 AS BIGINT))) AS "v1"("v")
  GROUP BY
    1
)
SELECT
  "q2"."v",
  "q2"."count_v"
FROM "q2"
