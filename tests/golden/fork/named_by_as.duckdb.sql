WITH "q2" AS MATERIALIZED (
  SELECT
    "v1"."k",
    "v1"."v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('a', CAST(2 AS BIGINT))) AS "v1"("k", "v")
), "q3" AS (
  SELECT
    MAX("q2"."v") AS "max_v"
  FROM "q2"
)
SELECT
  "q2"."k",
  "q2"."v"
FROM "q2"
WHERE
  (
    "q2"."v" = (
      SELECT
        "s4"."max_v"
      FROM "q3" AS "s4"
      LIMIT 1
    )
  )
