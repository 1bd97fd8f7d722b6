WITH "q1" AS (
  SELECT
    CAST(CAST('[1,3,2]' AS JSON) AS VARIANT) AS "s"
), "q2" AS (
  SELECT
    "q1"."s",
    KQL_SERIES_FITS_STATS__VARCHAR(CAST(CAST("q1"."s" AS JSON) AS TEXT)) AS "$several0"
  FROM "q1"
)
SELECT
  CASE
    WHEN STARTS_WITH(VARIANT_TYPEOF("q2"."s"), 'ARRAY(')
    THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("q2"."s"), 7, (
      LEN(VARIANT_TYPEOF("q2"."s")) - 7
    )) AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "n",
  STRUCT_EXTRACT("q2"."$several0", 'f0') AS "least",
  STRUCT_EXTRACT("q2"."$several0", 'f1') AS "place",
  STRUCT_EXTRACT("q2"."$several0", 'f2') AS "series_stats_s_max",
  STRUCT_EXTRACT("q2"."$several0", 'f3') AS "series_stats_s_max_idx",
  STRUCT_EXTRACT("q2"."$several0", 'f4') AS "series_stats_s_avg",
  STRUCT_EXTRACT("q2"."$several0", 'f5') AS "series_stats_s_stdev",
  STRUCT_EXTRACT("q2"."$several0", 'f6') AS "series_stats_s_variance"
FROM "q2"
