WITH "q2" AS (
  SELECT
    CAST(CAST(KQL_NESTED_SCHEMAS__VARCHARS(ARRAY_AGG(CAST(CAST("v1"."value" AS JSON) AS TEXT))) AS JSON) AS VARIANT) AS "schema_value"
  FROM (VALUES
    (CAST(CAST('{"x":1,"y":3.5}' AS JSON) AS VARIANT)),
    (CAST(CAST('{"x":"somevalue","z":[1,2,3]}' AS JSON) AS VARIANT)),
    (CAST(CAST('{"y":{"w":"zzz"},"t":["aa","bb"],"z":["foo"]}' AS JSON) AS VARIANT))) AS "v1"("value")
)
SELECT
  CAST(CAST("q2"."schema_value" AS JSON) AS TEXT) AS "schema_value"
FROM "q2"
