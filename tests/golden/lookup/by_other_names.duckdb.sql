WITH "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    'l' AS "v"
), "q4" AS (
  SELECT
    CAST(1 AS BIGINT) AS "K",
    'r' AS "v"
)
SELECT
  "l1"."k",
  "l1"."v",
  COALESCE("r2"."v", '') AS "v1"
FROM "q3" AS "l1"
LEFT JOIN "q4" AS "r2"
  ON (
    "l1"."k" = "r2"."K"
  )
