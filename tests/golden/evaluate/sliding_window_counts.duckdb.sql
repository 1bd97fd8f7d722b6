WITH "q2" AS (
  SELECT
    "v1"."UserId" AS "id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2017-08-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("v1"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("v1"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("v1"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("v1"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        ) AS INT128)
                      ) + CAST('18446744073709551616' AS INT128)
                    ) AS BIGINT)
                  ),
                  (
                    -660000000000000000
                  )
                ),
                660000000000000000
              )
            )
          )
        ),
        LAMBDA once_0207999d : CASE
          WHEN (
            once_0207999d BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_0207999d
        END
      ),
      1
    ) AS "b"
  FROM (VALUES
    ('Bob', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('David', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('David', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('John', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('Bob', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('Ananda', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('Atul', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('John', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('Ananda', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('Atul', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('Atul', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('John', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('Bob', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('Betsy', CAST('2017-08-04 00:00:00' AS TIMESTAMP)),
    ('Bob', CAST('2017-08-05 00:00:00' AS TIMESTAMP))) AS "v1"("UserId", "Timestamp")
  WHERE
    (
      (
        "v1"."Timestamp" <= CAST('2017-08-07 00:00:00' AS TIMESTAMP)
      )
      AND (
        "v1"."Timestamp" >= (
          CAST('2017-08-01 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(259200000000)
        )
      )
    )
), "q3" AS (
  SELECT
    "q2"."id",
    CAST(CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(CASE
          WHEN (
            FLOOR(
              (
                (
                  CAST(EPOCH_US(
                    CASE
                      WHEN (
                        LIST_EXTRACT(
                          LIST_TRANSFORM(
                            LIST_VALUE(
                              CASE
                                WHEN (
                                  "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                    -62135596800000000
                                  )) AND MAKE_TIMESTAMP(253402041599999999)
                                )
                                THEN (
                                  "q2"."b" + TO_MICROSECONDS(259200000000)
                                )
                              END
                            ),
                            LAMBDA once_3cb9c105 : CASE
                              WHEN (
                                once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                                  -62135510400000000
                                )) AND MAKE_TIMESTAMP(253402300799999999)
                              )
                              THEN (
                                once_3cb9c105 + TO_MICROSECONDS((
                                  -86400000000
                                ))
                              )
                            END
                          ),
                          1
                        ) > CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                      )
                      THEN CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                      ELSE LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CASE
                              WHEN (
                                "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                  -62135596800000000
                                )) AND MAKE_TIMESTAMP(253402041599999999)
                              )
                              THEN (
                                "q2"."b" + TO_MICROSECONDS(259200000000)
                              )
                            END
                          ),
                          LAMBDA once_3cb9c105 : CASE
                            WHEN (
                              once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                                -62135510400000000
                              )) AND MAKE_TIMESTAMP(253402300799999999)
                            )
                            THEN (
                              once_3cb9c105 + TO_MICROSECONDS((
                                -86400000000
                              ))
                            )
                          END
                        ),
                        1
                      )
                    END
                  ) AS DOUBLE) - CAST(EPOCH_US("q2"."b") AS DOUBLE)
                ) / NULLIF(CAST((
                  CAST(864000000000 AS BIGINT) // 10
                ) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) <= 1048575
          )
          THEN FLOOR(
            (
              (
                CAST(EPOCH_US(
                  CASE
                    WHEN (
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CASE
                              WHEN (
                                "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                  -62135596800000000
                                )) AND MAKE_TIMESTAMP(253402041599999999)
                              )
                              THEN (
                                "q2"."b" + TO_MICROSECONDS(259200000000)
                              )
                            END
                          ),
                          LAMBDA once_3cb9c105 : CASE
                            WHEN (
                              once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                                -62135510400000000
                              )) AND MAKE_TIMESTAMP(253402300799999999)
                            )
                            THEN (
                              once_3cb9c105 + TO_MICROSECONDS((
                                -86400000000
                              ))
                            )
                          END
                        ),
                        1
                      ) > CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                    )
                    THEN CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                    ELSE LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          CASE
                            WHEN (
                              "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                -62135596800000000
                              )) AND MAKE_TIMESTAMP(253402041599999999)
                            )
                            THEN (
                              "q2"."b" + TO_MICROSECONDS(259200000000)
                            )
                          END
                        ),
                        LAMBDA once_3cb9c105 : CASE
                          WHEN (
                            once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                              -62135510400000000
                            )) AND MAKE_TIMESTAMP(253402300799999999)
                          )
                          THEN (
                            once_3cb9c105 + TO_MICROSECONDS((
                              -86400000000
                            ))
                          )
                        END
                      ),
                      1
                    )
                  END
                ) AS DOUBLE) - CAST(EPOCH_US("q2"."b") AS DOUBLE)
              ) / NULLIF(CAST((
                CAST(864000000000 AS BIGINT) // 10
              ) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          )
          WHEN (
            FLOOR(
              (
                (
                  CAST(EPOCH_US(
                    CASE
                      WHEN (
                        LIST_EXTRACT(
                          LIST_TRANSFORM(
                            LIST_VALUE(
                              CASE
                                WHEN (
                                  "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                    -62135596800000000
                                  )) AND MAKE_TIMESTAMP(253402041599999999)
                                )
                                THEN (
                                  "q2"."b" + TO_MICROSECONDS(259200000000)
                                )
                              END
                            ),
                            LAMBDA once_3cb9c105 : CASE
                              WHEN (
                                once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                                  -62135510400000000
                                )) AND MAKE_TIMESTAMP(253402300799999999)
                              )
                              THEN (
                                once_3cb9c105 + TO_MICROSECONDS((
                                  -86400000000
                                ))
                              )
                            END
                          ),
                          1
                        ) > CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                      )
                      THEN CAST('2017-08-07 00:00:00' AS TIMESTAMP)
                      ELSE LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CASE
                              WHEN (
                                "q2"."b" BETWEEN MAKE_TIMESTAMP((
                                  -62135596800000000
                                )) AND MAKE_TIMESTAMP(253402041599999999)
                              )
                              THEN (
                                "q2"."b" + TO_MICROSECONDS(259200000000)
                              )
                            END
                          ),
                          LAMBDA once_3cb9c105 : CASE
                            WHEN (
                              once_3cb9c105 BETWEEN MAKE_TIMESTAMP((
                                -62135510400000000
                              )) AND MAKE_TIMESTAMP(253402300799999999)
                            )
                            THEN (
                              once_3cb9c105 + TO_MICROSECONDS((
                                -86400000000
                              ))
                            )
                          END
                        ),
                        1
                      )
                    END
                  ) AS DOUBLE) - CAST(EPOCH_US("q2"."b") AS DOUBLE)
                ) / NULLIF(CAST((
                  CAST(864000000000 AS BIGINT) // 10
                ) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) > 1048575
          )
          THEN 1048575
        END AS BIGINT)
      ),
      LAMBDA p : CAST(STRFTIME(
        MAKE_TIMESTAMP(
          (
            EPOCH_US("q2"."b") + (
              p * (
                CAST(864000000000 AS BIGINT) // 10
              )
            )
          )
        ),
        '%Y-%m-%dT%H:%M:%S.%f0Z'
      ) AS VARIANT)
    ) AS VARIANT) AS JSON) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."id",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q3"."$json0") = 'ARRAY'
        )
        THEN CAST("q3"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q3"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q3"."$json0"), JSON_EXTRACT("q3"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q3"."$json0")
      END
    ) AS "$json0"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."id",
    COALESCE(JSON_EXTRACT_STRING("q4"."$json0", '$'), '') AS "w"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."id",
    CASE
      WHEN REGEXP_FULL_MATCH(
        "q5"."w",
        '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
      )
      THEN CASE
        WHEN REGEXP_MATCHES("q5"."w", ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$')
        THEN CASE
          WHEN (
            MAKE_TIMESTAMP(
              EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q5"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
            ) BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN MAKE_TIMESTAMP(
            EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q5"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
          )
        END
        ELSE TRY_CAST(TRIM("q5"."w") AS TIMESTAMP)
      END
      WHEN REGEXP_MATCHES("q5"."w", '\d{4}')
      THEN TRY_STRPTIME(
        TRIM("q5"."w"),
        LIST_VALUE(
          '%m/%d/%Y',
          '%m/%d/%Y %H:%M:%S',
          '%m/%d/%Y %I:%M:%S %p',
          '%Y/%m/%d',
          '%Y/%m/%d %H:%M:%S',
          '%m-%d-%Y',
          '%m-%d-%Y %H:%M:%S',
          '%m.%d.%Y',
          '%d %b %Y',
          '%b %d, %Y',
          '%a, %d %b %Y %H:%M:%S GMT',
          '%Y%m%d'
        )
      )
      ELSE CAST(NULL AS TIMESTAMP)
    END AS "w"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."w" AS "w",
    COUNT(*) AS "Count",
    COUNT(DISTINCT "q6"."id") AS "Dcount"
  FROM "q6"
  WHERE
    (
      "q6"."w" BETWEEN CAST('2017-08-01 00:00:00' AS TIMESTAMP) AND CAST('2017-08-07 00:00:00' AS TIMESTAMP)
    )
  GROUP BY
    1
)
SELECT
  "q7"."w" AS "Timestamp",
  "q7"."Count",
  "q7"."Dcount"
FROM "q7"
