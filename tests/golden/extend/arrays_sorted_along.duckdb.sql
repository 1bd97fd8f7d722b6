WITH "q2" AS (
  SELECT
    "v1"."a",
    "v1"."b",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                CASE
                  WHEN STARTS_WITH(VARIANT_TYPEOF("v1"."a"), 'ARRAY(')
                  THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("v1"."a"), 7, (
                    LEN(VARIANT_TYPEOF("v1"."a")) - 7
                  )) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              ),
              LAMBDA once_80473342 : CASE
                WHEN (
                  once_80473342 <= 4
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("v1"."a", 1),
                    VARIANT_EXTRACT("v1"."a", 2),
                    VARIANT_EXTRACT("v1"."a", 3),
                    VARIANT_EXTRACT("v1"."a", 4)
                  ),
                  1,
                  once_80473342
                )
                WHEN (
                  once_80473342 <= 16
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("v1"."a", 1),
                    VARIANT_EXTRACT("v1"."a", 2),
                    VARIANT_EXTRACT("v1"."a", 3),
                    VARIANT_EXTRACT("v1"."a", 4),
                    VARIANT_EXTRACT("v1"."a", 5),
                    VARIANT_EXTRACT("v1"."a", 6),
                    VARIANT_EXTRACT("v1"."a", 7),
                    VARIANT_EXTRACT("v1"."a", 8),
                    VARIANT_EXTRACT("v1"."a", 9),
                    VARIANT_EXTRACT("v1"."a", 10),
                    VARIANT_EXTRACT("v1"."a", 11),
                    VARIANT_EXTRACT("v1"."a", 12),
                    VARIANT_EXTRACT("v1"."a", 13),
                    VARIANT_EXTRACT("v1"."a", 14),
                    VARIANT_EXTRACT("v1"."a", 15),
                    VARIANT_EXTRACT("v1"."a", 16)
                  ),
                  1,
                  once_80473342
                )
                WHEN (
                  once_80473342 > 16
                )
                THEN TRY_CAST("v1"."a" AS VARIANT[])
                ELSE CAST(NULL AS VARIANT[])
              END
            ),
            1
          )
        ),
        LAMBDA once_4cfdfa20 : CASE
          WHEN (
            NOT once_4cfdfa20 IS NULL
          )
          THEN LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                FLATTEN(
                  LIST_VALUE(
                    LIST_TRANSFORM(
                      LIST_SORT(
                        LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_4cfdfa20)),
                            LAMBDA e : (
                              JSON_TYPE(CAST(LIST_EXTRACT(once_4cfdfa20, e) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                            )
                          ),
                          LAMBDA p : {'f0': CASE
                            WHEN (
                              JSON_TYPE(CAST(LIST_EXTRACT(once_4cfdfa20, p) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                            )
                            THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(once_4cfdfa20, p) AS JSON), '$') AS DOUBLE)
                          END, 'f1': p, 'f2': p}
                        ),
                        'ASC'
                      ),
                      LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                    ),
                    LIST_TRANSFORM(
                      LIST_SORT(
                        LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_4cfdfa20)),
                            LAMBDA o : (
                              NOT (
                                JSON_TYPE(CAST(LIST_EXTRACT(once_4cfdfa20, o) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                              )
                            )
                          ),
                          LAMBDA p : {'f0': JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(once_4cfdfa20, p) AS JSON), '$'), 'f1': p, 'f2': p}
                        ),
                        'ASC'
                      ),
                      LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                    ),
                    LIST_FILTER(
                      GENERATE_SERIES(1, LEN(once_4cfdfa20)),
                      LAMBDA n : (
                        LIST_EXTRACT(once_4cfdfa20, n) IS NULL
                      )
                    )
                  )
                )
              ),
              LAMBDA once_b979febe : CAST(LIST_VALUE(
                CASE
                  WHEN (
                    LEN(once_4cfdfa20) = LEN(once_4cfdfa20)
                  )
                  THEN CAST(LIST_TRANSFORM(once_b979febe, LAMBDA f : LIST_EXTRACT(once_4cfdfa20, f)) AS VARIANT)
                END,
                LIST_EXTRACT(
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CASE
                              WHEN STARTS_WITH(VARIANT_TYPEOF("v1"."b"), 'ARRAY(')
                              THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("v1"."b"), 7, (
                                LEN(VARIANT_TYPEOF("v1"."b")) - 7
                              )) AS BIGINT)
                              ELSE CAST(NULL AS BIGINT)
                            END
                          ),
                          LAMBDA once_f1244912 : CASE
                            WHEN (
                              once_f1244912 <= 4
                            )
                            THEN LIST_SLICE(
                              LIST_VALUE(
                                VARIANT_EXTRACT("v1"."b", 1),
                                VARIANT_EXTRACT("v1"."b", 2),
                                VARIANT_EXTRACT("v1"."b", 3),
                                VARIANT_EXTRACT("v1"."b", 4)
                              ),
                              1,
                              once_f1244912
                            )
                            WHEN (
                              once_f1244912 <= 16
                            )
                            THEN LIST_SLICE(
                              LIST_VALUE(
                                VARIANT_EXTRACT("v1"."b", 1),
                                VARIANT_EXTRACT("v1"."b", 2),
                                VARIANT_EXTRACT("v1"."b", 3),
                                VARIANT_EXTRACT("v1"."b", 4),
                                VARIANT_EXTRACT("v1"."b", 5),
                                VARIANT_EXTRACT("v1"."b", 6),
                                VARIANT_EXTRACT("v1"."b", 7),
                                VARIANT_EXTRACT("v1"."b", 8),
                                VARIANT_EXTRACT("v1"."b", 9),
                                VARIANT_EXTRACT("v1"."b", 10),
                                VARIANT_EXTRACT("v1"."b", 11),
                                VARIANT_EXTRACT("v1"."b", 12),
                                VARIANT_EXTRACT("v1"."b", 13),
                                VARIANT_EXTRACT("v1"."b", 14),
                                VARIANT_EXTRACT("v1"."b", 15),
                                VARIANT_EXTRACT("v1"."b", 16)
                              ),
                              1,
                              once_f1244912
                            )
                            WHEN (
                              once_f1244912 > 16
                            )
                            THEN TRY_CAST("v1"."b" AS VARIANT[])
                            ELSE CAST(NULL AS VARIANT[])
                          END
                        ),
                        1
                      )
                    ),
                    LAMBDA once_4d27022b : CASE
                      WHEN (
                        LEN(once_4d27022b) = LEN(once_4cfdfa20)
                      )
                      THEN CAST(LIST_TRANSFORM(once_b979febe, LAMBDA f : LIST_EXTRACT(once_4d27022b, f)) AS VARIANT)
                    END
                  ),
                  1
                )
              ) AS VARIANT)
            ),
            1
          )
        END
      ),
      1
    ) AS "$several0"
  FROM (VALUES
    (
      CAST(CAST('[1,3,4,5,2]' AS JSON) AS VARIANT),
      CAST(CAST('["a","b","c","d","e"]' AS JSON) AS VARIANT)
    ),
    (
      CAST(CAST('[2,null,2,1]' AS JSON) AS VARIANT),
      CAST(CAST('[1,2,3,4]' AS JSON) AS VARIANT)
    ),
    (CAST(CAST('[2,1]' AS JSON) AS VARIANT), CAST(CAST('[1]' AS JSON) AS VARIANT)),
    (CAST(NULL AS VARIANT), CAST(CAST('[1]' AS JSON) AS VARIANT))) AS "v1"("a", "b")
)
SELECT
  CAST(CAST("q2"."a" AS JSON) AS TEXT) AS "a",
  CAST(CAST("q2"."b" AS JSON) AS TEXT) AS "b",
  CAST(CAST(VARIANT_EXTRACT("q2"."$several0", 1) AS JSON) AS TEXT) AS "up",
  CAST(CAST(VARIANT_EXTRACT("q2"."$several0", 2) AS JSON) AS TEXT) AS "along",
  CAST(CAST(VARIANT_EXTRACT(
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                CASE
                  WHEN STARTS_WITH(VARIANT_TYPEOF("q2"."a"), 'ARRAY(')
                  THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("q2"."a"), 7, (
                    LEN(VARIANT_TYPEOF("q2"."a")) - 7
                  )) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              ),
              LAMBDA once_c4545cf9 : CASE
                WHEN (
                  once_c4545cf9 <= 4
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("q2"."a", 1),
                    VARIANT_EXTRACT("q2"."a", 2),
                    VARIANT_EXTRACT("q2"."a", 3),
                    VARIANT_EXTRACT("q2"."a", 4)
                  ),
                  1,
                  once_c4545cf9
                )
                WHEN (
                  once_c4545cf9 <= 16
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("q2"."a", 1),
                    VARIANT_EXTRACT("q2"."a", 2),
                    VARIANT_EXTRACT("q2"."a", 3),
                    VARIANT_EXTRACT("q2"."a", 4),
                    VARIANT_EXTRACT("q2"."a", 5),
                    VARIANT_EXTRACT("q2"."a", 6),
                    VARIANT_EXTRACT("q2"."a", 7),
                    VARIANT_EXTRACT("q2"."a", 8),
                    VARIANT_EXTRACT("q2"."a", 9),
                    VARIANT_EXTRACT("q2"."a", 10),
                    VARIANT_EXTRACT("q2"."a", 11),
                    VARIANT_EXTRACT("q2"."a", 12),
                    VARIANT_EXTRACT("q2"."a", 13),
                    VARIANT_EXTRACT("q2"."a", 14),
                    VARIANT_EXTRACT("q2"."a", 15),
                    VARIANT_EXTRACT("q2"."a", 16)
                  ),
                  1,
                  once_c4545cf9
                )
                WHEN (
                  once_c4545cf9 > 16
                )
                THEN TRY_CAST("q2"."a" AS VARIANT[])
                ELSE CAST(NULL AS VARIANT[])
              END
            ),
            1
          )
        ),
        LAMBDA once_5897b1d4 : CASE
          WHEN (
            NOT once_5897b1d4 IS NULL
          )
          THEN LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                FLATTEN(
                  LIST_VALUE(
                    LIST_FILTER(
                      GENERATE_SERIES(1, LEN(once_5897b1d4)),
                      LAMBDA n : (
                        LIST_EXTRACT(once_5897b1d4, n) IS NULL
                      )
                    ),
                    LIST_TRANSFORM(
                      LIST_SORT(
                        LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_5897b1d4)),
                            LAMBDA e : (
                              JSON_TYPE(CAST(LIST_EXTRACT(once_5897b1d4, e) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                            )
                          ),
                          LAMBDA p : {'f0': CASE
                            WHEN (
                              JSON_TYPE(CAST(LIST_EXTRACT(once_5897b1d4, p) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                            )
                            THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(once_5897b1d4, p) AS JSON), '$') AS DOUBLE)
                          END, 'f1': (
                            -p
                          ), 'f2': p}
                        ),
                        'DESC'
                      ),
                      LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                    ),
                    LIST_TRANSFORM(
                      LIST_SORT(
                        LIST_TRANSFORM(
                          LIST_FILTER(
                            GENERATE_SERIES(1, LEN(once_5897b1d4)),
                            LAMBDA o : (
                              NOT (
                                JSON_TYPE(CAST(LIST_EXTRACT(once_5897b1d4, o) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                              )
                            )
                          ),
                          LAMBDA p : {'f0': JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(once_5897b1d4, p) AS JSON), '$'), 'f1': (
                            -p
                          ), 'f2': p}
                        ),
                        'DESC'
                      ),
                      LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                    )
                  )
                )
              ),
              LAMBDA once_798c6388 : CAST(LIST_VALUE(
                CASE
                  WHEN (
                    LEN(once_5897b1d4) = LEN(once_5897b1d4)
                  )
                  THEN CAST(LIST_TRANSFORM(once_798c6388, LAMBDA f : LIST_EXTRACT(once_5897b1d4, f)) AS VARIANT)
                END,
                LIST_EXTRACT(
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CASE
                              WHEN STARTS_WITH(VARIANT_TYPEOF("q2"."b"), 'ARRAY(')
                              THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("q2"."b"), 7, (
                                LEN(VARIANT_TYPEOF("q2"."b")) - 7
                              )) AS BIGINT)
                              ELSE CAST(NULL AS BIGINT)
                            END
                          ),
                          LAMBDA once_b53726a9 : CASE
                            WHEN (
                              once_b53726a9 <= 4
                            )
                            THEN LIST_SLICE(
                              LIST_VALUE(
                                VARIANT_EXTRACT("q2"."b", 1),
                                VARIANT_EXTRACT("q2"."b", 2),
                                VARIANT_EXTRACT("q2"."b", 3),
                                VARIANT_EXTRACT("q2"."b", 4)
                              ),
                              1,
                              once_b53726a9
                            )
                            WHEN (
                              once_b53726a9 <= 16
                            )
                            THEN LIST_SLICE(
                              LIST_VALUE(
                                VARIANT_EXTRACT("q2"."b", 1),
                                VARIANT_EXTRACT("q2"."b", 2),
                                VARIANT_EXTRACT("q2"."b", 3),
                                VARIANT_EXTRACT("q2"."b", 4),
                                VARIANT_EXTRACT("q2"."b", 5),
                                VARIANT_EXTRACT("q2"."b", 6),
                                VARIANT_EXTRACT("q2"."b", 7),
                                VARIANT_EXTRACT("q2"."b", 8),
                                VARIANT_EXTRACT("q2"."b", 9),
                                VARIANT_EXTRACT("q2"."b", 10),
                                VARIANT_EXTRACT("q2"."b", 11),
                                VARIANT_EXTRACT("q2"."b", 12),
                                VARIANT_EXTRACT("q2"."b", 13),
                                VARIANT_EXTRACT("q2"."b", 14),
                                VARIANT_EXTRACT("q2"."b", 15),
                                VARIANT_EXTRACT("q2"."b", 16)
                              ),
                              1,
                              once_b53726a9
                            )
                            WHEN (
                              once_b53726a9 > 16
                            )
                            THEN TRY_CAST("q2"."b" AS VARIANT[])
                            ELSE CAST(NULL AS VARIANT[])
                          END
                        ),
                        1
                      )
                    ),
                    LAMBDA once_7c1be4df : CASE
                      WHEN (
                        LEN(once_7c1be4df) = LEN(once_5897b1d4)
                      )
                      THEN CAST(LIST_TRANSFORM(once_798c6388, LAMBDA f : LIST_EXTRACT(once_7c1be4df, f)) AS VARIANT)
                    END
                  ),
                  1
                )
              ) AS VARIANT)
            ),
            1
          )
        END
      ),
      1
    ),
    2
  ) AS JSON) AS TEXT) AS "second"
FROM "q2"
