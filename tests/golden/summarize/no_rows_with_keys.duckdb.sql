WITH "q1" AS (
  SELECT
    '' AS "k"
  WHERE
    FALSE
), "q2" AS (
  SELECT
    "q1"."k" AS "k",
    COUNT(*) AS "count_"
  FROM "q1"
  GROUP BY
    1
)
SELECT
  "q2"."k",
  "q2"."count_"
FROM "q2"
