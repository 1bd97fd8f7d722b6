WITH "q3" AS (
  SELECT
    'c' AS "k",
    CAST(1 AS BIGINT) AS "n"
), "q7" AS (
  SELECT
    "v6"."k",
    "v6"."w",
    "v6"."s"
  FROM (VALUES
    ('b', CAST(20 AS BIGINT), 'x'),
    ('c', CAST(30 AS BIGINT), 'y'),
    ('', CAST(40 AS BIGINT), 'z')) AS "v6"("k", "w", "s")
), "q9" AS (
  SELECT
    "v8"."k",
    "v8"."v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('', CAST(4 AS BIGINT))) AS "v8"("k", "v")
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
