WITH "q1" AS (
  SELECT
    CAST(NULL AS TIMESTAMP) AS "timestamp",
    CAST(NULL AS DOUBLE) AS "metric"
  WHERE
    FALSE
), "q2" AS (
  SELECT
    (
      (
        EPOCH_US("q1"."timestamp") - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
      ) // (
        CAST(864000000000 AS BIGINT) // 10
      )
    ) AS "$bin",
    COALESCE(AVG(CAST("q1"."metric" AS DOUBLE)), CAST('nan' AS DOUBLE)) AS "avg_metric"
  FROM "q1"
  WHERE
    (
      (
        "q1"."timestamp" >= CAST('2017-01-01 00:00:00' AS TIMESTAMP)
      )
      AND (
        "q1"."timestamp" < CAST('2017-01-04 00:00:00' AS TIMESTAMP)
      )
    )
  GROUP BY
    1
), "q3" AS (
  SELECT
    ARRAY_AGG("q2"."$bin" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q2"."avg_metric" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$values0"
  FROM "q2"
)
SELECT
  CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        LIST_EXTRACT(
          LIST_TRANSFORM(
            LIST_VALUE(
              CASE
                WHEN (
                  (
                    (
                      (
                        (
                          (
                            EPOCH_US(CAST('2017-01-04 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
                          ) + (
                            CAST(864000000000 AS BIGINT) // 10
                          )
                        ) - 1
                      ) // (
                        CAST(864000000000 AS BIGINT) // 10
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
                          EPOCH_US(CAST('2017-01-04 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
                        ) + (
                          CAST(864000000000 AS BIGINT) // 10
                        )
                      ) - 1
                    ) // (
                      CAST(864000000000 AS BIGINT) // 10
                    )
                  ),
                  CAST(0 AS BIGINT)
                )
              END
            ),
            LAMBDA once_6b2dd73b : CASE
              WHEN (
                "q3"."$bins" IS NULL
              )
              THEN LIST_RESIZE(
                CAST(LIST_VALUE() AS DOUBLE[]),
                (
                  once_6b2dd73b - CAST(0 AS BIGINT)
                ),
                CAST(1.0e0 AS DOUBLE)
              )
              ELSE FLATTEN(
                LIST_PREPEND(
                  LIST_RESIZE(
                    CAST(LIST_VALUE() AS DOUBLE[]),
                    (
                      LIST_EXTRACT("q3"."$bins", 1) - CAST(0 AS BIGINT)
                    ),
                    CAST(1.0e0 AS DOUBLE)
                  ),
                  LIST_TRANSFORM(
                    RANGE(LEN("q3"."$bins")),
                    LAMBDA place : LIST_PREPEND(
                      LIST_EXTRACT("q3"."$values0", (
                        place + 1
                      )),
                      LIST_RESIZE(
                        CAST(LIST_VALUE() AS DOUBLE[]),
                        (
                          (
                            COALESCE(LIST_EXTRACT("q3"."$bins", (
                              place + 2
                            )), once_6b2dd73b) - LIST_EXTRACT("q3"."$bins", (
                              place + 1
                            ))
                          ) - 1
                        ),
                        CAST(1.0e0 AS DOUBLE)
                      )
                    )
                  )
                )
              )
            END
          ),
          1
        )
      ),
      LAMBDA once_7d96e4a3 : CASE
        WHEN (
          LEN(LIST_FILTER(once_7d96e4a3, LAMBDA e : (
            NOT ISFINITE(e)
          ))) > 0
        )
        THEN CAST(LIST_TRANSFORM(
          once_7d96e4a3,
          LAMBDA e : CASE
            WHEN ISNAN(e)
            THEN CAST('NaN' AS VARIANT)
            WHEN (
              ISINF(e) AND (
                e > 0
              )
            )
            THEN CAST('Infinity' AS VARIANT)
            WHEN ISINF(e)
            THEN CAST('-Infinity' AS VARIANT)
            ELSE CAST(e AS VARIANT)
          END
        ) AS VARIANT)
        ELSE CAST(once_7d96e4a3 AS VARIANT)
      END
    ),
    1
  ) AS JSON) AS TEXT) AS "avg_metric",
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
                    EPOCH_US(CAST('2017-01-04 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
                  ) + (
                    CAST(864000000000 AS BIGINT) // 10
                  )
                ) - 1
              ) // (
                CAST(864000000000 AS BIGINT) // 10
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
                  EPOCH_US(CAST('2017-01-04 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
                ) + (
                  CAST(864000000000 AS BIGINT) // 10
                )
              ) - 1
            ) // (
              CAST(864000000000 AS BIGINT) // 10
            )
          ),
          CAST(0 AS BIGINT)
        )
      END
    ),
    LAMBDA place : STRFTIME(
      MAKE_TIMESTAMP(
        (
          EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP)) + (
            place * (
              CAST(864000000000 AS BIGINT) // 10
            )
          )
        )
      ),
      '%Y-%m-%dT%H:%M:%S.%f0Z'
    )
  ) AS VARIANT) AS JSON) AS TEXT) AS "timestamp"
FROM "q3"
