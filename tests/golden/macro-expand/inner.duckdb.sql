WITH "q1" AS (
  SELECT
    CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(CASE
          WHEN (
            FLOOR(
              (
                (
                  CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) <= 1048575
          )
          THEN FLOOR(
            (
              (
                CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
              ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          )
          WHEN (
            FLOOR(
              (
                (
                  CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) > 1048575
          )
          THEN 1048575
        END AS BIGINT)
      ),
      LAMBDA p : CAST((
        CAST(1 AS BIGINT) + (
          p * CAST(1 AS BIGINT)
        )
      ) AS VARIANT)
    ) AS VARIANT) AS "x"
), "q2" AS (
  SELECT
    CAST("q1"."x" AS JSON) AS "$json0"
  FROM "q1"
), "q3" AS (
  SELECT
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q2"."$json0") = 'ARRAY'
        )
        THEN CAST("q2"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q2"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q2"."$json0"), JSON_EXTRACT("q2"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q2"."$json0")
      END
    ) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q3"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q3"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "x"
  FROM "q3"
), "q5" AS (
  SELECT
    CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(CASE
          WHEN (
            FLOOR(
              (
                (
                  CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) <= 1048575
          )
          THEN FLOOR(
            (
              (
                CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
              ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          )
          WHEN (
            FLOOR(
              (
                (
                  CAST(CAST(3 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
                ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
              )
            ) > 1048575
          )
          THEN 1048575
        END AS BIGINT)
      ),
      LAMBDA p : CAST((
        CAST(1 AS BIGINT) + (
          p * CAST(1 AS BIGINT)
        )
      ) AS VARIANT)
    ) AS VARIANT) AS "x"
), "q6" AS (
  SELECT
    CAST("q5"."x" AS JSON) AS "$json0"
  FROM "q5"
), "q7" AS (
  SELECT
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
    CASE
      WHEN (
        JSON_TYPE("q7"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q7"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q7"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q7"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "x"
  FROM "q7"
), "q9" AS (
  SELECT
    "q4"."x"
  FROM "q4"
  WHERE
    (
      "q4"."x" >= 2
    )
  UNION ALL
  SELECT
    "q8"."x"
  FROM "q8"
  WHERE
    (
      "q8"."x" >= 2
    )
), "q10" AS (
  SELECT
    CAST((
      (
        (
          COALESCE(SUM("q9"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total"
  FROM "q9"
)
SELECT
  "q10"."total"
FROM "q10"
