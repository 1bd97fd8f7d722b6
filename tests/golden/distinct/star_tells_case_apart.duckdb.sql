WITH "q2" AS (
  SELECT
    "v1"."A" AS "A",
    "v1"."a#2" AS "a#2"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(3 AS BIGINT))) AS "v1"("A", "a#2")
  GROUP BY
    1,
    2
)
SELECT
  "q2"."A",
  "q2"."a#2"
FROM "q2"
