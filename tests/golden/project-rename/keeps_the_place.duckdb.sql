SELECT
  'a' AS "IPAddress",
  'b' AS "Address",
  CAST(1 AS BIGINT) AS "other"
