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
    (CAST(1 AS BIGINT), CAST(1 AS INT)),
    (CAST(1 AS BIGINT), CAST(2 AS INT)),
    (CAST(2 AS BIGINT), CAST(9 AS INT)),
    (CAST(3 AS BIGINT), CAST((
        -4
    ) AS INT))) AS "v1"("g", "v")
  GROUP BY
    1
)
SELECT
  "q2"."g",
  CAST((
    (
      (
        CAST("q2"."approximate_sum_v" AS INT128) + 2147483648
      ) & CAST(4294967295 AS INT128)
    ) - 2147483648
  ) AS INT) AS "approximate_sum_v"
FROM "q2"
ORDER BY
  "q2"."approximate_sum_v" DESC,
  "q2"."g" DESC
LIMIT 2
