SELECT
  1 AS "$none"
