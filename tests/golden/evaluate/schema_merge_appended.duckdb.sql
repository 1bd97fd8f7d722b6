SELECT
  "v1"."ColumnName",
  "v1"."ColumnOrdinal",
  "v1"."DataType",
  "v1"."ColumnType"
FROM (VALUES
  ('Uri', CAST(0 AS BIGINT), 'System.String', 'string'),
  ('HttpStatus', CAST(1 AS BIGINT), 'System.Int32', 'int'),
  ('Referrer', CAST(2 AS BIGINT), 'System.String', 'string')) AS "v1"("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")
