SELECT
  "v1"."i",
  "v1"."r",
  "v1"."t",
  "v1"."s",
  "v1"."b"
FROM (VALUES
  (
    CAST(1 AS INT),
    CAST(2.0e0 AS DOUBLE),
    CAST('2020-01-01 00:00:00' AS TIMESTAMP),
    '',
    TRUE
  ),
  (
    CAST(NULL AS INT),
    CAST(NULL AS DOUBLE),
    CAST(NULL AS TIMESTAMP),
    'x',
    CAST(NULL AS BOOLEAN)
  )) AS "v1"("i", "r", "t", "s", "b")
