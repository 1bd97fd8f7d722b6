WITH "q2" AS (
  SELECT
    "v1"."r" AS "r"
  FROM (VALUES
    (CAST(0.0e0 AS DOUBLE)),
    (CAST((
        -0.0e0
    ) AS DOUBLE)),
    (CAST('nan' AS DOUBLE)),
    (CAST('nan' AS DOUBLE))) AS "v1"("r")
  GROUP BY
    1
), "q3" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q2"
)
SELECT
  "q3"."Count"
FROM "q3"
