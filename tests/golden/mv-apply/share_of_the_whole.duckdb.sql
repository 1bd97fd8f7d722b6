WITH "q4" AS (
  SELECT
    "v3"."id",
    "v3"."d",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[1,3]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[5]' AS JSON) AS VARIANT))) AS "v3"("id", "d")
), "q5" AS (
  SELECT
    "q4"."id",
    "q4"."$each_row1",
    CAST("q4"."d" AS JSON) AS "$json0"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."id",
    "q5"."$each_row1",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q5"."$json0") = 'ARRAY'
        )
        THEN CAST("q5"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q5"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q5"."$json0"), JSON_EXTRACT("q5"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q5"."$json0")
      END
    ) AS "$json0"
  FROM "q5"
), "q7" AS MATERIALIZED (
  SELECT
    "q6"."id",
    CASE
      WHEN (
        JSON_TYPE("q6"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q6"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q6"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q6"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "x",
    "q6"."$each_row1" AS "$each_key1"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_key1" AS "$each_key1",
    CAST((
      (
        (
          COALESCE(SUM("q7"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "sum_x"
  FROM "q7"
  GROUP BY
    1
), "q9" AS (
  SELECT
    "q8"."sum_x",
    "q8"."$each_key1"
  FROM "q8"
  QUALIFY
    (
      ROW_NUMBER() OVER (PARTITION BY "q8"."$each_key1" ORDER BY "q8"."sum_x" ASC NULLS FIRST) <= 1
    )
)
SELECT
  "l1"."id",
  "l1"."x",
  (
    (
      CAST("l1"."x" AS DOUBLE) * CAST(1.0e0 AS DOUBLE)
    ) / CAST("r2"."sum_x" AS DOUBLE)
  ) AS "share"
FROM "q7" AS "l1"
LEFT JOIN "q9" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_key1"
  )
