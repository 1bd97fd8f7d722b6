SELECT
  "t1"."name",
  "t1"."n",
  CAST(CAST("t1"."bag" AS JSON) AS TEXT) AS "bag",
  "t1"."t",
  "t1"."none"
FROM "temp"."main"."external_2f5b450fca7ab501" AS "t1"
