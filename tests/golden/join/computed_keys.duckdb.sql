WITH "q4" AS (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('', CAST(4 AS BIGINT))) AS "v3"("k", "v")
), "q5" AS (
  SELECT
    'B' AS "K",
    CAST(2 AS INT) AS "v"
), "q6" AS (
  SELECT
    "q5"."K",
    "q5"."v",
    CAST("q5"."v" AS BIGINT) AS "$r0"
  FROM "q5"
)
SELECT
  "l1"."k",
  "l1"."v",
  "r2"."K" AS "K#2",
  "r2"."v" AS "v1"
FROM "q4" AS "l1"
JOIN "q6" AS "r2"
  ON (
    "l1"."v" IS NOT DISTINCT FROM "r2"."$r0"
  )
WHERE
  (
    UPPER("l1"."k") = "r2"."K"
  )
