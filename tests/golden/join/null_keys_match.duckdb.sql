WITH "q4" AS (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT), CAST(2 AS BIGINT))) AS "v3"("k", "v")
), "q6" AS (
  SELECT
    "v5"."k",
    "v5"."w"
  FROM (VALUES
    (CAST(NULL AS BIGINT), CAST(7 AS BIGINT)),
    (CAST(2 AS BIGINT), CAST(8 AS BIGINT))) AS "v5"("k", "w")
)
SELECT
  "l1"."k",
  "l1"."v",
  "r2"."k" AS "k1",
  "r2"."w"
FROM "q4" AS "l1"
JOIN "q6" AS "r2"
  ON (
    "l1"."k" IS NOT DISTINCT FROM "r2"."k"
  )
