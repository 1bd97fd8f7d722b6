WITH "q1" AS (
  SELECT
    CAST(LIST_TRANSFORM(
      GENERATE_SERIES(
        0,
        CAST(LEAST(
          FLOOR(
            (
              (
                CAST(CAST(200 AS BIGINT) AS DOUBLE) - CAST(CAST(1 AS BIGINT) AS DOUBLE)
              ) / NULLIF(CAST(CAST(1 AS BIGINT) AS DOUBLE), CAST(0.0e0 AS DOUBLE))
            )
          ),
          1048575
        ) AS BIGINT)
      ),
      LAMBDA p : CAST((
        CAST(1 AS BIGINT) + (
          p * CAST(1 AS BIGINT)
        )
      ) AS VARIANT)
    ) AS VARIANT) AS "d"
), "q2" AS (
  SELECT
    CAST("q1"."d" AS JSON) AS "$json0"
  FROM "q1"
), "q3" AS (
  SELECT
    UNNEST(
      LIST_SLICE(
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
        END,
        1,
        128
      )
    ) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q3"
)
SELECT
  "q4"."Count"
FROM "q4"
