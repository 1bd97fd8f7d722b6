WITH "q2" AS MATERIALIZED (
  SELECT
    "v1"."a",
    "v1"."s"
  FROM (VALUES
    (CAST(1 AS BIGINT), 'x'),
    (CAST(2 AS BIGINT), 'y')) AS "v1"("a", "s")
), "q3" AS (
  SELECT
    "q2"."s" AS "list_s"
  FROM "q2"
  WHERE
    (
      "q2"."a" = 2
    )
)
SELECT
  "q2"."a",
  "q2"."s"
FROM "q2"
WHERE
  (
    "q2"."s" IN (
      SELECT
        "s4"."list_s"
      FROM "q3" AS "s4"
    )
  )
