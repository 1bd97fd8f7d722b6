WITH "q2" AS (
  SELECT
    "v1"."a" AS "a",
    "v1"."b" AS "b"
  FROM (VALUES
    (CAST(NULL AS BIGINT), 'x'),
    (CAST(NULL AS BIGINT), 'x'),
    (CAST(1 AS BIGINT), ''),
    (CAST(1 AS BIGINT), '')) AS "v1"("a", "b")
  GROUP BY
    1,
    2
)
SELECT
  "q2"."a",
  "q2"."b"
FROM "q2"
