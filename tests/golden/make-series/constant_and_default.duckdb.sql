WITH "q2" AS (
  SELECT
    (
      (
        EPOCH_US("v1"."Time") - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
      ) // (
        CAST(6048000000000 AS BIGINT) // 10
      )
    ) AS "$bin",
    CAST((
      (
        (
          COALESCE(SUM("v1"."Value"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "Value"
  FROM (VALUES
    (CAST('2025-01-07 00:00:00' AS TIMESTAMP), CAST(10 AS INT)),
    (CAST('2025-01-16 00:00:00' AS TIMESTAMP), CAST(20 AS INT)),
    (CAST('2025-02-01 00:00:00' AS TIMESTAMP), CAST(30 AS INT))) AS "v1"("Time", "Value")
  WHERE
    (
      (
        "v1"."Time" >= CAST('2025-01-06 00:00:00' AS TIMESTAMP)
      )
      AND (
        "v1"."Time" < CAST('2025-02-09 00:00:00' AS TIMESTAMP)
      )
    )
  GROUP BY
    1
), "q3" AS (
  SELECT
    "q2"."$bin",
    "q2"."Value" AS "$value0",
    CAST((
      -1
    ) AS BIGINT) AS "$value1"
  FROM "q2"
), "q4" AS (
  SELECT
    CAST(1 AS BIGINT) AS "$all",
    ARRAY_AGG("q3"."$bin" ORDER BY "q3"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q3"."$value0" ORDER BY "q3"."$bin" ASC NULLS FIRST) AS "$values0",
    ARRAY_AGG("q3"."$value1" ORDER BY "q3"."$bin" ASC NULLS FIRST) AS "$values1"
  FROM "q3"
  GROUP BY
    1
)
SELECT
  CAST(CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        CASE
          WHEN (
            (
              (
                (
                  (
                    (
                      EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                    ) + (
                      CAST(6048000000000 AS BIGINT) // 10
                    )
                  ) - 1
                ) // (
                  CAST(6048000000000 AS BIGINT) // 10
                )
              ) - CAST(0 AS BIGINT)
            ) > 1048576
          )
          THEN ERROR('make-series would make a series of more than 1,048,576 values')
          ELSE GREATEST(
            (
              (
                (
                  (
                    EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                  ) + (
                    CAST(6048000000000 AS BIGINT) // 10
                  )
                ) - 1
              ) // (
                CAST(6048000000000 AS BIGINT) // 10
              )
            ),
            CAST(0 AS BIGINT)
          )
        END
      ),
      LAMBDA once_92d8cb9e : CASE
        WHEN (
          "q4"."$bins" IS NULL
        )
        THEN LIST_RESIZE(
          CAST(LIST_VALUE() AS BIGINT[]),
          (
            once_92d8cb9e - CAST(0 AS BIGINT)
          ),
          CAST(0 AS BIGINT)
        )
        ELSE FLATTEN(
          LIST_PREPEND(
            LIST_RESIZE(
              CAST(LIST_VALUE() AS BIGINT[]),
              (
                LIST_EXTRACT("q4"."$bins", 1) - CAST(0 AS BIGINT)
              ),
              CAST(0 AS BIGINT)
            ),
            LIST_TRANSFORM(
              RANGE(LEN("q4"."$bins")),
              LAMBDA place : LIST_PREPEND(
                LIST_EXTRACT("q4"."$values0", (
                  place + 1
                )),
                LIST_RESIZE(
                  CAST(LIST_VALUE() AS BIGINT[]),
                  (
                    (
                      COALESCE(LIST_EXTRACT("q4"."$bins", (
                        place + 2
                      )), once_92d8cb9e) - LIST_EXTRACT("q4"."$bins", (
                        place + 1
                      ))
                    ) - 1
                  ),
                  CAST(0 AS BIGINT)
                )
              )
            )
          )
        )
      END
    ),
    1
  ) AS VARIANT) AS JSON) AS TEXT) AS "Value",
  CAST(CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        CASE
          WHEN (
            (
              (
                (
                  (
                    (
                      EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                    ) + (
                      CAST(6048000000000 AS BIGINT) // 10
                    )
                  ) - 1
                ) // (
                  CAST(6048000000000 AS BIGINT) // 10
                )
              ) - CAST(0 AS BIGINT)
            ) > 1048576
          )
          THEN ERROR('make-series would make a series of more than 1,048,576 values')
          ELSE GREATEST(
            (
              (
                (
                  (
                    EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                  ) + (
                    CAST(6048000000000 AS BIGINT) // 10
                  )
                ) - 1
              ) // (
                CAST(6048000000000 AS BIGINT) // 10
              )
            ),
            CAST(0 AS BIGINT)
          )
        END
      ),
      LAMBDA once_92d8cb9e : CASE
        WHEN (
          "q4"."$bins" IS NULL
        )
        THEN LIST_RESIZE(
          CAST(LIST_VALUE() AS BIGINT[]),
          (
            once_92d8cb9e - CAST(0 AS BIGINT)
          ),
          CAST((
            -2
          ) AS BIGINT)
        )
        ELSE FLATTEN(
          LIST_PREPEND(
            LIST_RESIZE(
              CAST(LIST_VALUE() AS BIGINT[]),
              (
                LIST_EXTRACT("q4"."$bins", 1) - CAST(0 AS BIGINT)
              ),
              CAST((
                -2
              ) AS BIGINT)
            ),
            LIST_TRANSFORM(
              RANGE(LEN("q4"."$bins")),
              LAMBDA place : LIST_PREPEND(
                LIST_EXTRACT("q4"."$values1", (
                  place + 1
                )),
                LIST_RESIZE(
                  CAST(LIST_VALUE() AS BIGINT[]),
                  (
                    (
                      COALESCE(LIST_EXTRACT("q4"."$bins", (
                        place + 2
                      )), once_92d8cb9e) - LIST_EXTRACT("q4"."$bins", (
                        place + 1
                      ))
                    ) - 1
                  ),
                  CAST((
                    -2
                  ) AS BIGINT)
                )
              )
            )
          )
        )
      END
    ),
    1
  ) AS VARIANT) AS JSON) AS TEXT) AS "other",
  CAST(CAST(CAST(LIST_TRANSFORM(
    RANGE(
      CAST(0 AS BIGINT),
      CASE
        WHEN (
          (
            (
              (
                (
                  (
                    EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                  ) + (
                    CAST(6048000000000 AS BIGINT) // 10
                  )
                ) - 1
              ) // (
                CAST(6048000000000 AS BIGINT) // 10
              )
            ) - CAST(0 AS BIGINT)
          ) > 1048576
        )
        THEN ERROR('make-series would make a series of more than 1,048,576 values')
        ELSE GREATEST(
          (
            (
              (
                (
                  EPOCH_US(CAST('2025-02-09 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP))
                ) + (
                  CAST(6048000000000 AS BIGINT) // 10
                )
              ) - 1
            ) // (
              CAST(6048000000000 AS BIGINT) // 10
            )
          ),
          CAST(0 AS BIGINT)
        )
      END
    ),
    LAMBDA place : STRFTIME(
      MAKE_TIMESTAMP(
        (
          EPOCH_US(CAST('2025-01-06 00:00:00' AS TIMESTAMP)) + (
            place * (
              CAST(6048000000000 AS BIGINT) // 10
            )
          )
        )
      ),
      '%Y-%m-%dT%H:%M:%S.%f0Z'
    )
  ) AS VARIANT) AS JSON) AS TEXT) AS "Time"
FROM "q4"
