WITH "q2" AS (
  SELECT
    "v1"."row",
    "v1"."Arr",
    CAST("v1"."Arr" AS JSON) AS "$json0"
  FROM (VALUES
    (CAST(0 AS INT), CAST(CAST('[5,1,3]' AS JSON) AS VARIANT)),
    (CAST(1 AS INT), CAST(CAST('[4,10,8,7]' AS JSON) AS VARIANT))) AS "v1"("row", "Arr")
), "q3" AS (
  SELECT
    "q2"."row",
    "q2"."Arr",
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
    END AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."row",
    "q3"."Arr",
    UNNEST("q3"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q3"."$json0"))) AS "$index"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."row",
    "q4"."Arr",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q4"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q4"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "value",
    "q4"."$index" AS "index"
  FROM "q4"
)
SELECT
  "q5"."row",
  CAST(CAST("q5"."Arr" AS JSON) AS TEXT) AS "Arr",
  "q5"."value",
  "q5"."index"
FROM "q5"
WHERE
  (
    "q5"."index" >= 2
  )
