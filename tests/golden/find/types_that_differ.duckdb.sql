WITH "q2" AS (
  SELECT
    'c' AS "Level",
    CAST(1001 AS BIGINT) AS "ProcessId_long",
    CAST(2.5e0 AS DOUBLE) AS "Extra",
    CAST(1001 AS BIGINT) AS "ProcessId"
), "q3" AS (
  SELECT
    'Table1' AS "From",
    "v1"."Level",
    "v1"."ProcessId" AS "ProcessId_string",
    CAST(NULL AS BIGINT) AS "ProcessId_long",
    CAST(CAST('{}' AS JSON) AS VARIANT) AS "pack_"
  FROM (VALUES
    ('a', '1001'),
    ('b', '7')) AS "v1"("Level", "ProcessId")
  WHERE
    (
      "v1"."ProcessId" = '1001'
    )
  UNION ALL
  SELECT
    'Table2' AS "From",
    "q2"."Level",
    '' AS "ProcessId_string",
    "q2"."ProcessId_long",
    CAST(JSON_OBJECT(
      'Extra',
      CAST(CASE
        WHEN ISNAN("q2"."Extra")
        THEN CAST('NaN' AS VARIANT)
        WHEN (
          ISINF("q2"."Extra") AND (
            "q2"."Extra" > 0
          )
        )
        THEN CAST('Infinity' AS VARIANT)
        WHEN ISINF("q2"."Extra")
        THEN CAST('-Infinity' AS VARIANT)
        ELSE CAST("q2"."Extra" AS VARIANT)
      END AS JSON)
    ) AS VARIANT) AS "pack_"
  FROM "q2"
  WHERE
    (
      "q2"."ProcessId" = 1001
    )
)
SELECT
  "q3"."From",
  "q3"."Level",
  "q3"."ProcessId_string",
  "q3"."ProcessId_long",
  CAST(CAST("q3"."pack_" AS JSON) AS TEXT) AS "pack_"
FROM "q3"
