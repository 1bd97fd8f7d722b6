WITH "q3" AS (
  SELECT
    "v2"."source",
    "v2"."destination",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob'),
    ('Alice', 'Trent'),
    ('Bob', 'Trent'),
    ('Eve', 'Alice'),
    ('Mallory', 'Alice'),
    ('Mallory', 'Bob')) AS "v2"("source", "destination")
), "q4" AS MATERIALIZED (
  SELECT
    "q3"."source" AS "$each_source",
    "q3"."destination" AS "$each_target"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."$each_source" AS "$each_node"
  FROM "q4"
  UNION ALL
  SELECT
    "q4"."$each_target" AS "$each_node"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_node" AS "$each_node"
  FROM "q5"
  GROUP BY
    1
), "q7" AS (
  SELECT
    "v1"."name",
    "v1"."type",
    "v1"."age",
    "v1"."name" AS "$each_node",
    CAST(0 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('Alice', 'Person', CAST(23 AS BIGINT)),
    ('Bob', 'Person', CAST(31 AS BIGINT)),
    ('Eve', 'Person', CAST(17 AS BIGINT)),
    ('Trent', 'System', CAST(99 AS BIGINT))) AS "v1"("name", "type", "age")
  UNION ALL
  SELECT
    "q6"."$each_node" AS "name",
    '' AS "type",
    CAST(NULL AS BIGINT) AS "age",
    "q6"."$each_node",
    CAST(1 AS BIGINT) AS "$each_rank"
  FROM "q6"
)
SELECT
  KQL_HASHES_OF_TEXTS__VARCHAR("q7"."$each_node") AS "NodeId",
  "q7"."name",
  "q7"."type",
  "q7"."age"
FROM "q7"
QUALIFY
  (
    ROW_NUMBER() OVER (
      PARTITION BY "q7"."$each_node"
      ORDER BY "q7"."$each_rank" ASC NULLS FIRST, "q7"."name" ASC NULLS FIRST, "q7"."type" ASC NULLS FIRST, "q7"."age" ASC NULLS FIRST
    ) <= 1
  )
ORDER BY
  "q7"."$each_rank" ASC NULLS FIRST
