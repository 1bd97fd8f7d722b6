WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "a",
    'abc' AS "s",
    CAST(CAST('{"x":[7]}' AS JSON) AS VARIANT) AS "d"
)
SELECT
  "q1"."a",
  COALESCE(
    TRY_CAST((
      CAST("q1"."a" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q1"."a" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "Column1",
  COALESCE(CAST("q1"."a" AS TEXT), '') AS "a1",
  LENGTH("q1"."s") AS "strlen_s",
  CAST(CAST(VARIANT_EXTRACT(VARIANT_EXTRACT("q1"."d", 'x'), 1) AS JSON) AS TEXT) AS "d_x_0",
  LOWER("q1"."s") AS "Column2"
FROM "q1"
