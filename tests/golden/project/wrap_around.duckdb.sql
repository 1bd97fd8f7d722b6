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
  LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        (
          (
            (
              CAST("v1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
            ) + CAST(CAST(1 AS BIGINT) AS INT128)
          ) - CAST(CAST(2 AS BIGINT) AS INT128)
        )
      ),
      LAMBDA once_625e7155 : COALESCE(
        TRY_CAST(once_625e7155 AS BIGINT),
        CAST((
          (
            (
              once_625e7155 + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT)
      )
    ),
    1
  ) AS "chain",
  COALESCE(TRY_CAST((
    -CAST("v1"."v" AS INT128)
  ) AS BIGINT), "v1"."v") AS "other"
FROM (VALUES
  (CAST(9223372036854775807 AS BIGINT)),
  (CAST('-9223372036854775808' AS BIGINT)),
  (CAST(1 AS BIGINT))) AS "v1"("v")
