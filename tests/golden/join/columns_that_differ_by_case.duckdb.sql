WITH "q3" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    'l' AS "IPAddress"
), "q4" AS (
  SELECT
    CAST(1 AS BIGINT) AS "k",
    'r' AS "IpAddress"
)
SELECT
  "l1"."k",
  "l1"."IPAddress",
  "r2"."k" AS "k1",
  "r2"."IpAddress" AS "IpAddress#2"
FROM "q3" AS "l1"
JOIN "q4" AS "r2"
  ON (
    "l1"."k" = "r2"."k"
  )
WHERE
  (
    (
      "l1"."IPAddress" = 'l'
    ) AND (
      "r2"."IpAddress" = 'r'
    )
  )
