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
    LEN(
      TRY_CAST(CAST(LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_FILTER(
              TRY_CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS VARIANT[]),
              LAMBDA x : LIST_CONTAINS(
                LIST_TRANSFORM(
                  COALESCE(
                    TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod3", 2) AS VARIANT[]),
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
          LAMBDA once_e00096ef : LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                LIST_TRANSFORM(
                  once_e00096ef,
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
              LAMBDA once_d37878d8 : LIST_TRANSFORM(
                LIST_FILTER(
                  GENERATE_SERIES(1, LEN(once_e00096ef)),
                  LAMBDA p : (
                    LIST_POSITION(once_d37878d8, LIST_EXTRACT(once_d37878d8, p)) = p
                  )
                ),
                LAMBDA q : LIST_EXTRACT(once_e00096ef, q)
              )
            ),
            1
          )
        ),
        1
      ) AS VARIANT) AS VARIANT[])
    ) AS "s1",
    LEN(
      TRY_CAST(CAST(LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_FILTER(
              TRY_CAST(VARIANT_EXTRACT("q3"."hll_even", 2) AS VARIANT[]),
              LAMBDA x : (
                LIST_CONTAINS(
                  LIST_TRANSFORM(
                    COALESCE(
                      TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod3", 2) AS VARIANT[]),
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
                      TRY_CAST(VARIANT_EXTRACT("q3"."hll_mod5", 2) AS VARIANT[]),
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
          LAMBDA once_85c4bc4d : LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                LIST_TRANSFORM(
                  once_85c4bc4d,
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
              LAMBDA once_61ea8437 : LIST_TRANSFORM(
                LIST_FILTER(
                  GENERATE_SERIES(1, LEN(once_85c4bc4d)),
                  LAMBDA p : (
                    LIST_POSITION(once_61ea8437, LIST_EXTRACT(once_61ea8437, p)) = p
                  )
                ),
                LAMBDA q : LIST_EXTRACT(once_85c4bc4d, q)
              )
            ),
            1
          )
        ),
        1
      ) AS VARIANT) AS VARIANT[])
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
