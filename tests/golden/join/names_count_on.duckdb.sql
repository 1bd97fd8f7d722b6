WITH "q5" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    CAST(1 AS BIGINT) AS "v"
), "q6" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    CAST(2 AS BIGINT) AS "v"
), "q7" AS (
  SELECT
    "l3"."k",
    "l3"."v",
    "r4"."k" AS "k1",
    "r4"."v" AS "v1"
  FROM "q5" AS "l3"
  JOIN "q6" AS "r4"
    ON (
      "l3"."k" = "r4"."k"
    )
), "q8" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    CAST(3 AS BIGINT) AS "v"
)
SELECT
  "l1"."k",
  "l1"."v",
  "l1"."k1",
  "l1"."v1",
  "r2"."k" AS "k2",
  "r2"."v" AS "v2"
FROM "q7" AS "l1"
JOIN "q8" AS "r2"
  ON (
    "l1"."k" = "r2"."k"
  )
