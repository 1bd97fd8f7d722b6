WITH "q2" AS (
  SELECT
    "v1"."index",
    "v1"."Arr",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (CAST(0 AS INT), CAST(CAST('[1,5,3]' AS JSON) AS VARIANT)),
    (CAST(1 AS INT), CAST(CAST('[10,2,5,7]' AS JSON) AS VARIANT))) AS "v1"("index", "Arr")
), "q3" AS (
  SELECT
    "q2"."index",
    "q2"."Arr",
    "q2"."$each_row1",
    CAST("q2"."Arr" AS JSON) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."index",
    "q3"."Arr",
    "q3"."$each_row1",
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
    END AS "$json0"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."index",
    "q4"."Arr",
    "q4"."$each_row1",
    UNNEST("q4"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q4"."$json0"))) AS "$index"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."index",
    "q5"."Arr",
    CASE
      WHEN (
        JSON_TYPE("q5"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q5"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "topElem",
    "q5"."$index" AS "$row",
    "q5"."$each_row1"
  FROM "q5"
)
SELECT
  "q6"."index",
  CAST(CAST("q6"."Arr" AS JSON) AS TEXT) AS "Arr",
  "q6"."topElem"
FROM "q6"
QUALIFY
  (
    ROW_NUMBER() OVER (
      PARTITION BY "q6"."$each_row1"
      ORDER BY "q6"."topElem" DESC, "q6"."$row" ASC NULLS FIRST
    ) <= 1
  )
ORDER BY
  "q6"."topElem" DESC
