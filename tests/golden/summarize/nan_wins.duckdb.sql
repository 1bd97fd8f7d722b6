WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    CASE WHEN ISNAN(MAX("v1"."v")) THEN CAST('nan' AS DOUBLE) ELSE MIN("v1"."v") END AS "lo",
    MAX("v1"."v") AS "hi",
    COALESCE(SUM("v1"."v"), CAST(0.0e0 AS DOUBLE)) AS "s"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(1.5e0 AS DOUBLE)),
    (CAST(1 AS BIGINT), CAST('nan' AS DOUBLE)),
    (CAST(2 AS BIGINT), CAST(2.5e0 AS DOUBLE)),
    (CAST(3 AS BIGINT), CAST(NULL AS DOUBLE))) AS "v1"("k", "v")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  "q2"."lo",
  "q2"."hi",
  "q2"."s"
FROM "q2"
