WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    COUNT(*) AS "c",
    COUNT(*) AS "n",
    CAST((
      (
        (
          COALESCE(SUM("v1"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "s",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("v1"."x"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("v1"."x"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "a"
  FROM (VALUES
    (CAST(NULL AS BIGINT), CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(NULL AS BIGINT))) AS "v1"("k", "x")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  "q2"."c",
  "q2"."n",
  "q2"."s",
  "q2"."a"
FROM "q2"
