WITH "q1" AS (
  SELECT
    '2020-01-01T00:00:00Z ERR code=5' AS "s"
), "q2" AS (
  SELECT
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("q1"."s", '(?s)(.*?) (.*?) code=(.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g1'
    ) AS "$of t",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("q1"."s", '(?s)(.*?) (.*?) code=(.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g2'
    ) AS "$of s",
    STRUCT_EXTRACT(
      REGEXP_EXTRACT("q1"."s", '(?s)(.*?) (.*?) code=(.*?)$', LIST_VALUE('g1', 'g2', 'g3')),
      'g3'
    ) AS "$of n"
  FROM "q1"
), "q3" AS (
  SELECT
    CASE
      WHEN REGEXP_FULL_MATCH(
        "q2"."$of t",
        '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
      )
      THEN CASE
        WHEN REGEXP_MATCHES("q2"."$of t", ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$')
        THEN CASE
          WHEN (
            MAKE_TIMESTAMP(
              EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q2"."$of t"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
            ) BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN MAKE_TIMESTAMP(
            EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q2"."$of t"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
          )
        END
        ELSE TRY_CAST(TRIM("q2"."$of t") AS TIMESTAMP)
      END
      WHEN REGEXP_MATCHES("q2"."$of t", '\d{4}')
      THEN TRY_STRPTIME(
        TRIM("q2"."$of t"),
        LIST_VALUE(
          '%m/%d/%Y',
          '%m/%d/%Y %H:%M:%S',
          '%m/%d/%Y %I:%M:%S %p',
          '%Y/%m/%d',
          '%Y/%m/%d %H:%M:%S',
          '%m-%d-%Y',
          '%m-%d-%Y %H:%M:%S',
          '%m.%d.%Y',
          '%d %b %Y',
          '%b %d, %Y',
          '%a, %d %b %Y %H:%M:%S GMT',
          '%Y%m%d'
        )
      )
      ELSE CAST(NULL AS TIMESTAMP)
    END AS "$of t",
    "q2"."$of s",
    CASE
      WHEN REGEXP_FULL_MATCH("q2"."$of n", '\s*[-+]?[0-9]+\s*')
      THEN TRY_CAST(TRIM("q2"."$of n") AS BIGINT)
      WHEN REGEXP_FULL_MATCH("q2"."$of n", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
      THEN TRY_CAST(TRIM("q2"."$of n") AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "$of n"
  FROM "q2"
)
SELECT
  CASE
    WHEN (
      (
        NOT "q3"."$of t" IS NULL
      ) AND (
        NOT "q3"."$of n" IS NULL
      )
    )
    THEN "q3"."$of n"
    ELSE CAST(NULL AS BIGINT)
  END AS "n",
  CASE
    WHEN (
      (
        NOT "q3"."$of t" IS NULL
      ) AND (
        NOT "q3"."$of n" IS NULL
      )
    )
    THEN "q3"."$of s"
    ELSE ''
  END AS "s",
  CASE
    WHEN (
      (
        NOT "q3"."$of t" IS NULL
      ) AND (
        NOT "q3"."$of n" IS NULL
      )
    )
    THEN "q3"."$of t"
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "t"
FROM "q3"
