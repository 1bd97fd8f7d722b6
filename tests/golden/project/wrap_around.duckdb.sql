SELECT
  "v1"."v",
  COALESCE(
    TRY_CAST((
      CAST("v1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("v1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "up",
  COALESCE(
    TRY_CAST((
      CAST("v1"."v" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("v1"."v" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "down",
  COALESCE(
    TRY_CAST((
      CAST("v1"."v" AS INT128) * CAST(CAST(2 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("v1"."v" AS INT128) * CAST(CAST(2 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "twice",
  COALESCE(
    TRY_CAST((
      (
        (
          CAST("v1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
        ) + CAST(CAST(1 AS BIGINT) AS INT128)
      ) - CAST(CAST(2 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            (
              (
                CAST("v1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
              ) + CAST(CAST(1 AS BIGINT) AS INT128)
            ) - CAST(CAST(2 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "chain",
  COALESCE(TRY_CAST((
    -CAST("v1"."v" AS INT128)
  ) AS BIGINT), "v1"."v") AS "other"
FROM (VALUES
  (CAST(9223372036854775807 AS BIGINT)),
  (CAST('-9223372036854775808' AS BIGINT)),
  (CAST(1 AS BIGINT))) AS "v1"("v")
