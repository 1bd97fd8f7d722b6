WITH "q2" AS (
  SELECT
    "v1"."i",
    (
      (
        (
          CAST("v1"."i" AS BIGINT) % 2
        ) + 2
      ) % 2
    ) AS "$each_key1"
  FROM (VALUES
    (CAST(1 AS INT)),
    (CAST(2 AS INT)),
    (CAST(3 AS INT)),
    (CAST(4 AS INT)),
    (CAST(5 AS INT)),
    (CAST(6 AS INT))) AS "v1"("i")
), "q3" AS (
  SELECT
    "q2"."$each_key1" AS "$each_key1",
    CAST((
      (
        (
          COALESCE(SUM("q2"."i"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "s"
  FROM "q2"
  GROUP BY
    1
)
SELECT
  "q3"."s",
  'p' AS "tag"
FROM "q3"
