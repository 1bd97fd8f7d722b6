WITH "q1" AS (
  SELECT
    'union_arg0' AS "a",
    'x' AS "a1",
    CAST(1 AS BIGINT) AS "b"
  UNION ALL
  SELECT
    'union_arg1' AS "a",
    '' AS "a1",
    CAST(2 AS BIGINT) AS "b"
)
SELECT
  "q1"."a",
  "q1"."a1",
  "q1"."b"
FROM "q1"
