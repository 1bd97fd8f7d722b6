WITH "q2" AS (
  SELECT
    "v1"."id",
    "v1"."d"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[1,2]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[3,4]' AS JSON) AS VARIANT)),
    (CAST(3 AS BIGINT), CAST(CAST('[5,6]' AS JSON) AS VARIANT))) AS "v1"("id", "d")
  ORDER BY
    "v1"."id" DESC
  LIMIT 2
), "q3" AS (
  SELECT
    CAST("q2"."d" AS JSON) AS "$json0"
  FROM "q2"
  ORDER BY
    "q2"."id" DESC
), "q4" AS (
  SELECT
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
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q4"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "d"
  FROM "q4"
), "q6" AS (
  SELECT
    CAST((
      (
        (
          COALESCE(SUM("q5"."d"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total",
    COUNT(*) AS "rows"
  FROM "q5"
  WHERE
    (
      "q5"."d" IS DISTINCT FROM 3
    )
)
SELECT
  "q6"."total",
  "q6"."rows"
FROM "q6"
