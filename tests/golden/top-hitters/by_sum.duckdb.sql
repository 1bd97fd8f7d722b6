WITH "q2" AS (
  SELECT
    "v1"."g" AS "g",
    CAST((
      (
        (
          COALESCE(SUM("v1"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "approximate_sum_v"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT)),
    ('a', CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT)),
    ('c', CAST(4 AS BIGINT)),
    ('c', CAST(5 AS BIGINT)),
    ('c', CAST(6 AS BIGINT))) AS "v1"("g", "v")
  GROUP BY
    1
)
SELECT
  "q2"."g",
  "q2"."approximate_sum_v"
FROM "q2"
ORDER BY
  "q2"."approximate_sum_v" DESC,
  "q2"."g" DESC
LIMIT 1
