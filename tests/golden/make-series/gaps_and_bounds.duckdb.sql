WITH "q2" AS (
  SELECT
    (
      (
        EPOCH_US("v1"."timestamp") - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
      ) // (
        CAST(864000000000 AS BIGINT) // 10
      )
    ) AS "$bin",
    COALESCE(AVG(CAST("v1"."metric" AS DOUBLE)), CAST('nan' AS DOUBLE)) AS "avg_metric"
  FROM (VALUES
    (CAST('2016-12-31 06:00:00' AS TIMESTAMP), CAST(50.0e0 AS DOUBLE)),
    (CAST('2017-01-01 00:00:00' AS TIMESTAMP), CAST(4.0e0 AS DOUBLE)),
    (CAST('2017-01-02 00:00:00' AS TIMESTAMP), CAST(3.0e0 AS DOUBLE)),
    (CAST('2017-01-03 00:00:00' AS TIMESTAMP), CAST(4.0e0 AS DOUBLE)),
    (CAST('2017-01-03 03:00:00' AS TIMESTAMP), CAST(6.0e0 AS DOUBLE)),
    (CAST('2017-01-05 00:00:00' AS TIMESTAMP), CAST(8.0e0 AS DOUBLE)),
    (CAST('2017-01-05 13:40:00' AS TIMESTAMP), CAST(13.0e0 AS DOUBLE)),
    (CAST('2017-01-06 00:00:00' AS TIMESTAMP), CAST(4.0e0 AS DOUBLE)),
    (CAST('2017-01-07 00:00:00' AS TIMESTAMP), CAST(3.0e0 AS DOUBLE)),
    (CAST('2017-01-08 00:00:00' AS TIMESTAMP), CAST(8.0e0 AS DOUBLE)),
    (CAST('2017-01-08 21:00:00' AS TIMESTAMP), CAST(8.0e0 AS DOUBLE)),
    (CAST('2017-01-09 00:00:00' AS TIMESTAMP), CAST(2.0e0 AS DOUBLE)),
    (CAST('2017-01-09 12:00:00' AS TIMESTAMP), CAST(11.0e0 AS DOUBLE)),
    (CAST('2017-01-10 05:00:00' AS TIMESTAMP), CAST(5.0e0 AS DOUBLE))) AS "v1"("timestamp", "metric")
  WHERE
    (
      (
        "v1"."timestamp" >= CAST('2017-01-01 00:00:00' AS TIMESTAMP)
      )
      AND (
        "v1"."timestamp" < CAST('2017-01-10 00:00:00' AS TIMESTAMP)
      )
    )
  GROUP BY
    1
), "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "$all",
    ARRAY_AGG("q2"."$bin" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q2"."avg_metric" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$values0"
  FROM "q2"
  GROUP BY
    1
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
                            EPOCH_US(CAST('2017-01-10 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
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
                          EPOCH_US(CAST('2017-01-10 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
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
            LAMBDA once_059e9a46 : CASE
              WHEN (
                "q3"."$bins" IS NULL
              )
              THEN LIST_RESIZE(
                CAST(LIST_VALUE() AS DOUBLE[]),
                (
                  once_059e9a46 - CAST(0 AS BIGINT)
                ),
                CAST(CAST(0 AS BIGINT) AS DOUBLE)
              )
              ELSE FLATTEN(
                LIST_PREPEND(
                  LIST_RESIZE(
                    CAST(LIST_VALUE() AS DOUBLE[]),
                    (
                      LIST_EXTRACT("q3"."$bins", 1) - CAST(0 AS BIGINT)
                    ),
                    CAST(CAST(0 AS BIGINT) AS DOUBLE)
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
                            )), once_059e9a46) - LIST_EXTRACT("q3"."$bins", (
                              place + 1
                            ))
                          ) - 1
                        ),
                        CAST(CAST(0 AS BIGINT) AS DOUBLE)
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
      LAMBDA once_805c7cb7 : CASE
        WHEN (
          LEN(LIST_FILTER(once_805c7cb7, LAMBDA e : (
            NOT ISFINITE(e)
          ))) > 0
        )
        THEN CAST(LIST_TRANSFORM(
          once_805c7cb7,
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
        ELSE CAST(once_805c7cb7 AS VARIANT)
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
                    EPOCH_US(CAST('2017-01-10 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
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
                  EPOCH_US(CAST('2017-01-10 00:00:00' AS TIMESTAMP)) - EPOCH_US(CAST('2017-01-01 00:00:00' AS TIMESTAMP))
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
