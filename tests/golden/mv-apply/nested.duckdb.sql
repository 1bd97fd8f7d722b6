WITH "q5" AS (
  SELECT
    CAST(CAST('[{"name":"a","sub":[1,2]},{"name":"b","sub":[]},{"name":"c","sub":[3,4,5]}]' AS JSON) AS VARIANT) AS "d",
    ROW_NUMBER() OVER () AS "$each_row2"
), "q6" AS MATERIALIZED (
  SELECT
    "q5"."d",
    "q5"."$each_row2"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."$each_row2",
    CAST("q6"."d" AS JSON) AS "$json0"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_row2",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q7"."$json0") = 'ARRAY'
        )
        THEN CAST("q7"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q7"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q7"."$json0"), JSON_EXTRACT("q7"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q7"."$json0")
      END
    ) AS "$json0"
  FROM "q7"
), "q9" AS MATERIALIZED (
  SELECT
    CAST("q8"."$json0" AS VARIANT) AS "x",
    "q8"."$each_row2"
  FROM "q8"
), "q10" AS (
  SELECT
    "q9"."$each_row2" AS "$each_key2"
  FROM "q9"
  GROUP BY
    1
), "q13" AS (
  SELECT
    "q9"."x",
    "q9"."$each_row2" AS "$each_key2",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM "q9"
), "q14" AS MATERIALIZED (
  SELECT
    "q13"."x",
    "q13"."$each_key2",
    "q13"."$each_row1"
  FROM "q13"
), "q15" AS (
  SELECT
    "q14"."$each_row1",
    "q14"."$each_key2",
    CAST(VARIANT_EXTRACT("q14"."x", 'sub') AS JSON) AS "$json0"
  FROM "q14"
), "q16" AS (
  SELECT
    "q15"."$each_row1",
    "q15"."$each_key2",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q15"."$json0") = 'ARRAY'
        )
        THEN CAST("q15"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q15"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q15"."$json0"), JSON_EXTRACT("q15"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q15"."$json0")
      END
    ) AS "$json0"
  FROM "q15"
), "q17" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q16"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q16"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q16"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q16"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "y",
    "q16"."$each_row1" AS "$each_key1",
    "q16"."$each_key2"
  FROM "q16"
), "q18" AS (
  SELECT
    "q17"."$each_key1" AS "$each_key1",
    "q17"."$each_key2" AS "$each_key2",
    CAST((
      (
        (
          COALESCE(SUM("q17"."y"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total"
  FROM "q17"
  GROUP BY
    1,
    2
), "q19" AS (
  SELECT
    "l11"."$each_key2" AS "$each_key2",
    MAX("l11"."total") AS "most",
    COUNT(*) AS "groups"
  FROM "q18" AS "l11"
  JOIN "q14" AS "r12"
    ON (
      (
        "l11"."$each_key1" = "r12"."$each_row1"
      )
      AND (
        "l11"."$each_key2" = "r12"."$each_key2"
      )
    )
  GROUP BY
    1
), "q20" AS (
  SELECT
    "q19"."$each_key2",
    "q19"."most",
    "q19"."groups",
    CAST(1 AS BIGINT) AS "$each_found"
  FROM "q19"
), "q21" AS (
  SELECT
    "r4"."most",
    CASE
      WHEN (
        "r4"."$each_found" IS NULL
      )
      THEN CAST(0 AS BIGINT)
      ELSE "r4"."groups"
    END AS "groups",
    "l3"."$each_key2"
  FROM "q10" AS "l3"
  LEFT JOIN "q20" AS "r4"
    ON (
      "l3"."$each_key2" = "r4"."$each_key2"
    )
)
SELECT
  "l1"."most",
  "l1"."groups"
FROM "q21" AS "l1"
JOIN "q6" AS "r2"
  ON (
    "l1"."$each_key2" = "r2"."$each_row2"
  )
