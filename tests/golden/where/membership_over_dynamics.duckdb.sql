WITH "q3" AS MATERIALIZED (
  SELECT
    "v2"."v"
  FROM (VALUES
    (CAST(CAST('["a",5]' AS JSON) AS VARIANT)),
    (CAST(CAST('"B"' AS JSON) AS VARIANT)),
    (CAST(NULL AS VARIANT))) AS "v2"("v")
), "q4" AS (
  SELECT
    CAST("q3"."v" AS JSON) AS "$json0"
  FROM "q3"
), "q5" AS (
  SELECT
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q4"."$json0") = 'ARRAY'
        )
        THEN CAST("q4"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q4"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q4"."$json0"), JSON_EXTRACT("q4"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q4"."$json0")
      END
    ) AS "$json0"
  FROM "q4"
), "q6" AS (
  SELECT
    CAST("q5"."$json0" AS VARIANT) AS "$element"
  FROM "q5"
), "q7" AS (
  SELECT
    COALESCE(JSON_EXTRACT_STRING(CAST("q6"."$element" AS JSON), '$'), '') AS "$element"
  FROM "q6"
  WHERE
    (
      (
        NOT JSON_EXTRACT_STRING(CAST("q6"."$element" AS JSON), '$') IS NULL
      )
      AND (
        CASE
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'OBJECT'
          )
          THEN 'dictionary'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'ARRAY'
          )
          THEN 'array'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'VARCHAR'
          )
          THEN 'string'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'BOOLEAN'
          )
          THEN 'bool'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'DOUBLE'
          )
          THEN 'double'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'UBIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'BIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q6"."$element" AS JSON)) = 'HUGEINT'
          )
          THEN 'double'
          ELSE 'null'
        END = 'string'
      )
    )
), "q9" AS (
  SELECT
    CAST("q3"."v" AS JSON) AS "$json0"
  FROM "q3"
), "q10" AS (
  SELECT
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q9"."$json0") = 'ARRAY'
        )
        THEN CAST("q9"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q9"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q9"."$json0"), JSON_EXTRACT("q9"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q9"."$json0")
      END
    ) AS "$json0"
  FROM "q9"
), "q11" AS (
  SELECT
    CAST("q10"."$json0" AS VARIANT) AS "$element"
  FROM "q10"
), "q12" AS (
  SELECT
    COALESCE(JSON_EXTRACT_STRING(CAST("q11"."$element" AS JSON), '$'), '') AS "$element"
  FROM "q11"
  WHERE
    (
      (
        NOT JSON_EXTRACT_STRING(CAST("q11"."$element" AS JSON), '$') IS NULL
      )
      AND (
        CASE
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'OBJECT'
          )
          THEN 'dictionary'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'ARRAY'
          )
          THEN 'array'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'VARCHAR'
          )
          THEN 'string'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'BOOLEAN'
          )
          THEN 'bool'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'DOUBLE'
          )
          THEN 'double'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'UBIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'BIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q11"."$element" AS JSON)) = 'HUGEINT'
          )
          THEN 'double'
          ELSE 'null'
        END = 'string'
      )
    )
), "q13" AS (
  SELECT
    LOWER("q12"."$element") AS "$element"
  FROM "q12"
), "q15" AS (
  SELECT
    CAST("q3"."v" AS JSON) AS "$json0"
  FROM "q3"
), "q16" AS (
  SELECT
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
    CAST("q16"."$json0" AS VARIANT) AS "$element"
  FROM "q16"
), "q18" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE(CAST("q17"."$element" AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING(CAST("q17"."$element" AS JSON), '$') AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS "$element"
  FROM "q17"
  WHERE
    (
      NOT JSON_EXTRACT_STRING(CAST("q17"."$element" AS JSON), '$') IS NULL
    )
), "q20" AS (
  SELECT
    CAST("q3"."v" AS JSON) AS "$json0"
  FROM "q3"
), "q21" AS (
  SELECT
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q20"."$json0") = 'ARRAY'
        )
        THEN CAST("q20"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q20"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q20"."$json0"), JSON_EXTRACT("q20"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q20"."$json0")
      END
    ) AS "$json0"
  FROM "q20"
), "q22" AS (
  SELECT
    CAST("q21"."$json0" AS VARIANT) AS "$element"
  FROM "q21"
), "q23" AS (
  SELECT
    CASE
      WHEN (
        CASE
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'OBJECT'
          )
          THEN 'dictionary'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'ARRAY'
          )
          THEN 'array'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'VARCHAR'
          )
          THEN 'string'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'BOOLEAN'
          )
          THEN 'bool'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'DOUBLE'
          )
          THEN 'double'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'UBIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'BIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("q22"."$element" AS JSON)) = 'HUGEINT'
          )
          THEN 'double'
          ELSE 'null'
        END = 'string'
      )
      THEN CONCAT('"', COALESCE(JSON_EXTRACT_STRING(CAST("q22"."$element" AS JSON), '$'), ''))
      ELSE COALESCE(JSON_EXTRACT_STRING(CAST("q22"."$element" AS JSON), '$'), '')
    END AS "$element"
  FROM "q22"
  WHERE
    (
      NOT JSON_EXTRACT_STRING(CAST("q22"."$element" AS JSON), '$') IS NULL
    )
)
SELECT
  "v1"."s",
  "v1"."n",
  CAST(CAST("v1"."d" AS JSON) AS TEXT) AS "d",
  (
    "v1"."s" IN (
      SELECT
        "s8"."$element"
      FROM "q7" AS "s8"
    )
  ) AS "plain",
  (
    LOWER("v1"."s") IN (
      SELECT
        "s14"."$element"
      FROM "q13" AS "s14"
    )
  ) AS "folded",
  COALESCE(
    (
      "v1"."n" IN (
        SELECT
          "s19"."$element"
        FROM "q18" AS "s19"
        WHERE
          (
            NOT "s19"."$element" IS NULL
          )
      )
    ),
    FALSE
  ) AS "number",
  (
    CASE
      WHEN (
        CASE
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'OBJECT'
          )
          THEN 'dictionary'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'ARRAY'
          )
          THEN 'array'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'VARCHAR'
          )
          THEN 'string'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'BOOLEAN'
          )
          THEN 'bool'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'DOUBLE'
          )
          THEN 'double'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'UBIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'BIGINT'
          )
          THEN 'long'
          WHEN (
            JSON_TYPE(CAST("v1"."d" AS JSON)) = 'HUGEINT'
          )
          THEN 'double'
          ELSE 'null'
        END = 'string'
      )
      THEN CONCAT('"', COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), ''))
      ELSE COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
    END IN (
      SELECT
        "s24"."$element"
      FROM "q23" AS "s24"
    )
  ) AS "held"
FROM (VALUES
  ('a', CAST(5 AS BIGINT), CAST(CAST('5' AS JSON) AS VARIANT)),
  ('b', CAST(6 AS BIGINT), CAST(CAST('"5"' AS JSON) AS VARIANT)),
  ('', CAST(NULL AS BIGINT), CAST(NULL AS VARIANT))) AS "v1"("s", "n", "d")
