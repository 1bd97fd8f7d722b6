SELECT
  COALESCE(VARIANT_EXTRACT_STRING("v1"."d", 'Name'), '') AS "Name"
FROM (VALUES
  (CAST(CAST('{"Name":"John","Age":20,"Address":"Address-1"}' AS JSON) AS VARIANT)),
  (CAST(CAST('{"Name":"Dave","Age":40,"Address":"Address-2"}' AS JSON) AS VARIANT))) AS "v1"("d")
