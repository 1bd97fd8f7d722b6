SELECT
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN (
      TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$') AS BIGINT) <> 0
    )
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON)) IN ('DOUBLE')
    )
    THEN (
      TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$') AS DOUBLE) <> 0
    )
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN (
        LOWER(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$'))) = 'true'
      )
      THEN TRUE
      WHEN (
        LOWER(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$'))) = 'false'
      )
      THEN FALSE
      ELSE (
        CASE
          WHEN REGEXP_FULL_MATCH(
            JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$'),
            '\s*[-+]?[0-9]+\s*'
          )
          THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$')) AS BIGINT)
          WHEN REGEXP_FULL_MATCH(
            JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$'),
            '\s*0[xX][0-9a-fA-F]{1,16}\s*'
          )
          THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$')) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END <> 0
      )
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON)) IN ('BOOLEAN')
    )
    THEN (
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'b') AS JSON), '$') = 'true'
    )
    ELSE CAST(NULL AS BOOLEAN)
  END AS "b",
  CAST(CAST(VARIANT_EXTRACT("v1"."d", 'mixed') AS JSON) AS TEXT) AS "mixed",
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS BIGINT)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON)) IN ('DOUBLE')
    )
    THEN CASE
      WHEN (
        ISNAN(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS DOUBLE)
        )
        OR ISINF(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS DOUBLE)
        )
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
      )
      THEN CAST(9223372036854775807 AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS DOUBLE) <= (
          -9.223372036854776e+18
        )
      )
      THEN CAST('-9223372036854775808' AS BIGINT)
      ELSE TRY_CAST(TRUNC(
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') AS DOUBLE)
      ) AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$'),
        '\s*[-+]?[0-9]+\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$')) AS BIGINT)
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$'),
        '\s*0[xX][0-9a-fA-F]{1,16}\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$')) AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON)) IN ('BOOLEAN')
    )
    THEN CAST((
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'n') AS JSON), '$') = 'true'
    ) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "n",
  CAST(CAST(VARIANT_EXTRACT("v1"."d", 'none') AS JSON) AS TEXT) AS "none",
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$') AS BIGINT) AS DOUBLE)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON)) IN ('DOUBLE')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$') AS DOUBLE)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN (
        REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$'),
          '\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*'
        )
        OR REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$'),
          '\s*(?:[nN]a[nN]|[-+]?inf|[-+]?Infinity)\s*'
        )
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$')) AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON)) IN ('BOOLEAN')
    )
    THEN CAST((
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'r') AS JSON), '$') = 'true'
    ) AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "r",
  COALESCE(VARIANT_EXTRACT_STRING("v1"."d", 's'), '') AS "s"
FROM (VALUES
  (CAST(CAST('{"n":1,"mixed":1,"r":0.5,"b":true,"none":null}' AS JSON) AS VARIANT)),
  (CAST(CAST('{"n":null,"mixed":"x","s":"é"}' AS JSON) AS VARIANT)),
  (CAST(NULL AS VARIANT)),
  (CAST(CAST('[1]' AS JSON) AS VARIANT))) AS "v1"("d")
