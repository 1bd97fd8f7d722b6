WITH "q3" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(0 AS BIGINT), CAST(239 AS BIGINT), CAST(1 AS BIGINT))) AS "idx"
), "q4" AS (
  SELECT
    COALESCE(
      TRY_CAST((
        CAST("q3"."idx" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
      ) AS BIGINT),
      CAST((
        (
          (
            (
              CAST("q3"."idx" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
            ) + CAST('9223372036854775808' AS INT128)
          ) & CAST('18446744073709551615' AS INT128)
        ) - CAST('9223372036854775808' AS INT128)
      ) AS BIGINT)
    ) AS "v",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2018-01-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              (
                COALESCE(
                  TRY_CAST((
                    CAST(CAST(36000000000 AS BIGINT) AS INT128) * CAST("q3"."idx" AS INT128)
                  ) AS BIGINT),
                  CAST((
                    (
                      (
                        (
                          CAST(CAST(36000000000 AS BIGINT) AS INT128) * CAST("q3"."idx" AS INT128)
                        ) + CAST('9223372036854775808' AS INT128)
                      ) & CAST('18446744073709551615' AS INT128)
                    ) - CAST('9223372036854775808' AS INT128)
                  ) AS BIGINT)
                ) // 10
              )
            )
          )
        ),
        LAMBDA once_0a94484b : CASE
          WHEN (
            once_0a94484b BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_0a94484b
        END
      ),
      1
    ) AS "t"
  FROM "q3"
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."v",
    MAKE_TIMESTAMP(
      (
        EPOCH_US("q4"."t") - (
          (
            EPOCH_US("q4"."t") - (
              -62135596800000000
            )
          ) % 86400000000
        )
      )
    ) AS "b"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."v",
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
                        "q5"."b" BETWEEN MAKE_TIMESTAMP((
                          -62135596800000000
                        )) AND MAKE_TIMESTAMP(253402127999999999)
                      )
                      THEN (
                        "q5"."b" + TO_MICROSECONDS(172800000000)
                      )
                    END
                  ) AS DOUBLE) - CAST(EPOCH_US("q5"."b") AS DOUBLE)
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
                      "q5"."b" BETWEEN MAKE_TIMESTAMP((
                        -62135596800000000
                      )) AND MAKE_TIMESTAMP(253402127999999999)
                    )
                    THEN (
                      "q5"."b" + TO_MICROSECONDS(172800000000)
                    )
                  END
                ) AS DOUBLE) - CAST(EPOCH_US("q5"."b") AS DOUBLE)
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
                        "q5"."b" BETWEEN MAKE_TIMESTAMP((
                          -62135596800000000
                        )) AND MAKE_TIMESTAMP(253402127999999999)
                      )
                      THEN (
                        "q5"."b" + TO_MICROSECONDS(172800000000)
                      )
                    END
                  ) AS DOUBLE) - CAST(EPOCH_US("q5"."b") AS DOUBLE)
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
            EPOCH_US("q5"."b") + (
              p * (
                CAST(864000000000 AS BIGINT) // 10
              )
            )
          )
        ),
        '%Y-%m-%dT%H:%M:%S.%f0Z'
      ) AS VARIANT)
    ) AS VARIANT) AS JSON) AS "$json0"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."v",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q6"."$json0") = 'ARRAY'
        )
        THEN CAST("q6"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q6"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q6"."$json0"), JSON_EXTRACT("q6"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q6"."$json0")
      END
    ) AS "$json0"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."v",
    COALESCE(JSON_EXTRACT_STRING("q7"."$json0", '$'), '') AS "w"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."v",
    CASE
      WHEN REGEXP_FULL_MATCH(
        "q8"."w",
        '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
      )
      THEN CASE
        WHEN REGEXP_MATCHES("q8"."w", ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$')
        THEN CASE
          WHEN (
            MAKE_TIMESTAMP(
              EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q8"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
            ) BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN MAKE_TIMESTAMP(
            EPOCH_US(TRY_CAST(REGEXP_REPLACE(TRIM("q8"."w"), '\s+([+-])', '\1') AS TIMESTAMPTZ))
          )
        END
        ELSE TRY_CAST(TRIM("q8"."w") AS TIMESTAMP)
      END
      WHEN REGEXP_MATCHES("q8"."w", '\d{4}')
      THEN TRY_STRPTIME(
        TRIM("q8"."w"),
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
  FROM "q8"
), "q10" AS (
  SELECT
    "q5"."b" AS "w"
  FROM "q5"
  GROUP BY
    1
), "q11" AS (
  SELECT
    "l1"."w" AS "w",
    LIST_EXTRACT(QUANTILE_DISC("l1"."v", LIST_VALUE(0.5e0)), 1) AS "p"
  FROM "q9" AS "l1"
  JOIN "q10" AS "r2"
    ON (
      "l1"."w" IS NOT DISTINCT FROM "r2"."w"
    )
  GROUP BY
    1
)
SELECT
  "q11"."w" AS "Timestamp",
  "q11"."p" AS "rolling_3_percentile_val_50"
FROM "q11"
