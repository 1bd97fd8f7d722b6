WITH "q2" AS (
  SELECT
    "v1"."Timestamp",
    "v1"."Value",
    "v1"."State",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."Timestamp" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    (
      CAST('2021-06-01 00:00:00' AS TIMESTAMP),
      CAST(1 AS BIGINT),
      'Success',
      CAST(0 AS BIGINT)
    ),
    (
      CAST('2021-06-02 00:00:00' AS TIMESTAMP),
      CAST(4 AS BIGINT),
      'Success',
      CAST(1 AS BIGINT)
    ),
    (
      CAST('2021-06-03 00:00:00' AS TIMESTAMP),
      CAST(3 AS BIGINT),
      'Success',
      CAST(2 AS BIGINT)
    ),
    (
      CAST('2021-06-04 00:00:00' AS TIMESTAMP),
      CAST(11 AS BIGINT),
      'Success',
      CAST(3 AS BIGINT)
    ),
    (
      CAST('2021-06-05 00:00:00' AS TIMESTAMP),
      CAST(15 AS BIGINT),
      'Success',
      CAST(4 AS BIGINT)
    ),
    (
      CAST('2021-06-06 00:00:00' AS TIMESTAMP),
      CAST(2 AS BIGINT),
      'Success',
      CAST(5 AS BIGINT)
    ),
    (
      CAST('2021-06-07 00:00:00' AS TIMESTAMP),
      CAST(19 AS BIGINT),
      'Error',
      CAST(6 AS BIGINT)
    ),
    (
      CAST('2021-06-08 00:00:00' AS TIMESTAMP),
      CAST(12 AS BIGINT),
      'Success',
      CAST(7 AS BIGINT)
    ),
    (
      CAST('2021-06-09 00:00:00' AS TIMESTAMP),
      CAST(7 AS BIGINT),
      'Success',
      CAST(8 AS BIGINT)
    ),
    (
      CAST('2021-06-10 00:00:00' AS TIMESTAMP),
      CAST(9 AS BIGINT),
      'Success',
      CAST(9 AS BIGINT)
    ),
    (
      CAST('2021-06-11 00:00:00' AS TIMESTAMP),
      CAST(4 AS BIGINT),
      'Success',
      CAST(10 AS BIGINT)
    ),
    (
      CAST('2021-06-12 00:00:00' AS TIMESTAMP),
      CAST(1 AS BIGINT),
      'Success',
      CAST(11 AS BIGINT)
    )) AS "v1"("Timestamp", "Value", "State", "$row")
), "q3" AS (
  SELECT
    "q2"."Timestamp" AS "c0",
    "q2"."Value" AS "c1",
    "q2"."State" AS "c2",
    COALESCE((
      "q2"."State" = 'Error'
    ), FALSE) AS "hit",
    "q2"."$row",
    "q2"."$seq"
  FROM "q2"
  ORDER BY
    "q2"."$seq" ASC NULLS FIRST
), "q4" AS (
  SELECT
    "q3"."c0",
    "q3"."c1",
    "q3"."c2",
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
    "q4"."c2",
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
    "q5"."c2",
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
    "q6"."c2",
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
    "q7"."c2",
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
    "q8"."c2",
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
          "q8"."far" <= 3
        )
      )
      OR (
        (
          "q8"."$window7" > 0
        ) AND (
          "q8"."$window6" <= 3
        )
      )
    )
)
SELECT
  "q9"."c0" AS "Timestamp",
  "q9"."c1" AS "Value",
  "q9"."c2" AS "State"
FROM "q9"
ORDER BY
  "q9"."$seq" ASC NULLS FIRST
