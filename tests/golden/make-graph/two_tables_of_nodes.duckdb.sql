WITH "q4" AS (
  SELECT
    "v3"."s",
    "v3"."t",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('a', 'b'),
    ('b', 'c'),
    ('c', '')) AS "v3"("s", "t")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."s" AS "$each_source",
    "q4"."t" AS "$each_target"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_source" AS "$each_node"
  FROM "q5"
  UNION ALL
  SELECT
    "q5"."$each_target" AS "$each_node"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."$each_node" AS "$each_node"
  FROM "q6"
  GROUP BY
    1
), "q8" AS (
  SELECT
    "v1"."id",
    "v1"."age",
    '' AS "what",
    "v1"."id" AS "$each_node",
    CAST(0 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('a', CAST(30 AS BIGINT)),
    ('b', CAST(31 AS BIGINT))) AS "v1"("id", "age")
  UNION ALL
  SELECT
    "v2"."id",
    CAST(NULL AS BIGINT) AS "age",
    "v2"."what",
    "v2"."id" AS "$each_node",
    CAST(1 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('b', 'host'),
    ('c', 'printer')) AS "v2"("id", "what")
  UNION ALL
  SELECT
    "q7"."$each_node" AS "id",
    CAST(NULL AS BIGINT) AS "age",
    '' AS "what",
    "q7"."$each_node",
    CAST(2 AS BIGINT) AS "$each_rank"
  FROM "q7"
)
SELECT
  "q8"."id",
  "q8"."age",
  "q8"."what"
FROM "q8"
QUALIFY
  (
    ROW_NUMBER() OVER (
      PARTITION BY "q8"."$each_node"
      ORDER BY "q8"."$each_rank" ASC NULLS FIRST, "q8"."id" ASC NULLS FIRST, "q8"."age" ASC NULLS FIRST, "q8"."what" ASC NULLS FIRST
    ) <= 1
  )
ORDER BY
  "q8"."$each_rank" ASC NULLS FIRST
