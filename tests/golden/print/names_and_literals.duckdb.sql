SELECT
  CAST(1 AS BIGINT) AS "print_0",
  'é
"' AS "x",
  LENGTH('😀') AS "print_2",
  CAST(31 AS BIGINT) AS "print_3",
  CAST(NULL AS INT) AS "print_4",
  CAST(1500.0e0 AS DOUBLE) AS "print_5",
  CAST(900000000000 AS BIGINT) AS "print_6",
  CAST('2024-02-29 00:00:00' AS TIMESTAMP) AS "print_7",
  CAST('6f9619ff-8b86-d011-b42d-00c04fc964ff' AS UUID) AS "print_8",
  CAST(CAST(CAST(CAST('{"a":[1,null,"b"]}' AS JSON) AS VARIANT) AS JSON) AS TEXT) AS "print_9",
  TRUE AS "print_10"
