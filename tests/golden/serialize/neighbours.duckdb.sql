WITH "q2" AS (
  SELECT
    "v1"."g",
    "v1"."x",
    "v1"."$row",
    ROW_NUMBER() OVER (
      ORDER BY "v1"."g" ASC NULLS FIRST, "v1"."x" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST
    ) AS "$seq"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(10 AS BIGINT), CAST(0 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(20 AS BIGINT), CAST(1 AS BIGINT)),
    (CAST(2 AS BIGINT), CAST(5 AS BIGINT), CAST(2 AS BIGINT))) AS "v1"("g", "x", "$row")
), "q3" AS (
  SELECT
    "q2"."g",
    "q2"."x",
    "q2"."$row",
    "q2"."$seq",
    LAG("q2"."x", CAST(1 AS BIGINT), CAST(NULL AS BIGINT)) OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window1",
    LEAD("q2"."x", CAST(1 AS BIGINT), CAST(NULL AS BIGINT)) OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window2",
    LAG("q2"."x", CAST(2 AS BIGINT), CAST((
      -1
    ) AS BIGINT)) OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window3"
  FROM "q2"
)
SELECT
  "q3"."g",
  "q3"."x",
  "q3"."$window1" AS "a",
  "q3"."$window2" AS "b",
  "q3"."$window3" AS "c"
FROM "q3"
ORDER BY
  "q3"."$seq" ASC NULLS FIRST
