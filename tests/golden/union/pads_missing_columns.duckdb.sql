WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "a",
    'x' AS "s",
    CAST(NULL AS TIMESTAMP) AS "b",
    CAST(NULL AS VARIANT) AS "d"
  UNION ALL
  SELECT
    CAST(NULL AS BIGINT) AS "a",
    '' AS "s",
    CAST('2020-01-01 00:00:00' AS TIMESTAMP) AS "b",
    CAST(CAST('[1]' AS JSON) AS VARIANT) AS "d"
)
SELECT
  "q1"."a",
  "q1"."s",
  "q1"."b",
  CAST(CAST("q1"."d" AS JSON) AS TEXT) AS "d"
FROM "q1"
