WITH "q1" AS (
  SELECT
    'x' AS "IP",
    CAST(1 AS BIGINT) AS "n"
)
SELECT
  "q1"."IP",
  "q1"."n"
FROM "q1"
WHERE
  (
    "q1"."IP" = 'x'
  )
