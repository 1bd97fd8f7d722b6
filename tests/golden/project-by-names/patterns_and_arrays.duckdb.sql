SELECT
  'New York' AS "City",
  'USA' AS "Country",
  'Peter' AS "Name"
