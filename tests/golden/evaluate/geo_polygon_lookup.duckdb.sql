WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."n",
    "v3"."lon",
    "v3"."lat",
    "v3"."area"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(15.0e0 AS DOUBLE), CAST(15.0e0 AS DOUBLE), 'a'),
    (CAST(2 AS BIGINT), CAST(30.0e0 AS DOUBLE), CAST(30.0e0 AS DOUBLE), 'b'),
    (CAST(3 AS BIGINT), CAST(60.0e0 AS DOUBLE), CAST(30.0e0 AS DOUBLE), 'c'),
    (CAST(4 AS BIGINT), CAST(NULL AS DOUBLE), CAST(1.0e0 AS DOUBLE), 'd')) AS "v3"("n", "lon", "lat", "area")
), "q7" AS (
  SELECT
    "q4"."lon" AS "lon",
    "q4"."lat" AS "lat"
  FROM "q4"
  GROUP BY
    1,
    2
), "q9" AS (
  SELECT
    "v8"."area",
    COALESCE(JSON_EXTRACT_STRING(CAST("v8"."shape" AS JSON), '$'), '') AS "$shape"
  FROM (VALUES
    (
      'south',
      CAST(CAST('{"type":"Polygon","coordinates":[[[10,10],[20,10],[20,20],[10,20],[10,10]]]}' AS JSON) AS VARIANT)
    ),
    (
      'whole',
      CAST(CAST('{"type":"Polygon","coordinates":[[[0,0],[40,0],[40,40],[0,40],[0,0]]]}' AS JSON) AS VARIANT)
    )) AS "v8"("area", "shape")
), "q10" AS (
  SELECT
    "l5"."lon",
    "l5"."lat",
    "r6"."area" AS "$right.area"
  FROM "q7" AS "l5"
  CROSS JOIN "q9" AS "r6"
  WHERE
    KQL_GEO_POLYGONS_CONTAINS__DOUBLE_DOUBLE_VARCHAR("l5"."lon", "l5"."lat", "r6"."$shape")
)
SELECT
  "l1"."n",
  "l1"."area",
  COALESCE("r2"."$right.area", '') AS "area1"
FROM "q4" AS "l1"
LEFT JOIN "q10" AS "r2"
  ON (
    (
      "l1"."lon" IS NOT DISTINCT FROM "r2"."lon"
    )
    AND (
      "l1"."lat" IS NOT DISTINCT FROM "r2"."lat"
    )
  )
