WITH "q2" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON)) IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS BIGINT)
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON)) IN ('DOUBLE')
      )
      THEN CASE
        WHEN (
          ISNAN(
            TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS DOUBLE)
          )
          OR ISINF(
            TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS DOUBLE)
          )
        )
        THEN CAST(NULL AS BIGINT)
        WHEN (
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
        )
        THEN CAST(9223372036854775807 AS BIGINT)
        WHEN (
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS DOUBLE) <= (
            -9.223372036854776e+18
          )
        )
        THEN CAST('-9223372036854775808' AS BIGINT)
        ELSE TRY_CAST(TRUNC(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') AS DOUBLE)
        ) AS BIGINT)
      END
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON)) IN ('VARCHAR')
      )
      THEN CASE
        WHEN REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$'),
          '\s*[-+]?[0-9]+\s*'
        )
        THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$')) AS BIGINT)
        WHEN REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$'),
          '\s*0[xX][0-9a-fA-F]{1,16}\s*'
        )
        THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$')) AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON)) IN ('BOOLEAN')
      )
      THEN CAST((
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON), '$') = 'true'
      ) AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "a",
    CAST(NULL AS VARIANT) AS "nowhere"
  FROM (VALUES
    (CAST(CAST('{"a":1}' AS JSON) AS VARIANT)),
    (CAST(CAST('{"a":2}' AS JSON) AS VARIANT))) AS "v1"("d")
), "q3" AS (
  SELECT
    "q2"."nowhere",
    CAST(NULL AS VARIANT) AS "elsewhere"
  FROM "q2"
  WHERE
    (
      (
        COALESCE(JSON_EXTRACT_STRING(CAST("q2"."nowhere" AS JSON), '$'), '') = 'x'
      )
      OR (
        "q2"."a" > 1
      )
    )
), "q4" AS (
  SELECT
    COALESCE(JSON_EXTRACT_STRING(CAST("q3"."nowhere" AS JSON), '$'), '') AS "nowhere",
    COALESCE(JSON_EXTRACT_STRING(CAST("q3"."elsewhere" AS JSON), '$'), '') AS "elsewhere",
    COUNT(*) AS "n"
  FROM "q3"
  GROUP BY
    1,
    2
)
SELECT
  "q4"."nowhere",
  "q4"."elsewhere",
  "q4"."n"
FROM "q4"
