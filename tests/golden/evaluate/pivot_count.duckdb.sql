WITH "q2" AS (
  SELECT
    "v1"."event" AS "event",
    "v1"."state" AS "$turned",
    COUNT(*) AS "$cell"
  FROM (VALUES
    ('wind', 'ALASKA'),
    ('wind', 'ALABAMA'),
    ('wind', 'ALASKA'),
    ('hail', 'ALABAMA'),
    ('hail', '')) AS "v1"("event", "state")
  GROUP BY
    1,
    2
), "q3" AS (
  SELECT
    "q2"."event" AS "event",
    FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = ''
      )) AS "$cell0",
    FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'ALABAMA'
      )) AS "$cell1",
    FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'ALASKA'
      )) AS "$cell2"
  FROM "q2"
  GROUP BY
    1
)
SELECT
  "q3"."event",
  COALESCE("q3"."$cell0", CAST(0 AS BIGINT)) AS "Column1",
  COALESCE("q3"."$cell1", CAST(0 AS BIGINT)) AS "ALABAMA",
  COALESCE("q3"."$cell2", CAST(0 AS BIGINT)) AS "ALASKA"
FROM "q3"
