SELECT
  "t1"."line",
  "t1"."rest"
FROM "temp"."main"."external_29628dd99fc96813" AS "t1"
WHERE
  (
    NOT STARTS_WITH(LOWER("t1"."line"), '#')
  )
