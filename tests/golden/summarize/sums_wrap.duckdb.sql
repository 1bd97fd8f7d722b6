WITH "q2" AS (
  SELECT
    CAST((
      (
        (
          COALESCE(SUM("v1"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "sum_v",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("v1"."v"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("v1"."v"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "avg_v"
  FROM (VALUES
    (CAST(9223372036854775807 AS BIGINT)),
    (CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT))) AS "v1"("v")
)
SELECT
  "q2"."sum_v",
  "q2"."avg_v"
FROM "q2"
