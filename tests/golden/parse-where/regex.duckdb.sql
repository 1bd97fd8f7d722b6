WITH "q2" AS (
  SELECT
    "v1"."s",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?i)(?:error )(\s*[-+]?[0-9]+)(?:: )(.*)', LIST_VALUE('g1', 'g2')),
      'g1'
    ) AS "$of code",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("v1"."s", '(?i)(?:error )(\s*[-+]?[0-9]+)(?:: )(.*)', LIST_VALUE('g1', 'g2')),
      'g2'
    ) AS "$of text"
  FROM (VALUES
    ('Error 404: gone'),
    ('error 500: oops'),
    ('fine')) AS "v1"("s")
  WHERE
    REGEXP_MATCHES("v1"."s", '(?i)(?:error )(\s*[-+]?[0-9]+)(?:: )(.*)')
), "q3" AS (
  SELECT
    "q2"."s",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of code", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of code") AS INT)
      WHEN REGEXP_FULL_MATCH("q2"."$of code", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of code") AS INT)
      ELSE CAST(NULL AS INT)
    END AS "$of code",
    "q2"."$of text"
  FROM "q2"
)
SELECT
  "q3"."s",
  "q3"."$of code" AS "code",
  "q3"."$of text" AS "text"
FROM "q3"
WHERE
  (
    NOT "q3"."$of code" IS NULL
  )
