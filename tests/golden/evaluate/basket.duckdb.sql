WITH "q2" AS (
  SELECT
    "v1"."state" AS "$text0",
    "v1"."event" AS "$text1",
    COALESCE(
      CASE
        WHEN "v1"."damage"
        THEN 'True'
        WHEN (
          NOT "v1"."damage"
        )
        THEN 'False'
        ELSE ''
      END,
      ''
    ) AS "$text2",
    COUNT(*) AS "$held"
  FROM (VALUES
    ('TX', 'hail', TRUE),
    ('TX', 'hail', TRUE),
    ('TX', 'wind', FALSE),
    ('OK', 'hail', TRUE),
    ('', 'rain', CAST(NULL AS BOOLEAN))) AS "v1"("state", "event", "damage")
  GROUP BY
    1,
    2,
    3
), "q3" AS (
  SELECT
    COALESCE(
      CAST(FLATTEN(
        ARRAY_AGG(
          CASE
            WHEN (
              JSON_TYPE(
                CAST(CAST(LIST_VALUE(
                  CAST(LIST_VALUE(
                    CAST("q2"."$held" AS VARIANT),
                    CAST("q2"."$text0" AS VARIANT),
                    CAST("q2"."$text1" AS VARIANT),
                    CAST("q2"."$text2" AS VARIANT)
                  ) AS VARIANT)
                ) AS VARIANT) AS JSON)
              ) = 'ARRAY'
            )
            THEN CAST(CAST(CAST(LIST_VALUE(
              CAST(LIST_VALUE(
                CAST("q2"."$held" AS VARIANT),
                CAST("q2"."$text0" AS VARIANT),
                CAST("q2"."$text1" AS VARIANT),
                CAST("q2"."$text2" AS VARIANT)
              ) AS VARIANT)
            ) AS VARIANT) AS JSON) AS JSON[])
            ELSE LIST_VALUE(
              CAST(CAST(LIST_VALUE(
                CAST(LIST_VALUE(
                  CAST("q2"."$held" AS VARIANT),
                  CAST("q2"."$text0" AS VARIANT),
                  CAST("q2"."$text1" AS VARIANT),
                  CAST("q2"."$text2" AS VARIANT)
                ) AS VARIANT)
              ) AS VARIANT) AS JSON)
            )
          END
        )
      ) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "$rows"
  FROM "q2"
), "q4" AS (
  SELECT
    CAST(CAST(CAST(KQL_BASKETS_BASKET__VARCHAR_DOUBLE_BIGINT(CAST(CAST("q3"."$rows" AS JSON) AS TEXT), CAST(0.4e0 AS DOUBLE), CAST(5 AS BIGINT)) AS JSON) AS VARIANT) AS JSON) AS "$json0"
  FROM "q3"
), "q5" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") = 'ARRAY'
      )
      THEN CAST("q4"."$json0" AS JSON[])
      WHEN (
        JSON_TYPE("q4"."$json0") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q4"."$json0"), JSON_EXTRACT("q4"."$json0", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q4"."$json0")
    END AS "$json0"
  FROM "q4"
), "q6" AS (
  SELECT
    UNNEST("q5"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q5"."$json0"))) AS "$index"
  FROM "q5"
), "q7" AS (
  SELECT
    CAST("q6"."$json0" AS VARIANT) AS "$pattern",
    "q6"."$index" AS "SegmentId"
  FROM "q6"
)
SELECT
  "q7"."SegmentId",
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS BIGINT)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON)) IN ('DOUBLE')
    )
    THEN CASE
      WHEN (
        ISNAN(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS DOUBLE)
        )
        OR ISINF(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS DOUBLE)
        )
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
      )
      THEN CAST(9223372036854775807 AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS DOUBLE) <= (
          -9.223372036854776e+18
        )
      )
      THEN CAST('-9223372036854775808' AS BIGINT)
      ELSE TRY_CAST(TRUNC(
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') AS DOUBLE)
      ) AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$'),
        '\s*[-+]?[0-9]+\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$')) AS BIGINT)
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$'),
        '\s*0[xX][0-9a-fA-F]{1,16}\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$')) AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON)) IN ('BOOLEAN')
    )
    THEN CAST((
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 1) AS JSON), '$') = 'true'
    ) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "Count",
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$') AS BIGINT) AS DOUBLE)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON)) IN ('DOUBLE')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$') AS DOUBLE)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN (
        REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$'),
          '\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*'
        )
        OR REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$'),
          '\s*(?:[nN]a[nN]|[-+]?inf|[-+]?Infinity)\s*'
        )
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$')) AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON)) IN ('BOOLEAN')
    )
    THEN CAST((
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 2) AS JSON), '$') = 'true'
    ) AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "Percent",
  COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 3) AS JSON), '$'), '') AS "state",
  COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 4) AS JSON), '$'), '') AS "event",
  CASE
    WHEN (
      LOWER(
        TRIM(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), '')
        )
      ) = 'true'
    )
    THEN TRUE
    WHEN (
      LOWER(
        TRIM(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), '')
        )
      ) = 'false'
    )
    THEN FALSE
    ELSE (
      CASE
        WHEN REGEXP_FULL_MATCH(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), ''),
          '\s*[-+]?[0-9]+\s*'
        )
        THEN TRY_CAST(TRIM(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), '')
        ) AS BIGINT)
        WHEN REGEXP_FULL_MATCH(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), ''),
          '\s*0[xX][0-9a-fA-F]{1,16}\s*'
        )
        THEN TRY_CAST(TRIM(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q7"."$pattern", 5) AS JSON), '$'), '')
        ) AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END <> 0
    )
  END AS "damage"
FROM "q7"
