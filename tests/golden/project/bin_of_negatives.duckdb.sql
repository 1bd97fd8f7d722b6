SELECT
  COALESCE(
    TRY((
      "v1"."x" - (
        (
          (
            "v1"."x" % 2
          ) + 2
        ) % 2
      )
    )),
    TRY_CAST((
      (
        CAST("v1"."x" AS INT128) - CAST((
          (
            (
              "v1"."x" % 2
            ) + 2
          ) % 2
        ) AS INT128)
      ) + CAST('18446744073709551616' AS INT128)
    ) AS BIGINT)
  ) AS "x",
  (
    FLOOR((
      "v1"."r" / CAST(2 AS DOUBLE)
    )) * CAST(2 AS DOUBLE)
  ) AS "r",
  COALESCE(
    TRY(
      (
        "v1"."s" - (
          (
            (
              "v1"."s" % 864000000000
            ) + 864000000000
          ) % 864000000000
        )
      )
    ),
    TRY_CAST((
      (
        CAST("v1"."s" AS INT128) - CAST((
          (
            (
              "v1"."s" % 864000000000
            ) + 864000000000
          ) % 864000000000
        ) AS INT128)
      ) + CAST('18446744073709551616' AS INT128)
    ) AS BIGINT)
  ) AS "s"
FROM (VALUES
  (
    CAST((
      -5
    ) AS BIGINT),
    CAST((
      -7.5e0
    ) AS DOUBLE),
    CAST((
      -900000000000
    ) AS BIGINT)
  ),
  (CAST(5 AS BIGINT), CAST(7.5e0 AS DOUBLE), CAST(13824000000000 AS BIGINT))) AS "v1"("x", "r", "s")
