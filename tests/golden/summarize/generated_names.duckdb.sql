WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    CAST(10 AS BIGINT) AS "v",
    TRUE AS "b"
), "q2" AS (
  SELECT
    "q1"."k" AS "k",
    COALESCE(
      TRY((
        "q1"."v" - (
          (
            (
              "q1"."v" % 5
            ) + 5
          ) % 5
        )
      )),
      TRY_CAST((
        (
          CAST("q1"."v" AS INT128) - CAST((
            (
              (
                "q1"."v" % 5
              ) + 5
            ) % 5
          ) AS INT128)
        ) + CAST('18446744073709551616' AS INT128)
      ) AS BIGINT)
    ) AS "v",
    CAST((
      (
        (
          COALESCE(SUM("q1"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "sum_v",
    CAST((
      (
        (
          COALESCE(SUM("q1"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "sum_v1",
    COUNT(*) FILTER(WHERE
      "q1"."b") AS "countif_b",
    COUNT(DISTINCT "q1"."v") AS "dcount_v",
    MAX(
      COALESCE(
        TRY_CAST((
          CAST("q1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
        ) AS BIGINT),
        CAST((
          (
            (
              (
                CAST("q1"."v" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
              ) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT)
      )
    ) AS "max_",
    COUNT(*) AS "$a5",
    COUNT(*) AS "count_"
  FROM "q1"
  GROUP BY
    1,
    2
)
SELECT
  "q2"."k",
  "q2"."v",
  "q2"."sum_v",
  "q2"."sum_v1",
  "q2"."countif_b",
  "q2"."dcount_v",
  "q2"."max_",
  CONCAT(COALESCE(CAST("q2"."$a5" AS TEXT), ''), '!') AS "round_",
  "q2"."count_"
FROM "q2"
