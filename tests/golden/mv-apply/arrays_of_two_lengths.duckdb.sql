WITH "q4" AS (
  SELECT
    "v3"."Val",
    "v3"."Arr1",
    "v3"."Arr2",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (
      CAST(1 AS INT),
      CAST(CAST('["A1","A2"]' AS JSON) AS VARIANT),
      CAST(CAST('["B1","B2","B3"]' AS JSON) AS VARIANT)
    ),
    (
      CAST(5 AS INT),
      CAST(CAST('["C1","C2"]' AS JSON) AS VARIANT),
      CAST(CAST('["D1"]' AS JSON) AS VARIANT)
    )) AS "v3"("Val", "Arr1", "Arr2")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."Val",
    "q4"."Arr1",
    "q4"."Arr2",
    "q4"."$each_row1"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_row1",
    CAST("q5"."Arr1" AS JSON) AS "$json0",
    CAST("q5"."Arr2" AS JSON) AS "$json1"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."$each_row1",
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
    END AS "$json0",
    CASE
      WHEN (
        JSON_TYPE("q6"."$json1") = 'ARRAY'
      )
      THEN CAST("q6"."$json1" AS JSON[])
      WHEN (
        JSON_TYPE("q6"."$json1") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q6"."$json1"), JSON_EXTRACT("q6"."$json1", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q6"."$json1")
    END AS "$json1"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_row1",
    UNNEST("q7"."$json0") AS "$json0",
    UNNEST("q7"."$json1") AS "$json1",
    UNNEST(RANGE(GREATEST(LEN("q7"."$json0"), LEN("q7"."$json1")))) AS "$index"
  FROM "q7"
), "q9" AS (
  SELECT
    CAST("q8"."$json0" AS VARIANT) AS "T1",
    CAST("q8"."$json1" AS VARIANT) AS "T2",
    "q8"."$index" AS "$row",
    "q8"."$each_row1"
  FROM "q8"
), "q10" AS (
  SELECT
    CONCAT(
      COALESCE(JSON_EXTRACT_STRING(CAST("q9"."T1" AS JSON), '$'), ''),
      '_',
      COALESCE(JSON_EXTRACT_STRING(CAST("q9"."T2" AS JSON), '$'), '')
    ) AS "Out",
    "q9"."$each_row1" AS "$each_key1"
  FROM "q9"
  ORDER BY
    "q9"."$row" ASC NULLS FIRST
), "q11" AS (
  SELECT
    "q10"."$each_key1" AS "$each_key1",
    COALESCE(CAST(ARRAY_AGG("q10"."Out") AS VARIANT), CAST(CAST('[]' AS JSON) AS VARIANT)) AS "Out"
  FROM "q10"
  GROUP BY
    1
)
SELECT
  "r2"."Val",
  CAST(CAST("r2"."Arr1" AS JSON) AS TEXT) AS "Arr1",
  CAST(CAST("r2"."Arr2" AS JSON) AS TEXT) AS "Arr2",
  CAST(CAST("l1"."Out" AS JSON) AS TEXT) AS "Out"
FROM "q11" AS "l1"
JOIN "q5" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_row1"
  )
