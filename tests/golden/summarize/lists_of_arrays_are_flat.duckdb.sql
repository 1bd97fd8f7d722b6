WITH "q2" AS (
  SELECT
    COALESCE(
      CAST(FLATTEN(
        ARRAY_AGG(
          CASE
            WHEN (
              JSON_TYPE(CAST("v1"."v" AS JSON)) = 'ARRAY'
            )
            THEN CAST(CAST("v1"."v" AS JSON) AS JSON[])
            ELSE LIST_VALUE(CAST("v1"."v" AS JSON))
          END
        )
      ) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "list_v"
  FROM (VALUES
    (CAST(CAST('[1,2]' AS JSON) AS VARIANT)),
    (CAST(CAST('[3]' AS JSON) AS VARIANT))) AS "v1"("v")
)
SELECT
  CAST(CAST("q2"."list_v" AS JSON) AS TEXT) AS "list_v"
FROM "q2"
