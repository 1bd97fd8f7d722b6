WITH "q2" AS (
  SELECT
    "v1"."who" AS "id",
    TRY_CAST((
      CAST(LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            TRY_CAST((
              CAST("v1"."at" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
            ) AS BIGINT)
          ),
          LAMBDA once_f23d08ed : COALESCE(
            TRY(
              (
                once_f23d08ed - (
                  (
                    (
                      once_f23d08ed % 1
                    ) + 1
                  ) % 1
                )
              )
            ),
            TRY_CAST((
              (
                CAST(once_f23d08ed AS INT128) - CAST((
                  (
                    (
                      once_f23d08ed % 1
                    ) + 1
                  ) % 1
                ) AS INT128)
              ) + CAST('18446744073709551616' AS INT128)
            ) AS BIGINT)
          )
        ),
        1
      ) AS INT128) + CAST(1 AS BIGINT)
    ) AS BIGINT) AS "b"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('b', CAST(1 AS BIGINT)),
    ('a', CAST(2 AS BIGINT)),
    ('c', CAST(3 AS BIGINT)),
    ('a', CAST(3 AS BIGINT))) AS "v1"("who", "at")
  WHERE
    (
      (
        "v1"."at" <= 4
      ) AND (
        "v1"."at" >= (
          -1
        )
      )
    )
), "q3" AS (
  SELECT
    "q2"."id",
    "q2"."b",
    CAST(CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(CASE
          WHEN (
            FLOOR(
              (
                (
                  CAST(CASE
                    WHEN (
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            (
                              (
                                CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                              ) - CAST(CAST(1 AS BIGINT) AS INT128)
                            )
                          ),
                          LAMBDA once_5d7684be : COALESCE(
                            TRY_CAST(once_5d7684be AS BIGINT),
                            CAST((
                              (
                                (
                                  once_5d7684be + CAST('9223372036854775808' AS INT128)
                                ) & CAST('18446744073709551615' AS INT128)
                              ) - CAST('9223372036854775808' AS INT128)
                            ) AS BIGINT)
                          )
                        ),
                        1
                      ) > 4
                    )
                    THEN CAST(4 AS BIGINT)
                    ELSE LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            (
                              CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                            ) - CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_5d7684be : COALESCE(
                          TRY_CAST(once_5d7684be AS BIGINT),
                          CAST((
                            (
                              (
                                once_5d7684be + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    )
                  END AS DOUBLE) - CAST("q2"."b" AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) <= 1048575
          )
          THEN FLOOR(
            (
              (
                CAST(CASE
                  WHEN (
                    LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            (
                              CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                            ) - CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_5d7684be : COALESCE(
                          TRY_CAST(once_5d7684be AS BIGINT),
                          CAST((
                            (
                              (
                                once_5d7684be + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    ) > 4
                  )
                  THEN CAST(4 AS BIGINT)
                  ELSE LIST_EXTRACT(
                    LIST_TRANSFORM(
                      LIST_VALUE(
                        (
                          (
                            CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                          ) - CAST(CAST(1 AS BIGINT) AS INT128)
                        )
                      ),
                      LAMBDA once_5d7684be : COALESCE(
                        TRY_CAST(once_5d7684be AS BIGINT),
                        CAST((
                          (
                            (
                              once_5d7684be + CAST('9223372036854775808' AS INT128)
                            ) & CAST('18446744073709551615' AS INT128)
                          ) - CAST('9223372036854775808' AS INT128)
                        ) AS BIGINT)
                      )
                    ),
                    1
                  )
                END AS DOUBLE) - CAST("q2"."b" AS DOUBLE)
              ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          )
          WHEN (
            FLOOR(
              (
                (
                  CAST(CASE
                    WHEN (
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            (
                              (
                                CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                              ) - CAST(CAST(1 AS BIGINT) AS INT128)
                            )
                          ),
                          LAMBDA once_5d7684be : COALESCE(
                            TRY_CAST(once_5d7684be AS BIGINT),
                            CAST((
                              (
                                (
                                  once_5d7684be + CAST('9223372036854775808' AS INT128)
                                ) & CAST('18446744073709551615' AS INT128)
                              ) - CAST('9223372036854775808' AS INT128)
                            ) AS BIGINT)
                          )
                        ),
                        1
                      ) > 4
                    )
                    THEN CAST(4 AS BIGINT)
                    ELSE LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            (
                              CAST("q2"."b" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
                            ) - CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_5d7684be : COALESCE(
                          TRY_CAST(once_5d7684be AS BIGINT),
                          CAST((
                            (
                              (
                                once_5d7684be + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    )
                  END AS DOUBLE) - CAST("q2"."b" AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) > 1048575
          )
          THEN 1048575
        END AS BIGINT)
      ),
      LAMBDA p : CAST((
        "q2"."b" + (
          p * CAST(1 AS BIGINT)
        )
      ) AS VARIANT)
    ) AS VARIANT) AS JSON) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."id",
    "q3"."b",
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
    "q4"."b",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q4"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "w"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."w" AS "w",
    COUNT(DISTINCT "q5"."id") AS "outer",
    COUNT(DISTINCT "q5"."id") FILTER(WHERE
      (
        "q5"."b" = "q5"."w"
      )) AS "inner"
  FROM "q5"
  WHERE
    (
      "q5"."w" BETWEEN CAST(1 AS BIGINT) AND CAST(4 AS BIGINT)
    )
  GROUP BY
    1
)
SELECT
  "q6"."w" AS "at",
  "q6"."inner" AS "dcount_activities_inner",
  "q6"."outer" AS "dcount_activities_outer",
  (
    CAST("q6"."inner" AS DOUBLE) / CAST("q6"."outer" AS DOUBLE)
  ) AS "activity_ratio"
FROM "q6"
