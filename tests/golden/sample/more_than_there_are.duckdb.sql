SELECT
  "v1"."a",
  CAST(CAST("v1"."d" AS JSON) AS TEXT) AS "d"
FROM (VALUES
  (CAST(1 AS BIGINT), CAST(CAST('[1]' AS JSON) AS VARIANT)),
  (CAST(1 AS BIGINT), CAST(CAST('[1]' AS JSON) AS VARIANT)),
  (CAST(2 AS BIGINT), CAST(NULL AS VARIANT))) AS "v1"("a", "d")
ORDER BY
  MD5(
    CONCAT(
      'sample:',
      CONCAT_WS(
        '',
        COALESCE(CAST("v1"."a" AS TEXT), ''),
        COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
      )
    )
  ) ASC
LIMIT 10
