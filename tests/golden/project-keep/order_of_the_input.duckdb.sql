SELECT
  'a' AS "IPAddress",
  CAST(1 AS BIGINT) AS "other"
