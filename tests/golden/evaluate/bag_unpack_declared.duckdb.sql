SELECT
  "v1"."Description",
  COALESCE(VARIANT_EXTRACT_STRING("v1"."d", 'Name'), '') AS "Name",
  CASE
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON)) IN ('UBIGINT', 'BIGINT')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS BIGINT)
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON)) IN ('DOUBLE')
    )
    THEN CASE
      WHEN (
        ISNAN(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS DOUBLE)
        )
        OR ISINF(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS DOUBLE)
        )
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
      )
      THEN CAST(9223372036854775807 AS BIGINT)
      WHEN (
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS DOUBLE) <= (
          -9.223372036854776e+18
        )
      )
      THEN CAST('-9223372036854775808' AS BIGINT)
      ELSE TRY_CAST(TRUNC(
        TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') AS DOUBLE)
      ) AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON)) IN ('VARCHAR')
    )
    THEN CASE
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$'),
        '\s*[-+]?[0-9]+\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$')) AS BIGINT)
      WHEN REGEXP_FULL_MATCH(
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$'),
        '\s*0[xX][0-9a-fA-F]{1,16}\s*'
      )
      THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$')) AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END
    WHEN (
      JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON)) IN ('BOOLEAN')
    )
    THEN CAST((
      JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'Age') AS JSON), '$') = 'true'
    ) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "Age"
FROM (VALUES
  (
    CAST(CAST('{"Name":"John","Age":20,"height":180}' AS JSON) AS VARIANT),
    'Student'
  ),
  (
    CAST(CAST('{"Name":"Dave","Age":40,"height":160}' AS JSON) AS VARIANT),
    'Teacher'
  )) AS "v1"("d", "Description")
