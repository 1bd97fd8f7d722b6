WITH "q2" AS (
  SELECT
    "v1"."n",
    "v1"."b",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."n" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    (CAST(1 AS BIGINT), TRUE, CAST(0 AS BIGINT)),
    (CAST(2 AS BIGINT), FALSE, CAST(1 AS BIGINT)),
    (CAST(3 AS BIGINT), CAST(NULL AS BOOLEAN), CAST(2 AS BIGINT)),
    (CAST(4 AS BIGINT), FALSE, CAST(3 AS BIGINT)),
    (CAST(5 AS BIGINT), TRUE, CAST(4 AS BIGINT))) AS "v1"("n", "b", "$row")
), "q3" AS (
  SELECT
    "q2"."n" AS "c0",
    "q2"."b" AS "c1",
    COALESCE("q2"."b", FALSE) AS "hit",
    "q2"."$row",
    "q2"."$seq"
  FROM "q2"
  ORDER BY
    "q2"."$seq" ASC NULLS FIRST
), "q4" AS (
  SELECT
    "q3"."c0",
    "q3"."c1",
    "q3"."hit",
    "q3"."$row",
    "q3"."$seq",
    ROW_NUMBER() OVER (ORDER BY "q3"."$seq" ASC NULLS FIRST) AS "$window1",
    CAST(SUM(CASE WHEN "q3"."hit" THEN 1 ELSE 0 END) OVER (
      ORDER BY "q3"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window2",
    CAST((
      (
        (
          COALESCE(
            SUM(CASE WHEN "q3"."hit" THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) OVER (
              ORDER BY "q3"."$seq" ASC NULLS FIRST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$window4"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."c0",
    "q4"."c1",
    "q4"."hit",
    "q4"."$row",
    "q4"."$seq",
    "q4"."$window1",
    "q4"."$window2",
    "q4"."$window4",
    CAST((
      (
        (
          COALESCE(
            SUM(CAST(1 AS BIGINT)) OVER (
              PARTITION BY "q4"."$window2"
              ORDER BY "q4"."$seq" ASC NULLS FIRST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$window3"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."c0",
    "q5"."c1",
    "q5"."hit",
    "q5"."$window1" AS "n",
    "q5"."$window3" AS "far",
    "q5"."$window4" AS "met",
    "q5"."$row",
    ROW_NUMBER() OVER (ORDER BY "q5"."$window1" DESC, "q5"."$row" ASC NULLS FIRST) AS "$seq"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."c0",
    "q6"."c1",
    "q6"."hit",
    "q6"."n",
    "q6"."far",
    "q6"."met",
    "q6"."$row",
    "q6"."$seq",
    CAST(SUM(CASE WHEN "q6"."hit" THEN 1 ELSE 0 END) OVER (
      ORDER BY "q6"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window5",
    CAST((
      (
        (
          COALESCE(
            SUM(CASE WHEN "q6"."hit" THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) OVER (
              ORDER BY "q6"."$seq" ASC NULLS FIRST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$window7"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."c0",
    "q7"."c1",
    "q7"."hit",
    "q7"."n",
    "q7"."far",
    "q7"."met",
    "q7"."$row",
    "q7"."$seq",
    "q7"."$window5",
    "q7"."$window7",
    CAST((
      (
        (
          COALESCE(
            SUM(CAST(1 AS BIGINT)) OVER (
              PARTITION BY "q7"."$window5"
              ORDER BY "q7"."$seq" ASC NULLS FIRST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ),
            0
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$window6"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."c0",
    "q8"."c1",
    "q8"."n",
    "q8"."far",
    "q8"."met",
    "q8"."$window6" AS "near",
    "q8"."$window7" AS "ahead",
    "q8"."$row",
    ROW_NUMBER() OVER (ORDER BY "q8"."n" ASC NULLS FIRST, "q8"."$row" ASC NULLS FIRST) AS "$seq"
  FROM "q8"
  WHERE
    (
      (
        (
          "q8"."met" > 0
        ) AND (
          "q8"."far" <= 2
        )
      )
      OR (
        (
          "q8"."$window7" > 0
        ) AND (
          "q8"."$window6" <= 1
        )
      )
    )
), "q10" AS (
  SELECT
    "q9"."c0" AS "n",
    "q9"."c1" AS "b",
    "q9"."$seq",
    ROW_NUMBER() OVER (ORDER BY "q9"."$seq" ASC NULLS FIRST) AS "$window8"
  FROM "q9"
)
SELECT
  "q10"."n",
  "q10"."b",
  "q10"."$window8" AS "r"
FROM "q10"
ORDER BY
  "q10"."$seq" ASC NULLS FIRST
