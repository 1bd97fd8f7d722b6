WITH "q3" AS (
  SELECT
    'c' AS "k",
    CAST(1 AS BIGINT) AS "n"
), "q7" AS (
  SELECT
    "v6"."k"
  FROM (VALUES
    ('b'),
    ('c'),
    ('')) AS "v6"("k")
), "q9" AS (
  SELECT
    "v8"."k"
  FROM (VALUES
    ('a'),
    ('b'),
    ('b'),
    ('')) AS "v8"("k")
), "q10" AS (
  SELECT
    "l4"."k"
  FROM "q7" AS "l4"
  ANTI JOIN "q9" AS "r5"
    ON (
      "l4"."k" = "r5"."k"
    )
)
SELECT
  "l1"."k",
  "l1"."n"
FROM "q3" AS "l1"
SEMI JOIN "q10" AS "r2"
  ON (
    "l1"."k" = "r2"."k"
  )
