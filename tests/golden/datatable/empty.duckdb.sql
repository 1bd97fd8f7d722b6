WITH "q1" AS (
  SELECT
    CAST(NULL AS BIGINT) AS "a",
    '' AS "s",
    CAST(NULL AS VARIANT) AS "d"
  WHERE
    FALSE
)
SELECT
  "q1"."a",
  "q1"."s",
  CAST(CAST("q1"."d" AS JSON) AS TEXT) AS "d"
FROM "q1"
