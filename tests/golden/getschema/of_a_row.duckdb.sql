SELECT
  "v1"."ColumnName" AS "name",
  "v1"."ColumnOrdinal",
  "v1"."DataType",
  "v1"."ColumnType"
FROM (VALUES
  ('s', CAST(0 AS INT), 'System.String', 'string'),
  ('t', CAST(1 AS INT), 'System.TimeSpan', 'timespan'),
  ('at', CAST(2 AS INT), 'System.DateTime', 'datetime'),
  ('g', CAST(3 AS INT), 'System.Guid', 'guid'),
  ('d', CAST(4 AS INT), 'System.Object', 'dynamic')) AS "v1"("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")
