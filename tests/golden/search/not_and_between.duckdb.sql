WITH "q2" AS (
  SELECT
    'search_arg0' AS "$table",
    "v1"."s",
    "v1"."score"
  FROM (VALUES
    ('high', CAST(95.5e0 AS DOUBLE)),
    ('low', CAST(12.3e0 AS DOUBLE)),
    ('mid', CAST(50.0e0 AS DOUBLE))) AS "v1"("s", "score")
  WHERE
    (
      (
        "v1"."score" BETWEEN CAST(50.0e0 AS DOUBLE) AND CAST(100.0e0 AS DOUBLE)
      )
      AND (
        NOT (
          CONTAINS(LOWER(CONCAT_WS('', "v1"."s")), 'low')
          AND REGEXP_MATCHES(LOWER(CONCAT_WS('', "v1"."s")), '(?:^|[^\p{L}\p{N}])low(?:$|[^\p{L}\p{N}])')
        )
      )
    )
)
SELECT
  "q2"."$table",
  "q2"."s",
  "q2"."score"
FROM "q2"
