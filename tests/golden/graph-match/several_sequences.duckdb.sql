WITH "q6" AS (
  SELECT
    "v5"."source",
    "v5"."destination",
    "v5"."action_type",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob', 'communicatesWith'),
    ('Alice', 'Apollo', 'trusts'),
    ('Bob', 'Apollo', 'hasPermission'),
    ('Eve', 'Alice', 'attacks'),
    ('Mallory', 'Alice', 'attacks'),
    ('Mallory', 'Bob', 'attacks')) AS "v5"("source", "destination", "action_type")
), "q7" AS MATERIALIZED (
  SELECT
    "q6"."action_type",
    "q6"."source" AS "$each_source",
    "q6"."destination" AS "$each_target",
    "q6"."$each_edge"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_target" AS "1:compromised()",
    "q7"."$each_edge" AS "3:attacks[]",
    "q7"."action_type" AS "3:attacks.action_type",
    "q7"."$each_source" AS "0:mallory.name",
    "q7"."$each_target" AS "1:compromised.name"
  FROM "q7"
  WHERE
    (
      (
        "q7"."$each_source" = 'Mallory'
      ) AND (
        "q7"."action_type" = 'attacks'
      )
    )
), "q9" AS (
  SELECT
    "l3"."1:compromised()",
    "l3"."3:attacks[]",
    "l3"."0:mallory.name",
    "l3"."1:compromised.name",
    "r4"."$each_edge" AS "4:hasPermission[]",
    "r4"."action_type" AS "4:hasPermission.action_type",
    "r4"."$each_target" AS "2:apollo.name"
  FROM "q8" AS "l3"
  JOIN "q7" AS "r4"
    ON (
      "l3"."1:compromised()" = "r4"."$each_source"
    )
  WHERE
    (
      (
        (
          NOT (
            "l3"."3:attacks[]" = "r4"."$each_edge"
          )
        )
        AND (
          "r4"."$each_target" = 'Apollo'
        )
      )
      AND (
        "r4"."action_type" = 'hasPermission'
      )
    )
), "q10" AS (
  SELECT
    "q7"."$each_target" AS "$from",
    "q7"."$each_source" AS "$to",
    "q7"."$each_edge" AS "6:communicates[]"
  FROM "q7"
  UNION ALL
  SELECT
    "q7"."$each_source" AS "$from",
    "q7"."$each_target" AS "$to",
    "q7"."$each_edge" AS "6:communicates[]"
  FROM "q7"
  WHERE
    (
      NOT (
        "q7"."$each_source" = "q7"."$each_target"
      )
    )
)
SELECT
  "l1"."0:mallory.name" AS "Attacker",
  "l1"."1:compromised.name" AS "Compromised",
  "l1"."2:apollo.name" AS "System"
FROM "q9" AS "l1"
JOIN "q10" AS "r2"
  ON (
    "l1"."1:compromised()" = "r2"."$from"
  )
WHERE
  (
    (
      (
        NOT (
          "l1"."3:attacks[]" = "r2"."6:communicates[]"
        )
      )
      AND (
        NOT (
          "l1"."4:hasPermission[]" = "r2"."6:communicates[]"
        )
      )
    )
    AND (
      "r2"."$to" = 'Alice'
    )
  )
