WITH "q2" AS (
  SELECT
    'search_arg0' AS "$table",
    "v1"."a",
    "v1"."b",
    "v1"."c"
  FROM (VALUES
    ('needle', CAST(42 AS BIGINT), CAST(3.14e0 AS DOUBLE)),
    ('haystack', CAST(7 AS BIGINT), CAST(2.71e0 AS DOUBLE))) AS "v1"("a", "b", "c")
  WHERE
    (
      (
        (
          CONTAINS(LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))), 'needle')
          AND REGEXP_MATCHES(
            LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))),
            '(?:^|[^\p{L}\p{N}])needle(?:$|[^\p{L}\p{N}])'
          )
        )
        OR (
          CONTAINS(LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))), '42')
          AND REGEXP_MATCHES(
            LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))),
            '(?:^|[^\p{L}\p{N}])42(?:$|[^\p{L}\p{N}])'
          )
        )
      )
      OR (
        CONTAINS(LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))), '2.71')
        AND REGEXP_MATCHES(
          LOWER(CONCAT_WS('', "v1"."a", COALESCE(CAST("v1"."b" AS TEXT), ''))),
          '(?:^|[^\p{L}\p{N}])2\.71(?:$|[^\p{L}\p{N}])'
        )
      )
    )
)
SELECT
  "q2"."$table",
  "q2"."a",
  "q2"."b",
  "q2"."c"
FROM "q2"
