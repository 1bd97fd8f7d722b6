WITH "q1" AS (
  SELECT
    CAST(CAST('{"users":[{"name":"ann","tags":["x","y"]},{"name":"bo","tags":[]}]}' AS JSON) AS VARIANT) AS "d"
), "q2" AS (
  SELECT
    CAST(VARIANT_EXTRACT("q1"."d", 'users') AS JSON) AS "$json0"
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
    CAST("q3"."$json0" AS VARIANT) AS "user"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."user",
    CAST(VARIANT_EXTRACT("q4"."user", 'tags') AS JSON) AS "$json0"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."user",
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
)
SELECT
  COALESCE(VARIANT_EXTRACT_STRING("q6"."user", 'name'), '') AS "name",
  COALESCE(JSON_EXTRACT_STRING("q6"."$json0", '$'), '') AS "tag"
FROM "q6"
