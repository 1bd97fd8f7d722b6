WITH "q4" AS (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('', CAST(4 AS BIGINT))) AS "v3"("k", "v")
  WHERE
    (
      "v3"."k" = 'a'
    )
), "q6" AS (
  SELECT
    "v5"."k",
    "v5"."w",
    "v5"."s"
  FROM (VALUES
    ('b', CAST(20 AS BIGINT), 'x'),
    ('c', CAST(30 AS BIGINT), 'y'),
    ('', CAST(40 AS BIGINT), 'z')) AS "v5"("k", "w", "s")
  WHERE
    (
      "v5"."k" = 'c'
    )
)
SELECT
  COALESCE("l1"."k", '') AS "k",
  "l1"."v",
  COALESCE("r2"."k", '') AS "k1",
  "r2"."w",
  COALESCE("r2"."s", '') AS "s"
FROM "q4" AS "l1"
FULL JOIN "q6" AS "r2"
  ON (
    "l1"."k" = "r2"."k"
  )
