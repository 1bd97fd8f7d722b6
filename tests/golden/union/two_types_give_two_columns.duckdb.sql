WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x_long",
    CAST(NULL AS DOUBLE) AS "x_real",
    'a' AS "s"
  UNION ALL
  SELECT
    CAST(NULL AS BIGINT) AS "x_long",
    CAST(2.5e0 AS DOUBLE) AS "x_real",
    '' AS "s"
)
SELECT
  "q1"."x_long",
  "q1"."x_real",
  "q1"."s"
FROM "q1"
