WITH "q2" AS (
  SELECT
    "v1"."id",
    CAST("v1"."d" AS JSON) AS "$json0"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[1,2,3]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[4]' AS JSON) AS VARIANT))) AS "v1"("id", "d")
), "q3" AS (
  SELECT
    "q2"."id",
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
            LAMBDA entry : JSON_ARRAY(STRUCT_EXTRACT(entry, 1), STRUCT_EXTRACT(entry, 2))
          )
          ELSE LIST_VALUE("q2"."$json0")
        END,
        1,
        2
      )
    ) AS "$json0"
  FROM "q2"
)
SELECT
  "q3"."id",
  CASE
    WHEN (
      JSON_TYPE("q3"."$json0") IN ('UBIGINT', 'BIGINT')
    )
    THEN TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS BIGINT)
    WHEN (
      JSON_TYPE("q3"."$json0") = 'DOUBLE'
    )
    THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS DOUBLE)) AS BIGINT)
  END AS "d"
FROM "q3"
