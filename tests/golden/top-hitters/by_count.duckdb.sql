WITH "q2" AS (
  SELECT
    "v1"."g" AS "g",
    COUNT(*) AS "approximate_count_g"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(2 AS BIGINT))) AS "v1"("g")
  GROUP BY
    1
)
SELECT
  "q2"."g",
  "q2"."approximate_count_g"
FROM "q2"
ORDER BY
  "q2"."approximate_count_g" DESC,
  "q2"."g" DESC
LIMIT 2
