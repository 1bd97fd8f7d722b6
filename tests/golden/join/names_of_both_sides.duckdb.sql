WITH "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x",
    CAST(2 AS BIGINT) AS "y"
), "q4" AS (
  SELECT
    "q3"."x",
    "q3"."y"
  FROM "q3"
  QUALIFY
    (
      ROW_NUMBER() OVER (PARTITION BY "q3"."x") <= 1
    )
), "q5" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x",
    CAST(2 AS BIGINT) AS "x1",
    CAST(3 AS BIGINT) AS "z"
)
SELECT
  "l1"."x",
  "l1"."y",
  "r2"."x" AS "x2",
  "r2"."x1",
  "r2"."z"
FROM "q4" AS "l1"
JOIN "q5" AS "r2"
  ON (
    "l1"."x" = "r2"."x"
  )
