SELECT
  "t1"."name",
  "t1"."n"
FROM "temp"."main"."external_8f3ef29ff572ccf7" AS "t1"
WHERE
  (
    "t1"."name" <> ''
  )
