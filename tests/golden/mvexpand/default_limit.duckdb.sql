WITH "q1" AS (
  SELECT
    CAST(CAST('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120,121,122,123,124,125,126,127,128,129,130]' AS JSON) AS VARIANT) AS "d"
), "q2" AS (
  SELECT
    CAST("q1"."d" AS JSON) AS "$json0"
  FROM "q1"
), "q3" AS (
  SELECT
    UNNEST(
      LIST_SLICE(
        CASE
          WHEN (
            JSON_TYPE("q2"."$json0") = 'ARRAY'
          )
          THEN CAST("q2"."$json0" AS JSON[])
          WHEN (
            JSON_TYPE("q2"."$json0") = 'OBJECT'
          )
          THEN LIST_TRANSFORM(
            LIST_ZIP(JSON_KEYS("q2"."$json0"), JSON_EXTRACT("q2"."$json0", '$.*')),
            LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
          )
          ELSE LIST_VALUE("q2"."$json0")
        END,
        1,
        128
      )
    ) AS "$json0"
  FROM "q2"
), "q4" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q3"
)
SELECT
  "q4"."Count"
FROM "q4"
