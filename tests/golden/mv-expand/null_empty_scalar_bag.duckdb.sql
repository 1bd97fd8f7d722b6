WITH "q2" AS (
  SELECT
    "v1"."id",
    CAST("v1"."d" AS JSON) AS "$json0"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[10,null,"x"]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[]' AS JSON) AS VARIANT)),
    (CAST(3 AS BIGINT), CAST(NULL AS VARIANT)),
    (CAST(4 AS BIGINT), CAST(CAST('7' AS JSON) AS VARIANT)),
    (CAST(5 AS BIGINT), CAST(CAST('{"a":1,"b \"q\" ''":[2]}' AS JSON) AS VARIANT))) AS "v1"("id", "d")
), "q3" AS (
  SELECT
    "q2"."id",
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
)
SELECT
  "q3"."id",
  CAST(CAST(CAST("q3"."$json0" AS VARIANT) AS JSON) AS TEXT) AS "d"
FROM "q3"
