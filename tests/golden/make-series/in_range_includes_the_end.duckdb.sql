WITH "q2" AS (
  SELECT
    (
      (
        (
          "v1"."t" - CAST(0 AS BIGINT)
        ) - (
          (
            (
              (
                "v1"."t" - CAST(0 AS BIGINT)
              ) % CAST(36000000000 AS BIGINT)
            ) + CAST(36000000000 AS BIGINT)
          ) % CAST(36000000000 AS BIGINT)
        )
      ) // CAST(36000000000 AS BIGINT)
    ) AS "$bin",
    MAX("v1"."v") AS "max_v"
  FROM (VALUES
    (CAST(36000000000 AS BIGINT), CAST(1.5e0 AS DOUBLE)),
    (CAST(54000000000 AS BIGINT), CAST(2.5e0 AS DOUBLE)),
    (CAST(108000000000 AS BIGINT), CAST(4.0e0 AS DOUBLE)),
    (CAST(108600000000 AS BIGINT), CAST(5.0e0 AS DOUBLE))) AS "v1"("t", "v")
  WHERE
    (
      (
        "v1"."t" >= 18000000000
      ) AND (
        "v1"."t" <= 108000000000
      )
    )
  GROUP BY
    1
), "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "$all",
    ARRAY_AGG("q2"."$bin" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q2"."max_v" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$values0"
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
                            CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                          ) - (
                            (
                              (
                                (
                                  CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                                ) % CAST(36000000000 AS BIGINT)
                              ) + CAST(36000000000 AS BIGINT)
                            ) % CAST(36000000000 AS BIGINT)
                          )
                        ) // CAST(36000000000 AS BIGINT)
                      ) + 1
                    ) - (
                      (
                        (
                          CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                        ) - (
                          (
                            (
                              (
                                CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                              ) % CAST(36000000000 AS BIGINT)
                            ) + CAST(36000000000 AS BIGINT)
                          ) % CAST(36000000000 AS BIGINT)
                        )
                      ) // CAST(36000000000 AS BIGINT)
                    )
                  ) > 1048576
                )
                THEN ERROR('make-series would make a series of more than 1,048,576 values')
                ELSE GREATEST(
                  (
                    (
                      (
                        (
                          CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                        ) - (
                          (
                            (
                              (
                                CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                              ) % CAST(36000000000 AS BIGINT)
                            ) + CAST(36000000000 AS BIGINT)
                          ) % CAST(36000000000 AS BIGINT)
                        )
                      ) // CAST(36000000000 AS BIGINT)
                    ) + 1
                  ),
                  (
                    (
                      (
                        CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                      ) - (
                        (
                          (
                            (
                              CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                            ) % CAST(36000000000 AS BIGINT)
                          ) + CAST(36000000000 AS BIGINT)
                        ) % CAST(36000000000 AS BIGINT)
                      )
                    ) // CAST(36000000000 AS BIGINT)
                  )
                )
              END
            ),
            LAMBDA once_d21589d2 : CASE
              WHEN (
                "q3"."$bins" IS NULL
              )
              THEN LIST_RESIZE(
                CAST(LIST_VALUE() AS DOUBLE[]),
                (
                  once_d21589d2 - (
                    (
                      (
                        CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                      ) - (
                        (
                          (
                            (
                              CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                            ) % CAST(36000000000 AS BIGINT)
                          ) + CAST(36000000000 AS BIGINT)
                        ) % CAST(36000000000 AS BIGINT)
                      )
                    ) // CAST(36000000000 AS BIGINT)
                  )
                ),
                CAST(CAST(0 AS BIGINT) AS DOUBLE)
              )
              ELSE FLATTEN(
                LIST_PREPEND(
                  LIST_RESIZE(
                    CAST(LIST_VALUE() AS DOUBLE[]),
                    (
                      LIST_EXTRACT("q3"."$bins", 1) - (
                        (
                          (
                            CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                          ) - (
                            (
                              (
                                (
                                  CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                                ) % CAST(36000000000 AS BIGINT)
                              ) + CAST(36000000000 AS BIGINT)
                            ) % CAST(36000000000 AS BIGINT)
                          )
                        ) // CAST(36000000000 AS BIGINT)
                      )
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
                            )), once_d21589d2) - LIST_EXTRACT("q3"."$bins", (
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
      LAMBDA once_da48a342 : CASE
        WHEN (
          LEN(LIST_FILTER(once_da48a342, LAMBDA e : (
            NOT ISFINITE(e)
          ))) > 0
        )
        THEN CAST(LIST_TRANSFORM(
          once_da48a342,
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
        ELSE CAST(once_da48a342 AS VARIANT)
      END
    ),
    1
  ) AS JSON) AS TEXT) AS "max_v",
  CAST(CAST(CAST(LIST_TRANSFORM(
    RANGE(
      (
        (
          (
            CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
          ) - (
            (
              (
                (
                  CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                ) % CAST(36000000000 AS BIGINT)
              ) + CAST(36000000000 AS BIGINT)
            ) % CAST(36000000000 AS BIGINT)
          )
        ) // CAST(36000000000 AS BIGINT)
      ),
      CASE
        WHEN (
          (
            (
              (
                (
                  (
                    CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                  ) - (
                    (
                      (
                        (
                          CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                        ) % CAST(36000000000 AS BIGINT)
                      ) + CAST(36000000000 AS BIGINT)
                    ) % CAST(36000000000 AS BIGINT)
                  )
                ) // CAST(36000000000 AS BIGINT)
              ) + 1
            ) - (
              (
                (
                  CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                ) - (
                  (
                    (
                      (
                        CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                      ) % CAST(36000000000 AS BIGINT)
                    ) + CAST(36000000000 AS BIGINT)
                  ) % CAST(36000000000 AS BIGINT)
                )
              ) // CAST(36000000000 AS BIGINT)
            )
          ) > 1048576
        )
        THEN ERROR('make-series would make a series of more than 1,048,576 values')
        ELSE GREATEST(
          (
            (
              (
                (
                  CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                ) - (
                  (
                    (
                      (
                        CAST(108000000000 AS BIGINT) - CAST(0 AS BIGINT)
                      ) % CAST(36000000000 AS BIGINT)
                    ) + CAST(36000000000 AS BIGINT)
                  ) % CAST(36000000000 AS BIGINT)
                )
              ) // CAST(36000000000 AS BIGINT)
            ) + 1
          ),
          (
            (
              (
                CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
              ) - (
                (
                  (
                    (
                      CAST(18000000000 AS BIGINT) - CAST(0 AS BIGINT)
                    ) % CAST(36000000000 AS BIGINT)
                  ) + CAST(36000000000 AS BIGINT)
                ) % CAST(36000000000 AS BIGINT)
              )
            ) // CAST(36000000000 AS BIGINT)
          )
        )
      END
    ),
    LAMBDA place : CASE
      WHEN (
        (
          CAST(0 AS BIGINT) + (
            place * CAST(36000000000 AS BIGINT)
          )
        ) IS NULL
      )
      THEN ''
      ELSE CONCAT(
        CASE
          WHEN (
            (
              CAST(0 AS BIGINT) + (
                place * CAST(36000000000 AS BIGINT)
              )
            ) < 0
          )
          THEN '-'
          ELSE ''
        END,
        CASE
          WHEN (
            CAST(ABS(
              CAST((
                CAST(0 AS BIGINT) + (
                  place * CAST(36000000000 AS BIGINT)
                )
              ) AS INT128)
            ) AS UBIGINT) >= 864000000000
          )
          THEN CONCAT(
            CAST((
              CAST(ABS(
                CAST((
                  CAST(0 AS BIGINT) + (
                    place * CAST(36000000000 AS BIGINT)
                  )
                ) AS INT128)
              ) AS UBIGINT) // 864000000000
            ) AS TEXT),
            '.'
          )
          ELSE ''
        END,
        LPAD(
          CAST((
            (
              CAST(ABS(
                CAST((
                  CAST(0 AS BIGINT) + (
                    place * CAST(36000000000 AS BIGINT)
                  )
                ) AS INT128)
              ) AS UBIGINT) // 36000000000
            ) % 24
          ) AS TEXT),
          2,
          '0'
        ),
        ':',
        LPAD(
          CAST((
            (
              CAST(ABS(
                CAST((
                  CAST(0 AS BIGINT) + (
                    place * CAST(36000000000 AS BIGINT)
                  )
                ) AS INT128)
              ) AS UBIGINT) // 600000000
            ) % 60
          ) AS TEXT),
          2,
          '0'
        ),
        ':',
        LPAD(
          CAST((
            (
              CAST(ABS(
                CAST((
                  CAST(0 AS BIGINT) + (
                    place * CAST(36000000000 AS BIGINT)
                  )
                ) AS INT128)
              ) AS UBIGINT) // 10000000
            ) % 60
          ) AS TEXT),
          2,
          '0'
        ),
        CASE
          WHEN (
            (
              CAST(ABS(
                CAST((
                  CAST(0 AS BIGINT) + (
                    place * CAST(36000000000 AS BIGINT)
                  )
                ) AS INT128)
              ) AS UBIGINT) % 10000000
            ) <> 0
          )
          THEN CONCAT(
            '.',
            LPAD(
              CAST((
                (
                  CAST(ABS(
                    CAST((
                      CAST(0 AS BIGINT) + (
                        place * CAST(36000000000 AS BIGINT)
                      )
                    ) AS INT128)
                  ) AS UBIGINT) // 1
                ) % 10000000
              ) AS TEXT),
              7,
              '0'
            )
          )
          ELSE ''
        END
      )
    END
  ) AS VARIANT) AS JSON) AS TEXT) AS "t"
FROM "q3"
