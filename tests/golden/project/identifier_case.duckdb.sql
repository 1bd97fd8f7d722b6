WITH "q1" AS (
  SELECT
    'b' AS "IpAddress",
    'a' AS "IPAddress#2",
    CAST(1 AS BIGINT) AS "ipaddress#3"
)
SELECT
  "q1"."IpAddress",
  "q1"."IPAddress#2",
  "q1"."ipaddress#3"
FROM "q1"
WHERE
  (
    (
      "q1"."IpAddress" = 'b'
    ) AND (
      "q1"."IPAddress#2" = 'a'
    )
  )
