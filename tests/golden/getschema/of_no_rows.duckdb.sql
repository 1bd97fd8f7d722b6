SELECT
  "v1"."ColumnName",
  "v1"."ColumnOrdinal",
  "v1"."DataType",
  "v1"."ColumnType"
FROM (VALUES
  ('b', CAST(0 AS BIGINT), 'System.SByte', 'bool'),
  ('i', CAST(1 AS BIGINT), 'System.Int32', 'int'),
  ('l', CAST(2 AS BIGINT), 'System.Int64', 'long'),
  ('r', CAST(3 AS BIGINT), 'System.Double', 'real'),
  ('d', CAST(4 AS BIGINT), 'System.Data.SqlTypes.SqlDecimal', 'decimal')) AS "v1"("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")
