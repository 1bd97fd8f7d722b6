WITH "q2" AS (
  SELECT
    'search_arg0' AS "$table",
    "v1"."i"
  FROM (VALUES
    (CAST(0 AS INT)),
    (CAST(1 AS INT)),
    (CAST(2 AS INT)),
    (CAST(3 AS INT)),
    (CAST(4 AS INT)),
    (CAST(5 AS INT))) AS "v1"("i")
  WHERE
    (
      (
        "v1"."i" BETWEEN CAST(1 AS BIGINT) AND CAST(4 AS BIGINT)
      )
      AND (
        (
          CONTAINS(LOWER(CONCAT_WS('', COALESCE(CAST("v1"."i" AS TEXT), ''))), '3')
          AND REGEXP_MATCHES(
            LOWER(CONCAT_WS('', COALESCE(CAST("v1"."i" AS TEXT), ''))),
            '(?:^|[^\p{L}\p{N}])3(?:$|[^\p{L}\p{N}])'
          )
        )
        OR (
          CONTAINS(LOWER(CONCAT_WS('', COALESCE(CAST("v1"."i" AS TEXT), ''))), '4')
          AND REGEXP_MATCHES(
            LOWER(CONCAT_WS('', COALESCE(CAST("v1"."i" AS TEXT), ''))),
            '(?:^|[^\p{L}\p{N}])4(?:$|[^\p{L}\p{N}])'
          )
        )
      )
    )
)
SELECT
  "q2"."$table",
  "q2"."i"
FROM "q2"
