WITH "q4" AS (
  SELECT
    "v3"."source",
    "v3"."destination",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob'),
    ('Alice', 'Trent'),
    ('Bob', 'Trent'),
    ('Eve', 'Alice'),
    ('Mallory', 'Alice'),
    ('Mallory', 'Bob')) AS "v3"("source", "destination")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."source",
    "q4"."destination",
    "q4"."source" AS "$each_source",
    "q4"."destination" AS "$each_target"
  FROM "q4"
), "q6" AS (
  SELECT
    KQL_HASHES_OF_TEXTS__VARCHAR("q5"."$each_source") AS "SourceId",
    "q5"."source",
    "q5"."destination"
  FROM "q5"
), "q8" AS (
  SELECT
    "q5"."$each_source" AS "$each_node"
  FROM "q5"
  UNION ALL
  SELECT
    "q5"."$each_target" AS "$each_node"
  FROM "q5"
), "q9" AS (
  SELECT
    "q8"."$each_node" AS "$each_node"
  FROM "q8"
  GROUP BY
    1
), "q10" AS (
  SELECT
    "v7"."name",
    "v7"."type",
    "v7"."age",
    "v7"."name" AS "$each_node",
    CAST(0 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('Alice', 'Person', CAST(23 AS BIGINT)),
    ('Bob', 'Person', CAST(31 AS BIGINT)),
    ('Eve', 'Person', CAST(17 AS BIGINT)),
    ('Trent', 'System', CAST(99 AS BIGINT))) AS "v7"("name", "type", "age")
  UNION ALL
  SELECT
    "q9"."$each_node" AS "name",
    '' AS "type",
    CAST(NULL AS BIGINT) AS "age",
    "q9"."$each_node",
    CAST(1 AS BIGINT) AS "$each_rank"
  FROM "q9"
), "q11" AS (
  SELECT
    KQL_HASHES_OF_TEXTS__VARCHAR("q10"."$each_node") AS "SourceId",
    "q10"."age"
  FROM "q10"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q10"."$each_node"
        ORDER BY "q10"."$each_rank" ASC NULLS FIRST, "q10"."name" ASC NULLS FIRST, "q10"."type" ASC NULLS FIRST, "q10"."age" ASC NULLS FIRST
      ) <= 1
    )
  ORDER BY
    "q10"."$each_rank" ASC NULLS FIRST
)
SELECT
  "l1"."source",
  "l1"."destination",
  "r2"."age"
FROM "q6" AS "l1"
JOIN "q11" AS "r2"
  ON (
    "l1"."SourceId" = "r2"."SourceId"
  )
