WITH "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x",
    CAST(2 AS BIGINT) AS "v"
), "q4" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x",
    CAST(4 AS BIGINT) AS "v",
    CAST(3 AS BIGINT) AS "v1"
)
SELECT
  "l1"."x",
  "l1"."v",
  "r2"."v" AS "v2",
  "r2"."v1"
FROM "q3" AS "l1"
LEFT JOIN "q4" AS "r2"
  ON (
    "l1"."x" = "r2"."x"
  )
