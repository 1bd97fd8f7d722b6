WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "x_long",
    'a b' AS "y",
    CAST(NULL AS BIGINT) AS "z"
), "q2" AS (
  SELECT
    'b' AS "y",
    CAST(2.5e0 AS DOUBLE) AS "x_real",
    CAST(1 AS BIGINT) AS "z"
), "q3" AS (
  SELECT
    'b' AS "y",
    CAST(NULL AS BIGINT) AS "z"
), "q4" AS (
  SELECT
    'A' AS "$table",
    "q1"."x_long",
    CAST(NULL AS DOUBLE) AS "x_real",
    "q1"."y",
    "q1"."z"
  FROM "q1"
  WHERE
    (
      (
        CONTAINS(
          LOWER(
            CONCAT_WS(
              '',
              COALESCE(CAST("q1"."x_long" AS TEXT), ''),
              "q1"."y",
              COALESCE(CAST("q1"."z" AS TEXT), '')
            )
          ),
          'b'
        )
        AND REGEXP_MATCHES(
          LOWER(
            CONCAT_WS(
              '',
              COALESCE(CAST("q1"."x_long" AS TEXT), ''),
              "q1"."y",
              COALESCE(CAST("q1"."z" AS TEXT), '')
            )
          ),
          '(?:^|[^\p{L}\p{N}])b(?:$|[^\p{L}\p{N}])'
        )
      )
      AND (
        (
          CONTAINS(LOWER("q1"."y"), 'b')
          AND REGEXP_MATCHES(LOWER("q1"."y"), '(?:^|[^\p{L}\p{N}])b')
        )
        OR (
          "q1"."z" = 1
        )
      )
    )
  UNION ALL
  SELECT
    'B' AS "$table",
    CAST(NULL AS BIGINT) AS "x_long",
    "q2"."x_real",
    "q2"."y",
    "q2"."z"
  FROM "q2"
  WHERE
    (
      (
        CONTAINS(LOWER(CONCAT_WS('', "q2"."y", COALESCE(CAST("q2"."z" AS TEXT), ''))), 'b')
        AND REGEXP_MATCHES(
          LOWER(CONCAT_WS('', "q2"."y", COALESCE(CAST("q2"."z" AS TEXT), ''))),
          '(?:^|[^\p{L}\p{N}])b(?:$|[^\p{L}\p{N}])'
        )
      )
      AND (
        (
          CONTAINS(LOWER("q2"."y"), 'b')
          AND REGEXP_MATCHES(LOWER("q2"."y"), '(?:^|[^\p{L}\p{N}])b')
        )
        OR (
          "q2"."z" = 1
        )
      )
    )
  UNION ALL
  SELECT
    'search_arg2' AS "$table",
    CAST(NULL AS BIGINT) AS "x_long",
    CAST(NULL AS DOUBLE) AS "x_real",
    "q3"."y",
    "q3"."z"
  FROM "q3"
  WHERE
    (
      (
        CONTAINS(LOWER(CONCAT_WS('', "q3"."y", COALESCE(CAST("q3"."z" AS TEXT), ''))), 'b')
        AND REGEXP_MATCHES(
          LOWER(CONCAT_WS('', "q3"."y", COALESCE(CAST("q3"."z" AS TEXT), ''))),
          '(?:^|[^\p{L}\p{N}])b(?:$|[^\p{L}\p{N}])'
        )
      )
      AND (
        (
          CONTAINS(LOWER("q3"."y"), 'b')
          AND REGEXP_MATCHES(LOWER("q3"."y"), '(?:^|[^\p{L}\p{N}])b')
        )
        OR (
          "q3"."z" = 1
        )
      )
    )
)
SELECT
  "q4"."$table",
  "q4"."x_long",
  "q4"."x_real",
  "q4"."y",
  "q4"."z"
FROM "q4"
