WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."lon",
    "v3"."lat"
  FROM (VALUES
    (CAST(15.0e0 AS DOUBLE), CAST(10.1e0 AS DOUBLE)),
    (CAST(30.0e0 AS DOUBLE), CAST(30.0e0 AS DOUBLE))) AS "v3"("lon", "lat")
), "q7" AS (
  SELECT
    "q4"."lon" AS "lon",
    "q4"."lat" AS "lat"
  FROM "q4"
  GROUP BY
    1,
    2
), "q8" AS (
  SELECT
    'r1' AS "road",
    CAST(CAST('{"type":"LineString","coordinates":[[10,10],[20,10]]}' AS JSON) AS VARIANT) AS "shape"
), "q9" AS (
  SELECT
    "q8"."road",
    "q8"."shape",
    COALESCE(JSON_EXTRACT_STRING(CAST("q8"."shape" AS JSON), '$'), '') AS "$shape"
  FROM "q8"
), "q10" AS (
  SELECT
    "l5"."lon",
    "l5"."lat",
    "r6"."road" AS "$right.road",
    "r6"."shape" AS "$right.shape"
  FROM "q7" AS "l5"
  CROSS JOIN "q9" AS "r6"
  WHERE
    (
      KQL_GEO_LINES_DISTANCE_TO__DOUBLE_DOUBLE_VARCHAR("l5"."lon", "l5"."lat", "r6"."$shape") <= 50000.0e0
    )
)
SELECT
  "r2"."$right.road" AS "road",
  COALESCE(VARIANT_EXTRACT_STRING("r2"."$right.shape", 'type'), '') AS "shape_is",
  "l1"."lat"
FROM "q4" AS "l1"
JOIN "q10" AS "r2"
  ON (
    (
      "l1"."lon" IS NOT DISTINCT FROM "r2"."lon"
    )
    AND (
      "l1"."lat" IS NOT DISTINCT FROM "r2"."lat"
    )
  )
