WITH "q2" AS (
  SELECT
    "v1"."s",
    STRUCT_EXTRACT(REGEXP_EXTRACT("v1"."s", '(.*)(?:\p{Nd}+)(.*)', LIST_VALUE('g1', 'g2')), 'g1') AS "letters",
    STRUCT_EXTRACT(REGEXP_EXTRACT("v1"."s", '(.*)(?:\p{Nd}+)(.*)', LIST_VALUE('g1', 'g2')), 'g2') AS "rest",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT(
        "v1"."s",
        '(?i)(?:(V))(\s*[-+]?[0-9]+)(?:.)(\s*[-+]?[0-9]+)',
        LIST_VALUE('g1', 'g2', 'g3')
      ),
      'g2'
    ) AS "$of major",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT(
        "v1"."s",
        '(?i)(?:(V))(\s*[-+]?[0-9]+)(?:.)(\s*[-+]?[0-9]+)',
        LIST_VALUE('g1', 'g2', 'g3')
      ),
      'g3'
    ) AS "$of minor"
  FROM (VALUES
    ('abc123def'),
    ('xyz999'),
    ('v1.2')) AS "v1"("s")
), "q3" AS (
  SELECT
    "q2"."s",
    "q2"."letters",
    "q2"."rest",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of major", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of major") AS INT)
      WHEN REGEXP_FULL_MATCH("q2"."$of major", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of major") AS INT)
      ELSE CAST(NULL AS INT)
    END AS "$of major",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of minor", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of minor") AS INT)
      WHEN REGEXP_FULL_MATCH("q2"."$of minor", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of minor") AS INT)
      ELSE CAST(NULL AS INT)
    END AS "$of minor"
  FROM "q2"
)
SELECT
  "q3"."s",
  "q3"."letters",
  "q3"."rest",
  CASE
    WHEN (
      (
        NOT "q3"."$of major" IS NULL
      ) AND (
        NOT "q3"."$of minor" IS NULL
      )
    )
    THEN "q3"."$of major"
    ELSE CAST(NULL AS INT)
  END AS "major",
  CASE
    WHEN (
      (
        NOT "q3"."$of major" IS NULL
      ) AND (
        NOT "q3"."$of minor" IS NULL
      )
    )
    THEN "q3"."$of minor"
    ELSE CAST(NULL AS INT)
  END AS "minor"
FROM "q3"
