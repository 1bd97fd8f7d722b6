WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(100 AS BIGINT), CAST(1 AS BIGINT))) AS "x"
), "q2" AS (
  SELECT
    "q1"."x",
    COALESCE((
      (
        (
          (
            "q1"."x" % 2
          ) + 2
        ) % 2
      ) = 0
    ), FALSE) AS "isEven",
    COALESCE((
      (
        (
          (
            "q1"."x" % 3
          ) + 3
        ) % 3
      ) = 0
    ), FALSE) AS "isMod3",
    COALESCE((
      (
        (
          (
            "q1"."x" % 5
          ) + 5
        ) % 5
      ) = 0
    ), FALSE) AS "isMod5"
  FROM "q1"
), "q3" AS (
  SELECT
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 16) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(
          LIST_DISTINCT(
            ARRAY_AGG(
              CAST(KQL_HASHES_OF_LONGS__BIGINT(CASE WHEN "q2"."isEven" THEN "q2"."x" ELSE CAST(0 AS BIGINT) END) AS TEXT)
            )
          )
        ),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "hll_even",
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 16) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(
          LIST_DISTINCT(
            ARRAY_AGG(
              CAST(KQL_HASHES_OF_LONGS__BIGINT(CASE WHEN "q2"."isMod3" THEN "q2"."x" ELSE CAST(0 AS BIGINT) END) AS TEXT)
            )
          )
        ),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "hll_mod3",
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 16) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(
          LIST_DISTINCT(
            ARRAY_AGG(
              CAST(KQL_HASHES_OF_LONGS__BIGINT(CASE WHEN "q2"."isMod5" THEN "q2"."x" ELSE CAST(0 AS BIGINT) END) AS TEXT)
            )
          )
        ),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "hll_mod5"
  FROM "q2"
), "q4" AS (
  SELECT
    LEN(
      CASE
        WHEN (
          JSON_TYPE(CAST("q3"."hll_even" AS JSON)) = 'ARRAY'
        )
        THEN CASE
          WHEN (
            VARIANT_EXTRACT("q3"."hll_even", 2) IS NULL
          )
          THEN CAST(LIST_VALUE() AS TEXT[])
          ELSE COALESCE(
            LIST_TRANSFORM(
              CASE
                WHEN (
                  JSON_TYPE(CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS JSON)) = 'ARRAY'
                )
                THEN CAST(CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS JSON) AS JSON[])
              END,
              LAMBDA element : COALESCE(JSON_EXTRACT_STRING(element, '$'), '')
            ),
            LIST_VALUE(
              COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS JSON), '$'), '')
            )
          )
        END
      END
    ) AS "s0",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          VARIANT_TYPEOF(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  LIST_EXTRACT(
                    LIST_TRANSFORM(
                      LIST_VALUE(
                        CASE
                          WHEN STARTS_WITH(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2)), 'ARRAY(')
                          THEN TRY_CAST(SUBSTRING(
                            VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2)),
                            7,
                            (
                              LEN(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2))) - 7
                            )
                          ) AS BIGINT)
                          ELSE CAST(NULL AS BIGINT)
                        END
                      ),
                      LAMBDA once_0136fc64 : CASE
                        WHEN (
                          once_0136fc64 <= 4
                        )
                        THEN LIST_SLICE(
                          LIST_VALUE(
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 1),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 2),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 3),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 4)
                          ),
                          1,
                          once_0136fc64
                        )
                        WHEN (
                          once_0136fc64 <= 16
                        )
                        THEN LIST_SLICE(
                          LIST_VALUE(
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 1),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 2),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 3),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 4),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 5),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 6),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 7),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 8),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 9),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 10),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 11),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 12),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 13),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 14),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 15),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 16)
                          ),
                          1,
                          once_0136fc64
                        )
                        WHEN (
                          once_0136fc64 > 16
                        )
                        THEN TRY_CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS VARIANT[])
                        ELSE CAST(NULL AS VARIANT[])
                      END
                    ),
                    1
                  )
                ),
                LAMBDA once_eb2b6b81 : CAST(LIST_EXTRACT(
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      LIST_FILTER(
                        once_eb2b6b81,
                        LAMBDA x : LIST_CONTAINS(
                          LIST_TRANSFORM(
                            COALESCE(
                              LIST_EXTRACT(
                                LIST_TRANSFORM(
                                  LIST_VALUE(
                                    CASE
                                      WHEN STARTS_WITH(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2)), 'ARRAY(')
                                      THEN TRY_CAST(SUBSTRING(
                                        VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2)),
                                        7,
                                        (
                                          LEN(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2))) - 7
                                        )
                                      ) AS BIGINT)
                                      ELSE CAST(NULL AS BIGINT)
                                    END
                                  ),
                                  LAMBDA once_c50c0ffb : CASE
                                    WHEN (
                                      once_c50c0ffb <= 4
                                    )
                                    THEN LIST_SLICE(
                                      LIST_VALUE(
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 1),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 2),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 3),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 4)
                                      ),
                                      1,
                                      once_c50c0ffb
                                    )
                                    WHEN (
                                      once_c50c0ffb <= 16
                                    )
                                    THEN LIST_SLICE(
                                      LIST_VALUE(
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 1),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 2),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 3),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 4),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 5),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 6),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 7),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 8),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 9),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 10),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 11),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 12),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 13),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 14),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 15),
                                        VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 16)
                                      ),
                                      1,
                                      once_c50c0ffb
                                    )
                                    WHEN (
                                      once_c50c0ffb > 16
                                    )
                                    THEN TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod3", 2) AS VARIANT[])
                                    ELSE CAST(NULL AS VARIANT[])
                                  END
                                ),
                                1
                              ),
                              CAST(LIST_VALUE() AS VARIANT[])
                            ),
                            LAMBDA k : CASE
                              WHEN (
                                k IS NULL
                              )
                              THEN 'null'
                              WHEN (
                                (
                                  (
                                    JSON_TYPE(CAST(k AS JSON)) = 'DOUBLE'
                                  )
                                  AND (
                                    ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                  )
                                )
                                AND (
                                  TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE))
                                )
                              )
                              THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                              ELSE CAST(CAST(k AS JSON) AS TEXT)
                            END
                          ),
                          CASE
                            WHEN (
                              x IS NULL
                            )
                            THEN 'null'
                            WHEN (
                              (
                                (
                                  JSON_TYPE(CAST(x AS JSON)) = 'DOUBLE'
                                )
                                AND (
                                  ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                )
                              )
                              AND (
                                TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE))
                              )
                            )
                            THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                            ELSE CAST(CAST(x AS JSON) AS TEXT)
                          END
                        )
                      )
                    ),
                    LAMBDA once_77e9828a : LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          LIST_TRANSFORM(
                            once_77e9828a,
                            LAMBDA k : CASE
                              WHEN (
                                k IS NULL
                              )
                              THEN 'null'
                              WHEN (
                                (
                                  (
                                    JSON_TYPE(CAST(k AS JSON)) = 'DOUBLE'
                                  )
                                  AND (
                                    ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                  )
                                )
                                AND (
                                  TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE))
                                )
                              )
                              THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                              ELSE CAST(CAST(k AS JSON) AS TEXT)
                            END
                          )
                        ),
                        LAMBDA once_45770d6e : LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_77e9828a)),
                            LAMBDA p : (
                              LIST_POSITION(once_45770d6e, LIST_EXTRACT(once_45770d6e, p)) = p
                            )
                          ),
                          LAMBDA q : LIST_EXTRACT(once_77e9828a, q)
                        )
                      ),
                      1
                    )
                  ),
                  1
                ) AS VARIANT)
              ),
              1
            )
          )
        ),
        LAMBDA once_423603d8 : CASE
          WHEN STARTS_WITH(once_423603d8, 'ARRAY(')
          THEN TRY_CAST(SUBSTRING(once_423603d8, 7, (
            LEN(once_423603d8) - 7
          )) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ),
      1
    ) AS "s1",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          VARIANT_TYPEOF(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  LIST_EXTRACT(
                    LIST_TRANSFORM(
                      LIST_VALUE(
                        CASE
                          WHEN STARTS_WITH(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2)), 'ARRAY(')
                          THEN TRY_CAST(SUBSTRING(
                            VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2)),
                            7,
                            (
                              LEN(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_even", 2))) - 7
                            )
                          ) AS BIGINT)
                          ELSE CAST(NULL AS BIGINT)
                        END
                      ),
                      LAMBDA once_0136fc64 : CASE
                        WHEN (
                          once_0136fc64 <= 4
                        )
                        THEN LIST_SLICE(
                          LIST_VALUE(
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 1),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 2),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 3),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 4)
                          ),
                          1,
                          once_0136fc64
                        )
                        WHEN (
                          once_0136fc64 <= 16
                        )
                        THEN LIST_SLICE(
                          LIST_VALUE(
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 1),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 2),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 3),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 4),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 5),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 6),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 7),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 8),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 9),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 10),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 11),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 12),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 13),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 14),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 15),
                            VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_even", 2), 16)
                          ),
                          1,
                          once_0136fc64
                        )
                        WHEN (
                          once_0136fc64 > 16
                        )
                        THEN TRY_CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS VARIANT[])
                        ELSE CAST(NULL AS VARIANT[])
                      END
                    ),
                    1
                  )
                ),
                LAMBDA once_eb2b6b81 : CAST(LIST_EXTRACT(
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      LIST_FILTER(
                        once_eb2b6b81,
                        LAMBDA x : (
                          LIST_CONTAINS(
                            LIST_TRANSFORM(
                              COALESCE(
                                LIST_EXTRACT(
                                  LIST_TRANSFORM(
                                    LIST_VALUE(
                                      CASE
                                        WHEN STARTS_WITH(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2)), 'ARRAY(')
                                        THEN TRY_CAST(SUBSTRING(
                                          VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2)),
                                          7,
                                          (
                                            LEN(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod3", 2))) - 7
                                          )
                                        ) AS BIGINT)
                                        ELSE CAST(NULL AS BIGINT)
                                      END
                                    ),
                                    LAMBDA once_c50c0ffb : CASE
                                      WHEN (
                                        once_c50c0ffb <= 4
                                      )
                                      THEN LIST_SLICE(
                                        LIST_VALUE(
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 1),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 2),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 3),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 4)
                                        ),
                                        1,
                                        once_c50c0ffb
                                      )
                                      WHEN (
                                        once_c50c0ffb <= 16
                                      )
                                      THEN LIST_SLICE(
                                        LIST_VALUE(
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 1),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 2),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 3),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 4),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 5),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 6),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 7),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 8),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 9),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 10),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 11),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 12),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 13),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 14),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 15),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod3", 2), 16)
                                        ),
                                        1,
                                        once_c50c0ffb
                                      )
                                      WHEN (
                                        once_c50c0ffb > 16
                                      )
                                      THEN TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod3", 2) AS VARIANT[])
                                      ELSE CAST(NULL AS VARIANT[])
                                    END
                                  ),
                                  1
                                ),
                                CAST(LIST_VALUE() AS VARIANT[])
                              ),
                              LAMBDA k : CASE
                                WHEN (
                                  k IS NULL
                                )
                                THEN 'null'
                                WHEN (
                                  (
                                    (
                                      JSON_TYPE(CAST(k AS JSON)) = 'DOUBLE'
                                    )
                                    AND (
                                      ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                    )
                                  )
                                  AND (
                                    TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE))
                                  )
                                )
                                THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                                ELSE CAST(CAST(k AS JSON) AS TEXT)
                              END
                            ),
                            CASE
                              WHEN (
                                x IS NULL
                              )
                              THEN 'null'
                              WHEN (
                                (
                                  (
                                    JSON_TYPE(CAST(x AS JSON)) = 'DOUBLE'
                                  )
                                  AND (
                                    ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                  )
                                )
                                AND (
                                  TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE))
                                )
                              )
                              THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                              ELSE CAST(CAST(x AS JSON) AS TEXT)
                            END
                          )
                          AND LIST_CONTAINS(
                            LIST_TRANSFORM(
                              COALESCE(
                                LIST_EXTRACT(
                                  LIST_TRANSFORM(
                                    LIST_VALUE(
                                      CASE
                                        WHEN STARTS_WITH(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod5", 2)), 'ARRAY(')
                                        THEN TRY_CAST(SUBSTRING(
                                          VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod5", 2)),
                                          7,
                                          (
                                            LEN(VARIANT_TYPEOF(VARIANT_EXTRACT("q3"."hll_mod5", 2))) - 7
                                          )
                                        ) AS BIGINT)
                                        ELSE CAST(NULL AS BIGINT)
                                      END
                                    ),
                                    LAMBDA once_2adbda00 : CASE
                                      WHEN (
                                        once_2adbda00 <= 4
                                      )
                                      THEN LIST_SLICE(
                                        LIST_VALUE(
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 1),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 2),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 3),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 4)
                                        ),
                                        1,
                                        once_2adbda00
                                      )
                                      WHEN (
                                        once_2adbda00 <= 16
                                      )
                                      THEN LIST_SLICE(
                                        LIST_VALUE(
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 1),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 2),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 3),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 4),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 5),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 6),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 7),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 8),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 9),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 10),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 11),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 12),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 13),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 14),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 15),
                                          VARIANT_EXTRACT(VARIANT_EXTRACT("q3"."hll_mod5", 2), 16)
                                        ),
                                        1,
                                        once_2adbda00
                                      )
                                      WHEN (
                                        once_2adbda00 > 16
                                      )
                                      THEN TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod5", 2) AS VARIANT[])
                                      ELSE CAST(NULL AS VARIANT[])
                                    END
                                  ),
                                  1
                                ),
                                CAST(LIST_VALUE() AS VARIANT[])
                              ),
                              LAMBDA k : CASE
                                WHEN (
                                  k IS NULL
                                )
                                THEN 'null'
                                WHEN (
                                  (
                                    (
                                      JSON_TYPE(CAST(k AS JSON)) = 'DOUBLE'
                                    )
                                    AND (
                                      ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                    )
                                  )
                                  AND (
                                    TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE))
                                  )
                                )
                                THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                                ELSE CAST(CAST(k AS JSON) AS TEXT)
                              END
                            ),
                            CASE
                              WHEN (
                                x IS NULL
                              )
                              THEN 'null'
                              WHEN (
                                (
                                  (
                                    JSON_TYPE(CAST(x AS JSON)) = 'DOUBLE'
                                  )
                                  AND (
                                    ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                  )
                                )
                                AND (
                                  TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE))
                                )
                              )
                              THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(x AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                              ELSE CAST(CAST(x AS JSON) AS TEXT)
                            END
                          )
                        )
                      )
                    ),
                    LAMBDA once_098b7fd0 : LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          LIST_TRANSFORM(
                            once_098b7fd0,
                            LAMBDA k : CASE
                              WHEN (
                                k IS NULL
                              )
                              THEN 'null'
                              WHEN (
                                (
                                  (
                                    JSON_TYPE(CAST(k AS JSON)) = 'DOUBLE'
                                  )
                                  AND (
                                    ABS(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE)) < 9000000000000000.0e0
                                  )
                                )
                                AND (
                                  TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) = TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE))
                                )
                              )
                              THEN CAST(CAST(TRY_CAST(JSON_EXTRACT_STRING(CAST(k AS JSON), '$') AS DOUBLE) AS BIGINT) AS TEXT)
                              ELSE CAST(CAST(k AS JSON) AS TEXT)
                            END
                          )
                        ),
                        LAMBDA once_bb0d9e27 : LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_098b7fd0)),
                            LAMBDA p : (
                              LIST_POSITION(once_bb0d9e27, LIST_EXTRACT(once_bb0d9e27, p)) = p
                            )
                          ),
                          LAMBDA q : LIST_EXTRACT(once_098b7fd0, q)
                        )
                      ),
                      1
                    )
                  ),
                  1
                ) AS VARIANT)
              ),
              1
            )
          )
        ),
        LAMBDA once_627fd40a : CASE
          WHEN STARTS_WITH(once_627fd40a, 'ARRAY(')
          THEN TRY_CAST(SUBSTRING(once_627fd40a, 7, (
            LEN(once_627fd40a) - 7
          )) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ),
      1
    ) AS "s2"
  FROM "q3"
)
SELECT
  COALESCE(
    TRY_CAST((
      CAST("q4"."s0" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q4"."s0" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "evenNumbers",
  COALESCE(
    TRY_CAST((
      CAST("q4"."s1" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q4"."s1" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "even_and_mod3",
  COALESCE(
    TRY_CAST((
      CAST("q4"."s2" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q4"."s2" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "even_and_mod3_and_mod5"
FROM "q4"
