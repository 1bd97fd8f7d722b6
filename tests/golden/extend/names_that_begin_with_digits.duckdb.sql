WITH "q2" AS (
  SELECT
    "v1"."1st",
    COALESCE(
      TRY(
        (
          "v1"."1st" - (
            (
              (
                "v1"."1st" % 5
              ) + 5
            ) % 5
          )
        )
      ),
      TRY_CAST((
        (
          CAST("v1"."1st" AS INT128) - CAST((
            (
              (
                "v1"."1st" % 5
              ) + 5
            ) % 5
          ) AS INT128)
        ) + CAST('18446744073709551616' AS INT128)
      ) AS BIGINT)
    ) AS "5Minutes",
    CAST(54000000000 AS BIGINT) AS "half"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(4 AS BIGINT))) AS "v1"("1st")
), "q3" AS (
  SELECT
    "q2"."1st" AS "1st",
    "q2"."half" AS "half",
    MAX("q2"."5Minutes") AS "2nd"
  FROM "q2"
  GROUP BY
    1,
    2
)
SELECT
  "q3"."1st",
  "q3"."half",
  "q3"."2nd"
FROM "q3"
