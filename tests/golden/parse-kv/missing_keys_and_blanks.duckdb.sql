WITH "q2" AS (
  SELECT
    "v1"."s",
    KQL_PAIRS_FOUND__VARCHAR_VARCHAR(
      "v1"."s",
      '{"keys": ["kv1", "kv2"], "pair": ";", "kv": "=", "quotes": [], "escapes": [], "greedy": false}'
    ) AS "$pairs"
  FROM (VALUES
    (' kv1 = 11 ; kv2 = 22 '),
    ('kv1==b;kv2=c=d'),
    ('kv2=;=x;kv1'),
    ('')) AS "v1"("s")
)
SELECT
  "q2"."s",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '') AS "kv1",
  CASE
    WHEN REGEXP_FULL_MATCH(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), ''), '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '')) AS INT)
    WHEN REGEXP_FULL_MATCH(
      COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), ''),
      '\s*0[xX][0-9a-fA-F]{1,16}\s*'
    )
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '')) AS INT)
    ELSE CAST(NULL AS INT)
  END AS "kv2"
FROM "q2"
