WITH "q2" AS (
  SELECT
    "v1"."x",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."x" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    (CAST(10 AS BIGINT), CAST(0 AS BIGINT)),
    (CAST(20 AS BIGINT), CAST(1 AS BIGINT)),
    (CAST(30 AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(40 AS BIGINT), CAST(3 AS BIGINT))) AS "v1"("x", "$row")
), "q3" AS (
  SELECT
    "q2"."x",
    "q2"."$row",
    "q2"."$seq",
    CAST((
      (
        (
          COALESCE(
            SUM("q2"."x") OVER (
              ORDER BY "q2"."$seq" ASC NULLS FIRST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$window1"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."x",
    "q3"."$window1" AS "s",
    "q3"."$seq",
    CAST(SUM(CASE WHEN COALESCE((
      "q3"."x" = 40
    ), FALSE) THEN 1 ELSE 0 END) OVER (
      ORDER BY "q3"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window2"
  FROM "q3"
  WHERE
    (
      "q3"."$window1" > 30
    )
), "q5" AS (
  SELECT
    "q4"."x",
    "q4"."s",
    "q4"."$seq",
    "q4"."$window2",
    ROW_NUMBER() OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST) AS "$window3"
  FROM "q4"
)
SELECT
  "q5"."x",
  "q5"."s",
  LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        (
          CAST(CAST(1 AS BIGINT) AS INT128) + (
            CAST("q5"."$window3" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
          )
        )
      ),
      LAMBDA once_7395aea7 : COALESCE(
        TRY_CAST(once_7395aea7 AS BIGINT),
        CAST((
          (
            (
              once_7395aea7 + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT)
      )
    ),
    1
  ) AS "n"
FROM "q5"
ORDER BY
  "q5"."$seq" ASC NULLS FIRST
