WITH "q2" AS (
  SELECT
    "v1"."k",
    "v1"."d",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."k" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    ('b', CAST(CAST('[2,1]' AS JSON) AS VARIANT), CAST(0 AS BIGINT)),
    ('a', CAST(CAST('[3]' AS JSON) AS VARIANT), CAST(1 AS BIGINT))) AS "v1"("k", "d", "$row")
), "q3" AS (
  SELECT
    "q2"."k",
    "q2"."$seq",
    CAST("q2"."d" AS JSON) AS "$json0"
  FROM "q2"
  ORDER BY
    "q2"."$seq" ASC NULLS FIRST
), "q4" AS (
  SELECT
    "q3"."k",
    "q3"."$seq",
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
    END AS "$json0"
  FROM "q3"
  ORDER BY
    "q3"."$seq" ASC NULLS FIRST
), "q5" AS (
  SELECT
    "q4"."k",
    "q4"."$seq",
    UNNEST("q4"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q4"."$json0"))) AS "$index"
  FROM "q4"
  ORDER BY
    "q4"."$seq" ASC NULLS FIRST
), "q6" AS (
  SELECT
    "q5"."k",
    CASE
      WHEN (
        JSON_TYPE("q5"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q5"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q5"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "d",
    "q5"."$index" AS "$item",
    "q5"."$seq"
  FROM "q5"
  ORDER BY
    "q5"."$seq" ASC NULLS FIRST
), "q7" AS (
  SELECT
    "q6"."k",
    "q6"."d",
    "q6"."$item",
    ROW_NUMBER() OVER (ORDER BY "q6"."$seq" ASC NULLS FIRST, "q6"."$item" ASC NULLS FIRST) AS "$seq"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."k",
    "q7"."d",
    "q7"."$seq",
    ROW_NUMBER() OVER (ORDER BY "q7"."$seq" ASC NULLS FIRST) AS "$window1",
    LAG("q7"."d", CAST(1 AS BIGINT), CAST(0 AS BIGINT)) OVER (ORDER BY "q7"."$seq" ASC NULLS FIRST) AS "$window2"
  FROM "q7"
)
SELECT
  "q8"."k",
  "q8"."d",
  "q8"."$window1" AS "n",
  "q8"."$window2" AS "p"
FROM "q8"
ORDER BY
  "q8"."$seq" ASC NULLS FIRST
