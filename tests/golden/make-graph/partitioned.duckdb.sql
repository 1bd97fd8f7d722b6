WITH "q4" AS (
  SELECT
    "v3"."tenant",
    "v3"."s",
    "v3"."t",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('x', 'a', 'b'),
    ('y', 'b', 'c'),
    ('y', 'a', 'b')) AS "v3"("tenant", "s", "t")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."s" AS "$each_source",
    "q4"."t" AS "$each_target",
    "q4"."$each_edge",
    "q4"."tenant" AS "$each_part"
  FROM "q4"
)
SELECT
  "l1"."$each_source" AS "p_id",
  "l1"."$each_target" AS "q_id",
  "r2"."$each_target" AS "r_id"
FROM "q5" AS "l1"
JOIN "q5" AS "r2"
  ON (
    (
      "l1"."$each_target" = "r2"."$each_source"
    )
    AND (
      "l1"."$each_part" = "r2"."$each_part"
    )
  )
WHERE
  (
    NOT (
      "l1"."$each_edge" = "r2"."$each_edge"
    )
  )
