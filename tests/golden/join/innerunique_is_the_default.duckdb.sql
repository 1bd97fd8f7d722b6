WITH "q4" AS (
  SELECT
    "v3"."k",
    "v3"."v"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(5 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(5 AS BIGINT)),
    (CAST(2 AS BIGINT), CAST(6 AS BIGINT))) AS "v3"("k", "v")
  QUALIFY
    (
      ROW_NUMBER() OVER (PARTITION BY "v3"."k") <= 1
    )
), "q6" AS (
  SELECT
    "v5"."k",
    "v5"."w"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(10 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(20 AS BIGINT))) AS "v5"("k", "w")
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
