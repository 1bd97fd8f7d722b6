WITH "q1" AS (
  SELECT
    CAST(CAST('[1,2.9,-2.9,"3",true,null,[1],"2020-01-01"]' AS JSON) AS VARIANT) AS "d"
), "q2" AS (
  SELECT
    "q1"."d",
    CAST("q1"."d" AS JSON) AS "$json0",
    CAST("q1"."d" AS JSON) AS "$json1",
    CAST("q1"."d" AS JSON) AS "$json2",
    CAST("q1"."d" AS JSON) AS "$json3",
    CAST("q1"."d" AS JSON) AS "$json4",
    CAST("q1"."d" AS JSON) AS "$json5"
  FROM "q1"
), "q3" AS (
  SELECT
    "q2"."d",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json0") = 'ARRAY'
      )
      THEN CAST("q2"."$json0" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json0") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json0"), JSON_EXTRACT("q2"."$json0", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json0")
    END AS "$json0",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json1") = 'ARRAY'
      )
      THEN CAST("q2"."$json1" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json1") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json1"), JSON_EXTRACT("q2"."$json1", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json1")
    END AS "$json1",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json2") = 'ARRAY'
      )
      THEN CAST("q2"."$json2" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json2") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json2"), JSON_EXTRACT("q2"."$json2", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json2")
    END AS "$json2",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json3") = 'ARRAY'
      )
      THEN CAST("q2"."$json3" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json3") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json3"), JSON_EXTRACT("q2"."$json3", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json3")
    END AS "$json3",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json4") = 'ARRAY'
      )
      THEN CAST("q2"."$json4" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json4") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json4"), JSON_EXTRACT("q2"."$json4", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json4")
    END AS "$json4",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json5") = 'ARRAY'
      )
      THEN CAST("q2"."$json5" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json5") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json5"), JSON_EXTRACT("q2"."$json5", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json5")
    END AS "$json5"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."d",
    UNNEST("q3"."$json0") AS "$json0",
    UNNEST("q3"."$json1") AS "$json1",
    UNNEST("q3"."$json2") AS "$json2",
    UNNEST("q3"."$json3") AS "$json3",
    UNNEST("q3"."$json4") AS "$json4",
    UNNEST("q3"."$json5") AS "$json5",
    UNNEST(
      RANGE(
        GREATEST(
          LEN("q3"."$json0"),
          LEN("q3"."$json1"),
          LEN("q3"."$json2"),
          LEN("q3"."$json3"),
          LEN("q3"."$json4"),
          LEN("q3"."$json5")
        )
      )
    ) AS "$index"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."d",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q4"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "l",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json1") IN ('UBIGINT', 'BIGINT', 'DOUBLE')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q4"."$json1", '$') AS DOUBLE)
    END AS "r",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json2") = 'BOOLEAN'
      )
      THEN (
        JSON_EXTRACT_STRING("q4"."$json2", '$') = 'true'
      )
      WHEN (
        JSON_TYPE("q4"."$json2") IN ('UBIGINT', 'BIGINT')
      )
      THEN (
        TRY_CAST(JSON_EXTRACT_STRING("q4"."$json2", '$') AS BIGINT) <> 0
      )
    END AS "b",
    COALESCE(JSON_EXTRACT_STRING("q4"."$json3", '$'), '') AS "s",
    COALESCE(JSON_EXTRACT_STRING("q4"."$json4", '$'), '') AS "t",
    CAST(NULL AS BIGINT) AS "m",
    "q4"."$index" AS "i"
  FROM "q4"
)
SELECT
  CAST(CAST("q5"."d" AS JSON) AS TEXT) AS "d",
  "q5"."l",
  "q5"."r",
  "q5"."b",
  "q5"."s",
  CASE
    WHEN REGEXP_FULL_MATCH(
      "q5"."t",
      '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
    )
    THEN CASE
      WHEN REGEXP_MATCHES("q5"."t", ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$')
      THEN CASE
        WHEN (
          MAKE_TIMESTAMP(
            EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q5"."t"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
          ) BETWEEN MAKE_TIMESTAMP((
            -62135596800000000
          )) AND MAKE_TIMESTAMP(253402300799999999)
        )
        THEN MAKE_TIMESTAMP(
          EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q5"."t"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
        )
      END
      ELSE TRY_CAST(TRIM("q5"."t") AS TIMESTAMP)
    END
    WHEN REGEXP_MATCHES("q5"."t", '\d{4}')
    THEN TRY_STRPTIME(
      TRIM("q5"."t"),
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
  END AS "t",
  "q5"."m",
  "q5"."i"
FROM "q5"
