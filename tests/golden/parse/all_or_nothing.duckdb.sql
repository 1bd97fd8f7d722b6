WITH "q2" AS (
  SELECT
    "v1"."s",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?s)name=(.*?) age=(.*?) (.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g1'
    ) AS "$of name",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?s)name=(.*?) age=(.*?) (.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g2'
    ) AS "$of age",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?s)name=(.*?) age=(.*?) (.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g3'
    ) AS "$of rest"
  FROM (VALUES
    ('name=alice age=30 x'),
    ('name=bob age=old x'),
    ('name= age=5 x'),
    ('garbage'),
    ('')) AS "v1"("s")
), "q3" AS (
  SELECT
    "q2"."s",
    "q2"."$of name",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of age", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of age") AS INT)
      WHEN REGEXP_FULL_MATCH("q2"."$of age", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of age") AS INT)
      ELSE CAST(NULL AS INT)
    END AS "$of age",
    "q2"."$of rest"
  FROM "q2"
)
SELECT
  "q3"."s",
  CASE WHEN (
    NOT "q3"."$of age" IS NULL
  ) THEN "q3"."$of name" ELSE '' END AS "name",
  CASE
    WHEN (
      NOT "q3"."$of age" IS NULL
    )
    THEN "q3"."$of age"
    ELSE CAST(NULL AS INT)
  END AS "age",
  CASE WHEN (
    NOT "q3"."$of age" IS NULL
  ) THEN "q3"."$of rest" ELSE '' END AS "rest"
FROM "q3"
