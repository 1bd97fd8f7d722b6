WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."Dim",
    "v3"."Metric",
    "v3"."Dim" AS "$each_key1"
  FROM (VALUES
    ('a', CAST(1.0e0 AS DOUBLE)),
    ('a', CAST(3.0e0 AS DOUBLE)),
    ('b', CAST(5.0e0 AS DOUBLE))) AS "v3"("Dim", "Metric")
), "q5" AS (
  SELECT
    "q4"."$each_key1" AS "$each_key1",
    COALESCE(SUM("q4"."Metric"), CAST(0.0e0 AS DOUBLE)) AS "sum_Metric"
  FROM "q4"
  GROUP BY
    1
), "q6" AS (
  SELECT
    "q5"."sum_Metric",
    "q5"."$each_key1"
  FROM "q5"
  QUALIFY
    (
      ROW_NUMBER() OVER (PARTITION BY "q5"."$each_key1" ORDER BY "q5"."sum_Metric" ASC NULLS FIRST) <= 1
    )
)
SELECT
  "l1"."Dim",
  "l1"."Metric",
  (
    (
      "l1"."Metric" * CAST(100.0e0 AS DOUBLE)
    ) / "r2"."sum_Metric"
  ) AS "MetricPct"
FROM "q4" AS "l1"
LEFT JOIN "q6" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_key1"
  )
