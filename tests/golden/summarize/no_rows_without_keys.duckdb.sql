WITH "q1" AS (
  SELECT
    CAST(NULL AS BIGINT) AS "x",
    CAST(NULL AS DOUBLE) AS "r",
    '' AS "s"
  WHERE
    FALSE
), "q2" AS (
  SELECT
    COUNT(*) AS "c",
    CAST((
      (
        (
          COALESCE(SUM("q1"."x"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "s1",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("q1"."x"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("q1"."x"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "a",
    MIN("q1"."x") AS "m",
    MAX("q1"."r") AS "n",
    COALESCE(MAX("q1"."s"), '') AS "t",
    COALESCE(
      CAST(ARRAY_AGG("q1"."x") FILTER(WHERE
        (
          NOT "q1"."x" IS NULL
        )) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "l",
    COUNT(DISTINCT "q1"."s") AS "d",
    COUNT(*) FILTER(WHERE
      (
        "q1"."x" > 1
      )) AS "f"
  FROM "q1"
)
SELECT
  "q2"."c",
  "q2"."s1",
  "q2"."a",
  "q2"."m",
  "q2"."n",
  "q2"."t",
  CAST(CAST("q2"."l" AS JSON) AS TEXT) AS "l",
  "q2"."d",
  "q2"."f"
FROM "q2"
