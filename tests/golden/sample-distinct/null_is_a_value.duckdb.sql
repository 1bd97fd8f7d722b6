WITH "q2" AS (
  SELECT
    "v1"."a" AS "a"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT))) AS "v1"("a")
  GROUP BY
    1
)
SELECT
  "q2"."a"
FROM "q2"
ORDER BY
  MD5(CONCAT('sample:', CONCAT_WS('', COALESCE(CAST("q2"."a" AS TEXT), '')))) ASC
LIMIT 9
