SELECT
  "v1"."x",
  "v1"."y",
  "v1"."r",
  COALESCE(
    TRY_CAST((
      CAST("v1"."x" AS INT128) + CAST("v1"."y" AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("v1"."x" AS INT128) + CAST("v1"."y" AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "s",
  (
    CAST("v1"."y" AS BIGINT) * CAST(2 AS BIGINT)
  ) AS "p",
  (
    CAST("v1"."x" AS DOUBLE) / "v1"."r"
  ) AS "q"
FROM (VALUES
  (CAST(NULL AS BIGINT), CAST(3 AS INT), CAST(1.5e0 AS DOUBLE)),
  (CAST(2 AS BIGINT), CAST(NULL AS INT), CAST(NULL AS DOUBLE))) AS "v1"("x", "y", "r")
