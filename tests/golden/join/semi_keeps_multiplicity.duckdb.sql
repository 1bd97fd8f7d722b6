WITH "q4" AS (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('', CAST(4 AS BIGINT))) AS "v3"("k", "v")
), "q6" AS MATERIALIZED (
  SELECT
    "v5"."k"
  FROM (VALUES
    ('b'),
    ('c'),
    ('')) AS "v5"("k")
), "q7" AS (
  SELECT
    "q6"."k"
  FROM "q6"
  UNION ALL
  SELECT
    "q6"."k"
  FROM "q6"
)
SELECT
  "l1"."k",
  "l1"."v"
FROM "q4" AS "l1"
SEMI JOIN "q7" AS "r2"
  ON (
    "l1"."k" = "r2"."k"
  )
