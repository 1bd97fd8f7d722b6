WITH "q1" AS (
  SELECT
    'took 15ms (cached), a.*b[1]' AS "s",
    CAST(CAST('{"k":"line one\nid=5;"}' AS JSON) AS VARIANT) AS "d"
), "q2" AS (
  SELECT
    "q1"."s",
    "q1"."d",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("q1"."s", '(?s).*?took (\s*[-+]?[0-9]+).*?a\.\*b\[(.*?)\]$', LIST_VALUE('g1', 'g2')),
      'g1'
    ) AS "$of ms",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("q1"."s", '(?s).*?took (\s*[-+]?[0-9]+).*?a\.\*b\[(.*?)\]$', LIST_VALUE('g1', 'g2')),
      'g2'
    ) AS "$of n"
  FROM "q1"
), "q3" AS (
  SELECT
    "q2"."s",
    "q2"."d",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of ms", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of ms") AS BIGINT)
      WHEN REGEXP_FULL_MATCH("q2"."$of ms", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of ms") AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "$of ms",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of n", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of n") AS INT)
      WHEN REGEXP_FULL_MATCH("q2"."$of n", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of n") AS INT)
      ELSE CAST(NULL AS INT)
    END AS "$of n"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."s",
    "q3"."d",
    CASE
      WHEN (
        (
          NOT "q3"."$of ms" IS NULL
        ) AND (
          NOT "q3"."$of n" IS NULL
        )
      )
      THEN "q3"."$of ms"
      ELSE CAST(NULL AS BIGINT)
    END AS "ms",
    CASE
      WHEN (
        (
          NOT "q3"."$of ms" IS NULL
        ) AND (
          NOT "q3"."$of n" IS NULL
        )
      )
      THEN "q3"."$of n"
      ELSE CAST(NULL AS INT)
    END AS "n",
    COALESCE(JSON_EXTRACT_STRING(CAST("q3"."d" AS JSON), '$'), '') AS "$parsed"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."s",
    "q4"."d",
    "q4"."ms",
    "q4"."n",
    REGEXP_EXTRACT("q4"."$parsed", '(?s).*?id=(\s*[-+]?[0-9]+)', 1) AS "$of id"
  FROM "q4"
)
SELECT
  "q5"."s",
  CAST(CAST("q5"."d" AS JSON) AS TEXT) AS "d",
  "q5"."ms",
  "q5"."n",
  CASE
    WHEN REGEXP_FULL_MATCH("q5"."$of id", '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM("q5"."$of id") AS BIGINT)
    WHEN REGEXP_FULL_MATCH("q5"."$of id", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
    THEN TRY_CAST(TRIM("q5"."$of id") AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "id"
FROM "q5"
