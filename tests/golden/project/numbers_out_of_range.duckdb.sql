SELECT
  CASE
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS INT)
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS INT)
    ELSE CAST(NULL AS INT)
  END AS "i",
  CASE
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "l",
  CAST((
    (
      (
        CAST("v1"."n" AS INT128) + 2147483648
      ) & CAST(4294967295 AS INT128)
    ) - 2147483648
  ) AS INT) AS "wrapped",
  CASE
    WHEN (
      ISNAN("v1"."r") OR ISINF("v1"."r")
    )
    THEN CAST(NULL AS INT)
    WHEN (
      "v1"."r" >= 2147483648.0e0
    )
    THEN CAST(2147483647 AS INT)
    WHEN (
      "v1"."r" <= (
        -2147483648.0e0
      )
    )
    THEN CAST((
      -2147483648
    ) AS INT)
    ELSE TRY_CAST(TRUNC("v1"."r") AS INT)
  END AS "held",
  CASE
    WHEN (
      ISNAN("v1"."r") OR ISINF("v1"."r")
    )
    THEN CAST(NULL AS BIGINT)
    WHEN (
      "v1"."r" >= 9.223372036854776e+18
    )
    THEN CAST(9223372036854775807 AS BIGINT)
    WHEN (
      "v1"."r" <= (
        -9.223372036854776e+18
      )
    )
    THEN CAST('-9223372036854775808' AS BIGINT)
    ELSE TRY_CAST(TRUNC("v1"."r") AS BIGINT)
  END AS "long"
FROM (VALUES
  ('9999999999', CAST(9999999999 AS BIGINT), CAST(10000000000.0e0 AS DOUBLE)),
  ('9223372036854775808', CAST(4294967296 AS BIGINT), CAST(1e+19 AS DOUBLE))) AS "v1"("s", "n", "r")
