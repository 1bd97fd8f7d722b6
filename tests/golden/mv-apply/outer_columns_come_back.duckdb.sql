WITH "q2" AS (
  SELECT
    "v1"."s",
    "v1"."id" AS "$each_held1_0",
    "v1"."d" AS "$each_held1_1",
    CAST("v1"."d" AS JSON) AS "$json0"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[2,3]' AS JSON) AS VARIANT), 'a'),
    (CAST(4 AS BIGINT), CAST(CAST('[5]' AS JSON) AS VARIANT), 'b')) AS "v1"("id", "d", "s")
), "q3" AS (
  SELECT
    "q2"."s",
    "q2"."$each_held1_0",
    "q2"."$each_held1_1",
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
    CASE
      WHEN (
        JSON_TYPE("q3"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q3"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q3"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "id",
    "q3"."s",
    "q3"."$each_held1_0",
    "q3"."$each_held1_1"
  FROM "q3"
)
SELECT
  "q4"."$each_held1_0" AS "id",
  CAST(CAST("q4"."$each_held1_1" AS JSON) AS TEXT) AS "d",
  CONCAT("q4"."s", COALESCE(CAST("q4"."id" AS TEXT), '')) AS "s",
  COALESCE(
    TRY_CAST((
      CAST("q4"."id" AS INT128) * CAST(CAST(2 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q4"."id" AS INT128) * CAST(CAST(2 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "twice"
FROM "q4"
WHERE
  (
    "q4"."id" > 2
  )
