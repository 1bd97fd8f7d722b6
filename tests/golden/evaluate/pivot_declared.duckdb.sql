WITH "q2" AS (
  SELECT
    "v1"."event" AS "event",
    "v1"."state" AS "$turned",
    COUNT(*) AS "$cell"
  FROM (VALUES
    ('wind', 'ALASKA'),
    ('wind', 'ALABAMA'),
    ('hail', 'OHIO')) AS "v1"("event", "state")
  GROUP BY
    1,
    2
), "q3" AS (
  SELECT
    "q2"."event" AS "event",
    FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'ALASKA'
      )) AS "$cell0",
    FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'TEXAS'
      )) AS "$cell1"
  FROM "q2"
  GROUP BY
    1
)
SELECT
  "q3"."event",
  COALESCE("q3"."$cell0", CAST(0 AS BIGINT)) AS "ALASKA",
  CAST(COALESCE("q3"."$cell1", CAST(0 AS BIGINT)) AS DOUBLE) AS "TEXAS"
FROM "q3"
