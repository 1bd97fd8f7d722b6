WITH "q1" AS (
  SELECT
    'View_1' AS "TableName",
    CAST(1 AS BIGINT) AS "x_long1",
    CAST(NULL AS INT) AS "x_int",
    CAST(NULL AS BIGINT) AS "x_long"
  UNION ALL
  SELECT
    'View_2' AS "TableName",
    CAST(NULL AS BIGINT) AS "x_long1",
    CAST((
      (
        (
          CAST(CAST(2 AS BIGINT) AS INT128) + 2147483648
        ) & CAST(4294967295 AS INT128)
      ) - 2147483648
    ) AS INT) AS "x_int",
    CAST(NULL AS BIGINT) AS "x_long"
  UNION ALL
  SELECT
    'View_3' AS "TableName",
    CAST(NULL AS BIGINT) AS "x_long1",
    CAST(NULL AS INT) AS "x_int",
    CAST(3 AS BIGINT) AS "x_long"
)
SELECT
  "q1"."TableName",
  "q1"."x_long1",
  "q1"."x_int",
  "q1"."x_long"
FROM "q1"
