WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "a",
    'x' AS "A#2",
    CAST(2 AS BIGINT) AS "a b"
)
SELECT
  "q1"."a",
  "q1"."A#2",
  "q1"."a b"
FROM "q1"
WHERE
  (
    "q1"."A#2" = 'x'
  )
