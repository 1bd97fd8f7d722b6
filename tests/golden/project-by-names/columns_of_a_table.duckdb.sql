SELECT
  'New York' AS "City",
  'Peter' AS "Name"
