WITH "q2" AS (
  SELECT
    "v1"."g",
    "v1"."v",
    "v1"."$row",
    ROW_NUMBER() OVER (
      ORDER BY "v1"."g" ASC NULLS FIRST, "v1"."v" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST
    ) AS "$seq"
  FROM (VALUES
    ('a', CAST(5 AS BIGINT), CAST(0 AS BIGINT)),
    ('a', CAST(5 AS BIGINT), CAST(1 AS BIGINT)),
    ('a', CAST(8 AS BIGINT), CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT), CAST(3 AS BIGINT)),
    ('b', CAST(3 AS BIGINT), CAST(4 AS BIGINT))) AS "v1"("g", "v", "$row")
), "q3" AS (
  SELECT
    "q2"."g",
    "q2"."v",
    "q2"."$row",
    "q2"."$seq",
    LAG("q2"."g", CAST(1 AS BIGINT), '') OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window1",
    CASE
      WHEN (
        (
          LAG("q2"."v") OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) IS DISTINCT FROM "q2"."v"
        )
        OR (
          ROW_NUMBER() OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) = 1
        )
      )
      THEN ROW_NUMBER() OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST)
    END AS "$window7"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."g",
    "q3"."v",
    "q3"."$row",
    "q3"."$seq",
    "q3"."$window1",
    "q3"."$window7",
    CAST(SUM(CASE WHEN (
      "q3"."g" <> "q3"."$window1"
    ) THEN 1 ELSE 0 END) OVER (
      ORDER BY "q3"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window2",
    MAX("q3"."$window7") OVER (
      ORDER BY "q3"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "$window8"
  FROM "q3"
), "q5" AS (
  SELECT
    "q4"."g",
    "q4"."v",
    "q4"."$row",
    "q4"."$seq",
    "q4"."$window1",
    "q4"."$window7",
    "q4"."$window2",
    "q4"."$window8",
    CASE
      WHEN (
        (
          LAG("q4"."v") OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST) IS DISTINCT FROM "q4"."v"
        )
        OR (
          ROW_NUMBER() OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST) = 1
        )
      )
      THEN 1
      ELSE 0
    END AS "$window3",
    CASE
      WHEN (
        (
          LAG("q4"."v") OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST) IS DISTINCT FROM "q4"."v"
        )
        OR (
          ROW_NUMBER() OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST) = 1
        )
      )
      THEN ROW_NUMBER() OVER (PARTITION BY "q4"."$window2" ORDER BY "q4"."$seq" ASC NULLS FIRST)
    END AS "$window5"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."g",
    "q5"."v",
    "q5"."$row",
    "q5"."$seq",
    "q5"."$window1",
    "q5"."$window7",
    "q5"."$window2",
    "q5"."$window8",
    "q5"."$window3",
    "q5"."$window5",
    CAST(SUM("q5"."$window3") OVER (
      PARTITION BY "q5"."$window2"
      ORDER BY "q5"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window4",
    MAX("q5"."$window5") OVER (
      PARTITION BY "q5"."$window2"
      ORDER BY "q5"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "$window6"
  FROM "q5"
)
SELECT
  "q6"."g",
  "q6"."v",
  "q6"."$window4" AS "dense",
  "q6"."$window6" AS "least",
  "q6"."$window8" AS "overall"
FROM "q6"
ORDER BY
  "q6"."$seq" ASC NULLS FIRST
