SELECT
  "t1"."name",
  "t1"."n",
  "t1"."seen",
  CAST(CAST("t1"."extra" AS JSON) AS TEXT) AS "extra"
FROM "temp"."main"."external_604f3c85bd224fea" AS "t1"
