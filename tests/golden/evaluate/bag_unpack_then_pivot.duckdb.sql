WITH "q2" AS (
  SELECT
    "v1"."id",
    COALESCE(VARIANT_EXTRACT_STRING("v1"."d", 'k'), '') AS "k",
    CASE
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON)) IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS BIGINT)
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON)) IN ('DOUBLE')
      )
      THEN CASE
        WHEN (
          ISNAN(
            TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS DOUBLE)
          )
          OR ISINF(
            TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS DOUBLE)
          )
        )
        THEN CAST(NULL AS BIGINT)
        WHEN (
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
        )
        THEN CAST(9223372036854775807 AS BIGINT)
        WHEN (
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS DOUBLE) <= (
            -9.223372036854776e+18
          )
        )
        THEN CAST('-9223372036854775808' AS BIGINT)
        ELSE TRY_CAST(TRUNC(
          TRY_CAST(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') AS DOUBLE)
        ) AS BIGINT)
      END
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON)) IN ('VARCHAR')
      )
      THEN CASE
        WHEN REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$'),
          '\s*[-+]?[0-9]+\s*'
        )
        THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$')) AS BIGINT)
        WHEN REGEXP_FULL_MATCH(
          JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$'),
          '\s*0[xX][0-9a-fA-F]{1,16}\s*'
        )
        THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$')) AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END
      WHEN (
        JSON_TYPE(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON)) IN ('BOOLEAN')
      )
      THEN CAST((
        JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("v1"."d", 'v') AS JSON), '$') = 'true'
      ) AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "v"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('{"k":"x","v":5}' AS JSON) AS VARIANT)),
    (CAST(1 AS BIGINT), CAST(CAST('{"k":"y","v":6}' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('{"k":"x","v":7}' AS JSON) AS VARIANT))) AS "v1"("id", "d")
), "q3" AS (
  SELECT
    "q2"."id" AS "id",
    "q2"."k" AS "$turned",
    CAST((
      (
        (
          COALESCE(SUM("q2"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$cell"
  FROM "q2"
  GROUP BY
    1,
    2
), "q4" AS (
  SELECT
    "q3"."id" AS "id",
    FIRST("q3"."$cell") FILTER(WHERE
      (
        "q3"."$turned" = 'x'
      )) AS "$cell0",
    FIRST("q3"."$cell") FILTER(WHERE
      (
        "q3"."$turned" = 'y'
      )) AS "$cell1"
  FROM "q3"
  GROUP BY
    1
), "q5" AS (
  SELECT
    "q4"."id",
    COALESCE("q4"."$cell0", CAST(0 AS BIGINT)) AS "x",
    COALESCE("q4"."$cell1", CAST(0 AS BIGINT)) AS "y"
  FROM "q4"
)
SELECT
  "q5"."id",
  "q5"."x",
  "q5"."y",
  COALESCE(
    TRY_CAST((
      CAST("q5"."x" AS INT128) + CAST("q5"."y" AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q5"."x" AS INT128) + CAST("q5"."y" AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "total"
FROM "q5"
