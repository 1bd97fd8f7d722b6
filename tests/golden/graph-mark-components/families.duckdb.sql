WITH "q4" AS (
  SELECT
    "v3"."child",
    "v3"."parent",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Alice', 'Bob'),
    ('Carol', 'Alice'),
    ('Carol', 'Dave'),
    ('Greg', 'Alice'),
    ('Greg', 'Dave'),
    ('Howard', 'Alice'),
    ('Howard', 'Dave'),
    ('Eve', 'Frank'),
    ('Frank', 'Mallory'),
    ('Eve', 'Kirk')) AS "v3"("child", "parent")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."child" AS "$each_source",
    "q4"."parent" AS "$each_target"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_source" AS "$each_node"
  FROM "q5"
  UNION ALL
  SELECT
    "q5"."$each_target" AS "$each_node"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."$each_node" AS "$each_node"
  FROM "q6"
  GROUP BY
    1
), "q8" AS (
  SELECT
    "q7"."$each_node" AS "name",
    "q7"."$each_node",
    ROW_NUMBER() OVER (ORDER BY "q7"."$each_node" ASC NULLS FIRST) AS "$seq"
  FROM "q7"
), "q9" AS MATERIALIZED (
  SELECT
    "q8"."name",
    "q8"."$each_node",
    COALESCE(
      TRY_CAST((
        CAST("q8"."$seq" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
      ) AS BIGINT),
      CAST((
        (
          (
            (
              CAST("q8"."$seq" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
            ) + CAST('9223372036854775808' AS INT128)
          ) & CAST('18446744073709551615' AS INT128)
        ) - CAST('9223372036854775808' AS INT128)
      ) AS BIGINT)
    ) AS "$each_number"
  FROM "q8"
  ORDER BY
    "q8"."$seq" ASC NULLS FIRST
), "q14" AS (
  SELECT
    "l12"."$each_target",
    "r13"."$each_number" AS "$each_from"
  FROM "q5" AS "l12"
  JOIN "q9" AS "r13"
    ON (
      "l12"."$each_source" = "r13"."$each_node"
    )
), "q15" AS (
  SELECT
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            (
              CAST("l10"."$each_from" AS INT128) * CAST(CAST(2147483648 AS BIGINT) AS INT128)
            ) + CAST("r11"."$each_number" AS INT128)
          )
        ),
        LAMBDA once_eba58a8e : COALESCE(
          TRY_CAST(once_eba58a8e AS BIGINT),
          CAST((
            (
              (
                once_eba58a8e + CAST('9223372036854775808' AS INT128)
              ) & CAST('18446744073709551615' AS INT128)
            ) - CAST('9223372036854775808' AS INT128)
          ) AS BIGINT)
        )
      ),
      1
    ) AS "$each_pair"
  FROM "q14" AS "l10"
  JOIN "q9" AS "r11"
    ON (
      "l10"."$each_target" = "r11"."$each_node"
    )
  UNION ALL
  SELECT
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            (
              CAST("q9"."$each_number" AS INT128) * CAST(CAST(2147483648 AS BIGINT) AS INT128)
            ) + CAST("q9"."$each_number" AS INT128)
          )
        ),
        LAMBDA once_0e0ee7b4 : COALESCE(
          TRY_CAST(once_0e0ee7b4 AS BIGINT),
          CAST((
            (
              (
                once_0e0ee7b4 + CAST('9223372036854775808' AS INT128)
              ) & CAST('18446744073709551615' AS INT128)
            ) - CAST('9223372036854775808' AS INT128)
          ) AS BIGINT)
        )
      ),
      1
    ) AS "$each_pair"
  FROM "q9"
), "q16" AS (
  SELECT
    COALESCE(
      CAST(ARRAY_AGG("q15"."$each_pair") AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "$each_list"
  FROM "q15"
), "q17" AS (
  SELECT
    CAST(CAST(CAST(KQL_GRAPHS_WEAK_COMPONENTS__VARCHAR(CAST(CAST("q16"."$each_list" AS JSON) AS TEXT)) AS JSON) AS VARIANT) AS JSON) AS "$json0"
  FROM "q16"
), "q18" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q17"."$json0") = 'ARRAY'
      )
      THEN CAST("q17"."$json0" AS JSON[])
      WHEN (
        JSON_TYPE("q17"."$json0") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q17"."$json0"), JSON_EXTRACT("q17"."$json0", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q17"."$json0")
    END AS "$json0"
  FROM "q17"
), "q19" AS (
  SELECT
    UNNEST("q18"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q18"."$json0"))) AS "$index"
  FROM "q18"
), "q20" AS (
  SELECT
    CASE
      WHEN (
        JSON_TYPE("q19"."$json0") IN ('UBIGINT', 'BIGINT')
      )
      THEN TRY_CAST(JSON_EXTRACT_STRING("q19"."$json0", '$') AS BIGINT)
      WHEN (
        JSON_TYPE("q19"."$json0") = 'DOUBLE'
      )
      THEN TRY_CAST(TRUNC(TRY_CAST(JSON_EXTRACT_STRING("q19"."$json0", '$') AS DOUBLE)) AS BIGINT)
    END AS "family",
    "q19"."$index" AS "$each_number"
  FROM "q19"
)
SELECT
  "l1"."name",
  "r2"."family"
FROM "q9" AS "l1"
JOIN "q20" AS "r2"
  ON (
    "l1"."$each_number" = "r2"."$each_number"
  )
