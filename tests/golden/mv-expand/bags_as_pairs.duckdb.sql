WITH "q1" AS (
  SELECT
    CAST(CAST('{"a":1,"b":{"c":null}}' AS JSON) AS VARIANT) AS "d",
    CAST(3 AS BIGINT) AS "n"
), "q2" AS (
  SELECT
    "q1"."d",
    "q1"."n",
    CAST("q1"."d" AS JSON) AS "$json0"
  FROM "q1"
), "q3" AS (
  SELECT
    "q2"."d",
    "q2"."n",
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
          LAMBDA entry : JSON_ARRAY(STRUCT_EXTRACT(entry, 1), STRUCT_EXTRACT(entry, 2))
        )
        ELSE LIST_VALUE("q2"."$json0")
      END
    ) AS "$json0"
  FROM "q2"
)
SELECT
  CAST(CAST("q3"."d" AS JSON) AS TEXT) AS "d",
  "q3"."n",
  CAST(CAST(CAST("q3"."$json0" AS VARIANT) AS JSON) AS TEXT) AS "e"
FROM "q3"
WHERE
  (
    "q3"."n" = 3
  )
