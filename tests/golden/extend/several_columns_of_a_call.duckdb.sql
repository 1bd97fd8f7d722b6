WITH "q2" AS (
  SELECT
    "v1"."k",
    "v1"."s",
    KQL_SERIES_FITS_FIT_LINE__VARCHAR(CAST(CAST("v1"."s" AS JSON) AS TEXT)) AS "$several0",
    KQL_SERIES_FITS_STATS__VARCHAR_BOOLEAN(CAST(CAST("v1"."s" AS JSON) AS TEXT), TRUE) AS "$several1"
  FROM (VALUES
    ('a', CAST(CAST('[1,3,5]' AS JSON) AS VARIANT)),
    ('b', CAST(CAST('[2,null]' AS JSON) AS VARIANT))) AS "v1"("k", "s")
)
SELECT
  CONCAT("q2"."k", '!') AS "k",
  CAST(CAST("q2"."s" AS JSON) AS TEXT) AS "s",
  STRUCT_EXTRACT("q2"."$several0", 'f0') AS "series_fit_line_s_rsquare",
  STRUCT_EXTRACT("q2"."$several0", 'f1') AS "series_fit_line_s_slope",
  STRUCT_EXTRACT("q2"."$several0", 'f2') AS "series_fit_line_s_variance",
  STRUCT_EXTRACT("q2"."$several0", 'f3') AS "series_fit_line_s_rvariance",
  STRUCT_EXTRACT("q2"."$several0", 'f4') AS "series_fit_line_s_interception",
  CAST(CAST(CAST(CAST(STRUCT_EXTRACT("q2"."$several0", 'f5') AS JSON) AS VARIANT) AS JSON) AS TEXT) AS "series_fit_line_s_line_fit",
  STRUCT_EXTRACT("q2"."$several1", 'f0') AS "least",
  STRUCT_EXTRACT("q2"."$several1", 'f1') AS "place"
FROM "q2"
