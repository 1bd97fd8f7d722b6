WITH "q2" AS (
  SELECT
    "v1"."State" AS "State",
    CAST((
      (
        (
          COALESCE(
            SUM(
              COALESCE(
                TRY_CAST((
                  CAST("v1"."Direct" AS INT128) + CAST("v1"."Indirect" AS INT128)
                ) AS BIGINT),
                CAST((
                  (
                    (
                      (
                        CAST("v1"."Direct" AS INT128) + CAST("v1"."Indirect" AS INT128)
                      ) + CAST('9223372036854775808' AS INT128)
                    ) & CAST('18446744073709551615' AS INT128)
                  ) - CAST('9223372036854775808' AS INT128)
                ) AS BIGINT)
              )
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total"
  FROM (VALUES
    ('FLORIDA', CAST(1 AS BIGINT), CAST(1 AS BIGINT)),
    ('FLORIDA', CAST(0 AS BIGINT), CAST(1 AS BIGINT)),
    ('OHIO', CAST(5 AS BIGINT), CAST(5 AS BIGINT))) AS "v1"("State", "Direct", "Indirect")
  WHERE
    (
      "v1"."State" = 'FLORIDA'
    )
  GROUP BY
    1
)
SELECT
  "q2"."State",
  "q2"."total"
FROM "q2"
