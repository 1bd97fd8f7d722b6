WITH "q4" AS (
  SELECT
    "v3"."day",
    CAST("v3"."ids" AS JSON) AS "$json0"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[0,2,3,4]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[0,1,3,4,5]' AS JSON) AS VARIANT)),
    (CAST(3 AS BIGINT), CAST(CAST('[0,2,4,5]' AS JSON) AS VARIANT)),
    (CAST(4 AS BIGINT), CAST(CAST('[0,1,2,3]' AS JSON) AS VARIANT)),
    (CAST(5 AS BIGINT), CAST(CAST('[0,1,2,3,4]' AS JSON) AS VARIANT))) AS "v3"("day", "ids")
), "q5" AS (
  SELECT
    "q4"."day",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q4"."$json0") = 'ARRAY'
        )
        THEN CAST("q4"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q4"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q4"."$json0"), JSON_EXTRACT("q4"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q4"."$json0")
      END
    ) AS "$json0"
  FROM "q4"
), "q6" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q5"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q5"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2019-11-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              (
                LIST_EXTRACT(
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      (
                        (
                          CAST("q5"."day" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
                        ) * CAST(CAST(864000000000 AS BIGINT) AS INT128)
                      )
                    ),
                    LAMBDA once_e0e6a63e : COALESCE(
                      TRY_CAST(once_e0e6a63e AS BIGINT),
                      CAST((
                        (
                          (
                            once_e0e6a63e + CAST('9223372036854775808' AS INT128)
                          ) & CAST('18446744073709551615' AS INT128)
                        ) - CAST('9223372036854775808' AS INT128)
                      ) AS BIGINT)
                    )
                  ),
                  1
                ) // 10
              )
            )
          )
        ),
        LAMBDA once_31c951aa : CASE
          WHEN (
            once_31c951aa BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_31c951aa
        END
      ),
      1
    ) AS "t"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2019-11-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("q6"."t") - EPOCH_US(CAST('2019-11-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("q6"."t") - EPOCH_US(CAST('2019-11-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("q6"."t") - EPOCH_US(CAST('2019-11-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("q6"."t") - EPOCH_US(CAST('2019-11-01 00:00:00' AS TIMESTAMP))
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
        LAMBDA once_96840ac1 : CASE
          WHEN (
            once_96840ac1 BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_96840ac1
        END
      ),
      1
    ) AS "w"
  FROM "q6"
  WHERE
    (
      "q6"."t" BETWEEN CAST('2019-11-01 00:00:00' AS TIMESTAMP) AND (
        CAST('2019-11-07 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(1)
      )
    )
), "q8" AS (
  SELECT
    "q7"."w" AS "w",
    "q7"."id" AS "id"
  FROM "q7"
  GROUP BY
    1,
    2
), "q9" AS MATERIALIZED (
  SELECT
    "q8"."w",
    "q8"."id"
  FROM "q8"
), "q10" AS (
  SELECT
    "q9"."id" AS "id",
    MIN("q9"."w") AS "f"
  FROM "q9"
  GROUP BY
    1
), "q11" AS MATERIALIZED (
  SELECT
    "q10"."id",
    "q10"."f"
  FROM "q10"
), "q12" AS (
  SELECT
    "q11"."f" AS "f",
    COUNT(*) AS "size"
  FROM "q11"
  GROUP BY
    1
), "q13" AS (
  SELECT
    "q12"."f",
    "q12"."size",
    CAST(CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(CASE
          WHEN (
            FLOOR(
              (
                (
                  CAST(EPOCH_US((
                    CAST('2019-11-07 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(1)
                  )) AS DOUBLE) - CAST(EPOCH_US("q12"."f") AS DOUBLE)
                ) / NULLIF(CAST((
                  CAST(864000000000 AS BIGINT) // 10
                ) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) <= 1048575
          )
          THEN FLOOR(
            (
              (
                CAST(EPOCH_US((
                  CAST('2019-11-07 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(1)
                )) AS DOUBLE) - CAST(EPOCH_US("q12"."f") AS DOUBLE)
              ) / NULLIF(CAST((
                CAST(864000000000 AS BIGINT) // 10
              ) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          )
          WHEN (
            FLOOR(
              (
                (
                  CAST(EPOCH_US((
                    CAST('2019-11-07 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(1)
                  )) AS DOUBLE) - CAST(EPOCH_US("q12"."f") AS DOUBLE)
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
            EPOCH_US("q12"."f") + (
              p * (
                CAST(864000000000 AS BIGINT) // 10
              )
            )
          )
        ),
        '%Y-%m-%dT%H:%M:%S.%f0Z'
      ) AS VARIANT)
    ) AS VARIANT) AS JSON) AS "$json0"
  FROM "q12"
), "q14" AS (
  SELECT
    "q13"."f",
    "q13"."size",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q13"."$json0") = 'ARRAY'
        )
        THEN CAST("q13"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q13"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q13"."$json0"), JSON_EXTRACT("q13"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q13"."$json0")
      END
    ) AS "$json0"
  FROM "q13"
), "q15" AS (
  SELECT
    "q14"."f",
    "q14"."size",
    COALESCE(JSON_EXTRACT_STRING("q14"."$json0", '$'), '') AS "w"
  FROM "q14"
), "q16" AS (
  SELECT
    "q15"."size",
    CASE
      WHEN REGEXP_FULL_MATCH(
        "q15"."w",
        '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
      )
      THEN CASE
        WHEN REGEXP_MATCHES("q15"."w", ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$')
        THEN CASE
          WHEN (
            MAKE_TIMESTAMP(
              EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q15"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
            ) BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN MAKE_TIMESTAMP(
            EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q15"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
          )
        END
        ELSE TRY_CAST(TRIM("q15"."w") AS TIMESTAMP)
      END
      WHEN REGEXP_MATCHES("q15"."w", '\d{4}')
      THEN TRY_STRPTIME(
        TRIM("q15"."w"),
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
    END AS "w",
    "q15"."f" AS "cohort"
  FROM "q15"
), "q19" AS (
  SELECT
    "l17"."w" AS "w",
    "r18"."f" AS "f",
    COUNT(*) AS "n"
  FROM "q9" AS "l17"
  JOIN "q11" AS "r18"
    ON (
      "l17"."id" IS NOT DISTINCT FROM "r18"."id"
    )
  GROUP BY
    1,
    2
), "q20" AS (
  SELECT
    "l1"."cohort" AS "cohort",
    "l1"."w" AS "w",
    "l1"."size" AS "size",
    CAST((
      (
        (
          COALESCE(
            SUM("r2"."n") FILTER(WHERE
              (
                (
                  "r2"."f" > "l1"."cohort"
                )
                OR (
                  (
                    "l1"."w" = "l1"."cohort"
                  ) AND (
                    "r2"."f" = "l1"."cohort"
                  )
                )
              )),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "fresh",
    CAST((
      (
        (
          COALESCE(SUM("r2"."n") FILTER(WHERE
            (
              "r2"."f" = "l1"."cohort"
            )), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "kept"
  FROM "q16" AS "l1"
  LEFT JOIN "q19" AS "r2"
    ON (
      "l1"."w" IS NOT DISTINCT FROM "r2"."w"
    )
  GROUP BY
    1,
    2,
    3
), "q21" AS (
  SELECT
    "q20"."cohort",
    "q20"."w",
    "q20"."size",
    "q20"."fresh",
    "q20"."kept",
    (
      CAST("q20"."kept" AS DOUBLE) / CAST("q20"."size" AS DOUBLE)
    ) AS "rate"
  FROM "q20"
)
SELECT
  "q21"."cohort" AS "from_Timestamp",
  "q21"."w" AS "to_Timestamp",
  "q21"."fresh" AS "dcount_new_values",
  "q21"."kept" AS "dcount_retained_values",
  COALESCE(
    TRY_CAST((
      CAST("q21"."size" AS INT128) - CAST("q21"."kept" AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q21"."size" AS INT128) - CAST("q21"."kept" AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "dcount_churn_values",
  "q21"."rate" AS "retention_rate",
  (
    CAST(1.0e0 AS DOUBLE) - "q21"."rate"
  ) AS "churn_rate"
FROM "q21"
WHERE
  (
    "q21"."cohort" < CAST('2019-11-03 00:00:00' AS TIMESTAMP)
  )
