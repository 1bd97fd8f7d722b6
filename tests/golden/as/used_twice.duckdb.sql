WITH "q2" AS MATERIALIZED (
  SELECT
    "v1"."a"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT))) AS "v1"("a")
  WHERE
    (
      "v1"."a" > 1
    )
), "q3" AS (
  SELECT
    "q2"."a"
  FROM "q2"
  UNION ALL
  SELECT
    "q2"."a"
  FROM "q2"
)
SELECT
  "q3"."a"
FROM "q3"
