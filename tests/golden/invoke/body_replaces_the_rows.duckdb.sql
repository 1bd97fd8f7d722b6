WITH "q2" AS MATERIALIZED (
  SELECT
    "v1"."a"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT)),
    (CAST(5 AS BIGINT))) AS "v1"("a")
), "q3" AS (
  SELECT
    MAX("q2"."a") AS "max_a"
  FROM "q2"
)
SELECT
  COALESCE(
    TRY_CAST((
      CAST("q2"."a" AS INT128) + CAST(CAST(10 AS BIGINT) AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q2"."a" AS INT128) + CAST(CAST(10 AS BIGINT) AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "a",
  CONCAT('x', '?') AS "s"
FROM "q2"
WHERE
  (
    "q2"."a" < (
      SELECT
        "s4"."max_a"
      FROM "q3" AS "s4"
      LIMIT 1
    )
  )
