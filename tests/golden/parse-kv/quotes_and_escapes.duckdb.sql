WITH "q1" AS (
  SELECT
    'src=10.1.1.123 dst=10.1.1.124 bytes=125 failure="the remote host sent \"bye!\"" time=2021-01-01T10:00:54' AS "str"
), "q2" AS (
  SELECT
    KQL_PAIRS_FOUND__VARCHAR_VARCHAR(
      "q1"."str",
      '{"keys": ["time", "src", "dst", "bytes", "failure"], "pair": " ", "kv": "=", "quotes": ["\""], "escapes": ["\\"], "greedy": false}'
    ) AS "$pairs"
  FROM "q1"
)
SELECT
  CASE
    WHEN REGEXP_FULL_MATCH(
      COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), ''),
      '\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*'
    )
    THEN CASE
      WHEN REGEXP_MATCHES(
        COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), ''),
        ':\d{2}(?:\.\d+)?\s*([+-]\d{2}:?\d{2})\s*$'
      )
      THEN LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            MAKE_TIMESTAMP(
              EPOCH_US(
                TRY_CAST(REGEXP_REPLACE(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '')), '\s+([+-])', '\1') AS TIMESTAMPTZ)
              )
            )
          ),
          LAMBDA once_bfbb893f : CASE
            WHEN (
              once_bfbb893f BETWEEN MAKE_TIMESTAMP((
                -62135596800000000
              )) AND MAKE_TIMESTAMP(253402300799999999)
            )
            THEN once_bfbb893f
          END
        ),
        1
      )
      ELSE TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '')) AS TIMESTAMP)
    END
    WHEN REGEXP_MATCHES(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), ''), '\d{4}')
    THEN TRY_STRPTIME(
      TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k0'), '')),
      LIST_VALUE(
        '%m/%d/%Y',
        '%m/%d/%Y %H:%M:%S',
        '%m/%d/%Y %I:%M:%S %p',
        '%Y/%m/%d',
        '%Y/%m/%d %H:%M:%S',
        '%m-%d-%Y',
        '%m-%d-%Y %H:%M:%S',
        '%m.%d.%Y',
        '%d %b %Y',
        '%b %d, %Y',
        '%a, %d %b %Y %H:%M:%S GMT',
        '%Y%m%d'
      )
    )
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "time",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k1'), '') AS "src",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k2'), '') AS "dst",
  CASE
    WHEN REGEXP_FULL_MATCH(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k3'), ''), '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k3'), '')) AS BIGINT)
    WHEN REGEXP_FULL_MATCH(
      COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k3'), ''),
      '\s*0[xX][0-9a-fA-F]{1,16}\s*'
    )
    THEN TRY_CAST(TRIM(COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k3'), '')) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "bytes",
  COALESCE(JSON_EXTRACT_STRING("q2"."$pairs", '$.k4'), '') AS "failure"
FROM "q2"
