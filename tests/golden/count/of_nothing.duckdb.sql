WITH "q1" AS (
  SELECT
    CAST(NULL AS BIGINT) AS "a"
  WHERE
    FALSE
), "q2" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q1"
)
SELECT
  "q2"."Count"
FROM "q2"
