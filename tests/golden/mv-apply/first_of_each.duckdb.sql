WITH "q2" AS (
  SELECT
    "v1"."id",
    "v1"."d",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('["z","y","x"]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('["b","a"]' AS JSON) AS VARIANT))) AS "v1"("id", "d")
), "q3" AS (
  SELECT
    "q2"."id",
    "q2"."$each_row1",
    CAST("q2"."d" AS JSON) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."id",
    "q3"."$each_row1",
    LIST_SLICE(
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
      END,
      1,
      2
    ) AS "$json0"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."id",
    "q4"."$each_row1",
    UNNEST("q4"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q4"."$json0"))) AS "$index"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."id",
    COALESCE(JSON_EXTRACT_STRING("q5"."$json0", '$'), '') AS "d",
    "q5"."$index" AS "$row",
    "q5"."$each_row1"
  FROM "q5"
)
SELECT
  "q6"."id",
  "q6"."d"
FROM "q6"
QUALIFY
  (
    ROW_NUMBER() OVER (PARTITION BY "q6"."$each_row1" ORDER BY "q6"."$row" ASC NULLS FIRST) <= 1
  )
