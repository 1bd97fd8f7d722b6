SELECT
  'b' AS "IpAddress",
  CAST(1 AS BIGINT) AS "other"
