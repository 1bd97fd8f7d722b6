WITH "q1" AS (
  SELECT
    'ThreadId:458745723, Machine:Node001, Text: The service is up, Level: Info' AS "str"
), "q2" AS (
  SELECT
    KQL_PAIRS_FOUND__VARCHAR_VARCHAR(
      "q1"."str",
      '{"keys": ["Text", "ThreadId", "Machine"], "pair": ",", "kv": ":", "quotes": [], "escapes": [], "greedy": false}'
    ) AS "$pairs"
  FROM "q1"
)
SELECT
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '') AS "Text",
  CASE
    WHEN REGEXP_FULL_MATCH(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), ''), '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '')) AS BIGINT)
    WHEN REGEXP_FULL_MATCH(
      COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), ''),
      '\s*0[xX][0-9a-fA-F]{1,16}\s*'
    )
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '')) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "ThreadId",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k2'), '') AS "Machine"
FROM "q2"
