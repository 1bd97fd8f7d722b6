WITH "q2" AS (
  SELECT
    "v1"."source",
    "v1"."destination",
    "v1"."edge_type",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob', 'communicatesWith'),
    ('Alice', 'Trent', 'trusts'),
    ('Bob', 'Trent', 'hasPermission'),
    ('Eve', 'Alice', 'attacks'),
    ('Mallory', 'Alice', 'attacks'),
    ('Mallory', 'Bob', 'attacks')) AS "v1"("source", "destination", "edge_type")
)
SELECT
  KQL_HASHES_OF_TEXTS__VARCHAR("q2"."source") AS "SourceId",
  KQL_HASHES_OF_TEXTS__VARCHAR("q2"."destination") AS "TargetId",
  "q2"."source",
  "q2"."destination",
  "q2"."edge_type"
FROM "q2"
