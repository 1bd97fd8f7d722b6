WITH "q4" AS (
  SELECT
    "v3"."k"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT)),
    (CAST(2 AS BIGINT))) AS "v3"("k")
), "q6" AS (
  SELECT
    "v5"."k"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT))) AS "v5"("k")
)
SELECT
  "l1"."k"
FROM "q4" AS "l1"
ANTI JOIN "q6" AS "r2"
  ON (
    "l1"."k" IS NOT DISTINCT FROM "r2"."k"
  )
