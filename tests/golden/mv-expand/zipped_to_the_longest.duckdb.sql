WITH "q2" AS (
  SELECT
    "v1"."id",
    CAST("v1"."a" AS JSON) AS "$json0",
    CAST("v1"."b" AS JSON) AS "$json1",
    CAST("v1"."a" AS JSON) AS "$json2"
  FROM (VALUES
    (
      CAST(1 AS BIGINT),
      CAST(CAST('[1,2,3]' AS JSON) AS VARIANT),
      CAST(CAST('["x"]' AS JSON) AS VARIANT)
    ),
    (
      CAST(2 AS BIGINT),
      CAST(CAST('[]' AS JSON) AS VARIANT),
      CAST(CAST('["y","z"]' AS JSON) AS VARIANT)
    ),
    (CAST(3 AS BIGINT), CAST(NULL AS VARIANT), CAST(CAST('[]' AS JSON) AS VARIANT)),
    (
      CAST(4 AS BIGINT),
      CAST(CAST('[]' AS JSON) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    )) AS "v1"("id", "a", "b")
), "q3" AS (
  SELECT
    "q2"."id",
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
    END AS "$json0",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json1") = 'ARRAY'
      )
      THEN CAST("q2"."$json1" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json1") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json1"), JSON_EXTRACT("q2"."$json1", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json1")
    END AS "$json1",
    CASE
      WHEN (
        JSON_TYPE("q2"."$json2") = 'ARRAY'
      )
      THEN CAST("q2"."$json2" AS JSON[])
      WHEN (
        JSON_TYPE("q2"."$json2") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q2"."$json2"), JSON_EXTRACT("q2"."$json2", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q2"."$json2")
    END AS "$json2"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."id",
    UNNEST("q3"."$json0") AS "$json0",
    UNNEST("q3"."$json1") AS "$json1",
    UNNEST("q3"."$json2") AS "$json2",
    UNNEST(RANGE(GREATEST(LEN("q3"."$json0"), LEN("q3"."$json1"), LEN("q3"."$json2")))) AS "$index"
  FROM "q3"
)
SELECT
  "q4"."id",
  CAST(CAST(CAST("q4"."$json0" AS VARIANT) AS JSON) AS TEXT) AS "a",
  COALESCE(JSON_EXTRACT_STRING("q4"."$json1", '$'), '') AS "b",
  CAST(CAST(CAST("q4"."$json2" AS VARIANT) AS JSON) AS TEXT) AS "whole",
  "q4"."$index" AS "b1"
FROM "q4"
