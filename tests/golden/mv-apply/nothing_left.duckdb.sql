WITH "q6" AS (
  SELECT
    "v5"."id",
    "v5"."d",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(CAST('[1,9]' AS JSON) AS VARIANT)),
    (CAST(2 AS BIGINT), CAST(CAST('[1]' AS JSON) AS VARIANT)),
    (CAST(3 AS BIGINT), CAST(CAST('[]' AS JSON) AS VARIANT)),
    (CAST(4 AS BIGINT), CAST(NULL AS VARIANT))) AS "v5"("id", "d")
), "q7" AS MATERIALIZED (
  SELECT
    "q6"."id",
    "q6"."d",
    "q6"."$each_row1"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_row1",
    CAST("q7"."d" AS JSON) AS "$json0"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."$each_row1",
    CASE
      WHEN (
        JSON_TYPE("q8"."$json0") = 'ARRAY'
      )
      THEN CAST("q8"."$json0" AS JSON[])
      WHEN (
        JSON_TYPE("q8"."$json0") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q8"."$json0"), JSON_EXTRACT("q8"."$json0", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q8"."$json0")
    END AS "$json0"
  FROM "q8"
), "q10" AS (
  SELECT
    "q9"."$each_row1",
    UNNEST("q9"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q9"."$json0"))) AS "$index"
  FROM "q9"
), "q11" AS MATERIALIZED (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q10"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q10"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q10"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q10"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "x",
    "q10"."$index" AS "$row",
    "q10"."$each_row1"
  FROM "q10"
), "q12" AS (
  SELECT
    "q11"."$each_row1" AS "$each_key1"
  FROM "q11"
  GROUP BY
    1
), "q13" AS (
  SELECT
    "q11"."$each_row1" AS "$each_key1",
    COUNT(*) AS "n",
    CAST((
      (
        (
          COALESCE(SUM("q11"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total",
    MAX("q11"."x") AS "most",
    COALESCE(
      CAST(ARRAY_AGG("q11"."x" ORDER BY "q11"."$row" ASC NULLS FIRST) FILTER(WHERE
        (
          NOT "q11"."x" IS NULL
        )) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "all"
  FROM "q11"
  WHERE
    (
      "q11"."x" > 5
    )
  GROUP BY
    1
), "q14" AS (
  SELECT
    "q13"."$each_key1",
    "q13"."n",
    "q13"."total",
    "q13"."most",
    "q13"."all",
    CAST(1 AS BIGINT) AS "$each_found"
  FROM "q13"
), "q15" AS (
  SELECT
    CASE WHEN (
      "r4"."$each_found" IS NULL
    ) THEN CAST(0 AS BIGINT) ELSE "r4"."n" END AS "n",
    CASE
      WHEN (
        "r4"."$each_found" IS NULL
      )
      THEN CAST(0 AS BIGINT)
      ELSE "r4"."total"
    END AS "total",
    "r4"."most",
    CASE
      WHEN (
        "r4"."$each_found" IS NULL
      )
      THEN CAST(CAST('[]' AS JSON) AS VARIANT)
      ELSE "r4"."all"
    END AS "all",
    "l3"."$each_key1"
  FROM "q12" AS "l3"
  LEFT JOIN "q14" AS "r4"
    ON (
      "l3"."$each_key1" = "r4"."$each_key1"
    )
)
SELECT
  "r2"."id",
  CAST(CAST("r2"."d" AS JSON) AS TEXT) AS "d",
  "l1"."n",
  "l1"."total",
  "l1"."most",
  CAST(CAST("l1"."all" AS JSON) AS TEXT) AS "all"
FROM "q15" AS "l1"
JOIN "q7" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_row1"
  )
