WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(10 AS BIGINT), CAST(1 AS BIGINT))) AS "x"
), "q2" AS (
  SELECT
    "q1"."x",
    COALESCE(
      TRY_CAST((
        CAST("q1"."x" AS INT128) + CAST(CAST(10 AS BIGINT) AS INT128)
      ) AS BIGINT),
      CAST((
        (
          (
            (
              CAST("q1"."x" AS INT128) + CAST(CAST(10 AS BIGINT) AS INT128)
            ) + CAST('9223372036854775808' AS INT128)
          ) & CAST('18446744073709551615' AS INT128)
        ) - CAST('9223372036854775808' AS INT128)
      ) AS BIGINT)
    ) AS "y"
  FROM "q1"
), "q3" AS (
  SELECT
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 14) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(LIST_DISTINCT(ARRAY_AGG(CAST(KQL_HASHES_OF_LONGS__BIGINT("q2"."x") AS TEXT)))),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "hll_x",
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 14) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(LIST_DISTINCT(ARRAY_AGG(CAST(KQL_HASHES_OF_LONGS__BIGINT("q2"."y") AS TEXT)))),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "hll_y",
    CAST(CAST(KQL_DIGESTS_DIGEST_OF_NUMBERS__BIGINTS_BIGINTS(ARRAY_AGG(CAST("q2"."x" AS BIGINT)), ARRAY_AGG(CAST(1 AS BIGINT))) AS JSON) AS VARIANT) AS "tdigestX",
    CAST(CAST(KQL_DIGESTS_DIGEST_OF_NUMBERS__BIGINTS_BIGINTS(ARRAY_AGG(CAST("q2"."y" AS BIGINT)), ARRAY_AGG(CAST(1 AS BIGINT))) AS JSON) AS VARIANT) AS "tdigestY"
  FROM "q2"
), "q4" AS (
  SELECT
    CAST(LIST_VALUE(
      CAST(LIST_VALUE(1024, 14) AS VARIANT),
      CAST(COALESCE(
        LIST_SORT(
          LIST_DISTINCT(
            FLATTEN(
              LIST_VALUE(
                CASE
                  WHEN (
                    JSON_TYPE(CAST("q3"."hll_x" AS JSON)) = 'ARRAY'
                  )
                  THEN CASE
                    WHEN (
                      VARIANT_EXTRACT("q3"."hll_x", 2) IS NULL
                    )
                    THEN CAST(LIST_VALUE() AS TEXT[])
                    ELSE COALESCE(
                      LIST_TRANSFORM(
                        CASE
                          WHEN (
                            JSON_TYPE(CAST(VARIANT_EXTRACT("q3"."hll_x", 2) AS JSON)) = 'ARRAY'
                          )
                          THEN CAST(CAST(VARIANT_EXTRACT("q3"."hll_x", 2) AS JSON) AS JSON[])
                        END,
                        LAMBDA element : COALESCE(JSON_EXTRACT_STRING(element, '$'), '')
                      ),
                      LIST_VALUE(
                        COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q3"."hll_x", 2) AS JSON), '$'), '')
                      )
                    )
                  END
                END,
                CASE
                  WHEN (
                    JSON_TYPE(CAST("q3"."hll_y" AS JSON)) = 'ARRAY'
                  )
                  THEN CASE
                    WHEN (
                      VARIANT_EXTRACT("q3"."hll_y", 2) IS NULL
                    )
                    THEN CAST(LIST_VALUE() AS TEXT[])
                    ELSE COALESCE(
                      LIST_TRANSFORM(
                        CASE
                          WHEN (
                            JSON_TYPE(CAST(VARIANT_EXTRACT("q3"."hll_y", 2) AS JSON)) = 'ARRAY'
                          )
                          THEN CAST(CAST(VARIANT_EXTRACT("q3"."hll_y", 2) AS JSON) AS JSON[])
                        END,
                        LAMBDA element : COALESCE(JSON_EXTRACT_STRING(element, '$'), '')
                      ),
                      LIST_VALUE(
                        COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q3"."hll_y", 2) AS JSON), '$'), '')
                      )
                    )
                  END
                END
              )
            )
          )
        ),
        CAST(LIST_VALUE() AS TEXT[])
      ) AS VARIANT),
      CAST(CAST(LIST_VALUE() AS TEXT[]) AS VARIANT)
    ) AS VARIANT) AS "merged",
    CAST(CAST(KQL_DIGESTS_MERGED__VARCHARS(
      LIST_VALUE(
        CAST(CAST("q3"."tdigestX" AS JSON) AS TEXT),
        CAST(CAST("q3"."tdigestY" AS JSON) AS TEXT)
      )
    ) AS JSON) AS VARIANT) AS "digest"
  FROM "q3"
)
SELECT
  LEN(
    CASE
      WHEN (
        JSON_TYPE(CAST("q4"."merged" AS JSON)) = 'ARRAY'
      )
      THEN CASE
        WHEN (
          VARIANT_EXTRACT("q4"."merged", 2) IS NULL
        )
        THEN CAST(LIST_VALUE() AS TEXT[])
        ELSE COALESCE(
          LIST_TRANSFORM(
            CASE
              WHEN (
                JSON_TYPE(CAST(VARIANT_EXTRACT("q4"."merged", 2) AS JSON)) = 'ARRAY'
              )
              THEN CAST(CAST(VARIANT_EXTRACT("q4"."merged", 2) AS JSON) AS JSON[])
            END,
            LAMBDA element : COALESCE(JSON_EXTRACT_STRING(element, '$'), '')
          ),
          LIST_VALUE(
            COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q4"."merged", 2) AS JSON), '$'), '')
          )
        )
      END
    END
  ) AS "dcount_hll_merged",
  LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        VARIANT_EXTRACT(
          CAST(CAST(KQL_DIGESTS_VALUES_AT__VARCHAR_VARCHAR(
            CAST(CAST("q4"."digest" AS JSON) AS TEXT),
            CAST(CAST(CAST(LIST_VALUE(CAST(CAST(100 AS BIGINT) AS VARIANT)) AS VARIANT) AS JSON) AS TEXT)
          ) AS JSON) AS VARIANT),
          1
        )
      ),
      LAMBDA once_523ca325 : CASE
        WHEN (
          JSON_TYPE(CAST(once_523ca325 AS JSON)) IN ('UBIGINT', 'BIGINT')
        )
        THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS BIGINT)
        WHEN (
          JSON_TYPE(CAST(once_523ca325 AS JSON)) IN ('DOUBLE')
        )
        THEN CASE
          WHEN (
            ISNAN(TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS DOUBLE))
            OR ISINF(TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS DOUBLE))
          )
          THEN CAST(NULL AS BIGINT)
          WHEN (
            TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS DOUBLE) >= 9.223372036854776e+18
          )
          THEN CAST(9223372036854775807 AS BIGINT)
          WHEN (
            TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS DOUBLE) <= (
              -9.223372036854776e+18
            )
          )
          THEN CAST('-9223372036854775808' AS BIGINT)
          ELSE TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') AS DOUBLE)) AS BIGINT)
        END
        WHEN (
          JSON_TYPE(CAST(once_523ca325 AS JSON)) IN ('VARCHAR')
        )
        THEN CASE
          WHEN REGEXP_FULL_MATCH(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$'), '\s*[-+]?[0-9]+\s*')
          THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$')) AS BIGINT)
          WHEN REGEXP_FULL_MATCH(
            JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$'),
            '\s*0[xX][0-9a-fA-F]{1,16}\s*'
          )
          THEN TRY_CAST(TRIM(JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$')) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
        WHEN (
          JSON_TYPE(CAST(once_523ca325 AS JSON)) IN ('BOOLEAN')
        )
        THEN CAST((
          JSON_EXTRACT_STRING(CAST(once_523ca325 AS JSON), '$') = 'true'
        ) AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END
    ),
    1
  ) AS "percentile_tdigest_digest",
  KQL_DIGESTS_RANKS__VARCHAR_VARCHAR(
    CAST(CAST("q4"."digest" AS JSON) AS TEXT),
    CAST(CAST(CAST(CAST(5 AS BIGINT) AS VARIANT) AS JSON) AS TEXT)
  ) AS "rank"
FROM "q4"
