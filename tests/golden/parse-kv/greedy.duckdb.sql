WITH "q1" AS (
  SELECT
    'name=John Doe phone=555 5555 city=New York' AS "str"
), "q2" AS (
  SELECT
    KQL_PAIRS_FOUND__VARCHAR_VARCHAR(
      "q1"."str",
      '{"keys": ["name", "phone", "city"], "pair": " ", "kv": "=", "quotes": [], "escapes": [], "greedy": true}'
    ) AS "$pairs"
  FROM "q1"
)
SELECT
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '') AS "name",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '') AS "phone",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k2'), '') AS "city"
FROM "q2"
