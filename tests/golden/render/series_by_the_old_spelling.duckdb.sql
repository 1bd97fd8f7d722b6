SELECT
  CAST(1 AS BIGINT) AS "day",
  CAST(2 AS BIGINT) AS "n",
  'a' AS "k"
