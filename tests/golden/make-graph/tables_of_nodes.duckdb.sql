WITH "q4" AS (
  SELECT
    "v3"."Source",
    "v3"."Destination",
    "v3"."edge_type",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob', 'communicatesWith'),
    ('Alice', 'Trent', 'trusts'),
    ('Bob', 'Trent', 'hasPermission'),
    ('Eve', 'Alice', 'attacks'),
    ('Mallory', 'Alice', 'attacks'),
    ('Mallory', 'Bob', 'attacks')) AS "v3"("Source", "Destination", "edge_type")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."edge_type",
    "q4"."Source" AS "$each_source",
    "q4"."Destination" AS "$each_target",
    "q4"."$each_edge"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_target" AS "1:compromised()",
    "q5"."$each_edge" AS "3:attacks[]",
    "q5"."edge_type" AS "3:attacks.edge_type",
    "q5"."$each_source" AS "0:mallory.name",
    "q5"."$each_target" AS "1:compromised.name"
  FROM "q5"
  WHERE
    (
      (
        "q5"."$each_source" = 'Mallory'
      ) AND (
        "q5"."edge_type" = 'attacks'
      )
    )
)
SELECT
  "l1"."0:mallory.name" AS "Attacker",
  "l1"."1:compromised.name" AS "Compromised",
  "r2"."$each_target" AS "System"
FROM "q6" AS "l1"
JOIN "q5" AS "r2"
  ON (
    "l1"."1:compromised()" = "r2"."$each_source"
  )
WHERE
  (
    (
      (
        NOT (
          "l1"."3:attacks[]" = "r2"."$each_edge"
        )
      )
      AND (
        "r2"."$each_target" = 'Trent'
      )
    )
    AND (
      "r2"."edge_type" = 'hasPermission'
    )
  )
