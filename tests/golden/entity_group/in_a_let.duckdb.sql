WITH "q3" AS (
  SELECT
    "v1"."x",
    'a' AS "place"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT)),
    (CAST(3 AS BIGINT))) AS "v1"("x")
  WHERE
    (
      "v1"."x" >= 2
    )
  UNION ALL
  SELECT
    "v2"."x",
    'b' AS "place"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT)),
    (CAST(3 AS BIGINT))) AS "v2"("x")
  WHERE
    (
      "v2"."x" >= 2
    )
), "q4" AS (
  SELECT
    "q3"."place" AS "place",
    CAST((
      (
        (
          COALESCE(SUM("q3"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total"
  FROM "q3"
  GROUP BY
    1
)
SELECT
  "q4"."place",
  "q4"."total"
FROM "q4"
