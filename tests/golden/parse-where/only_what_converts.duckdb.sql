WITH "q2" AS (
  SELECT
    "v1"."s",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?s)name=(.*?) age=(.*?)$', LIST_VALUE('g1', 'g2')),
      'g1'
    ) AS "$of name",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?s)name=(.*?) age=(.*?)$', LIST_VALUE('g1', 'g2')),
      'g2'
    ) AS "$of age"
  FROM (VALUES
    ('name=alice age=30'),
    ('name=bob age=old'),
    ('name= age=5'),
    ('garbage')) AS "v1"("s")
  WHERE
    REGEXP_MATCHES("v1"."s", '(?s)name=(.*?) age=(.*?)$')
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
    END AS "$of age"
  FROM "q2"
)
SELECT
  "q3"."s",
  "q3"."$of name" AS "name",
  "q3"."$of age" AS "age"
FROM "q3"
WHERE
  (
    NOT "q3"."$of age" IS NULL
  )
