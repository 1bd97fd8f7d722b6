SELECT
  "v1"."ColumnName" AS "name",
  "v1"."ColumnOrdinal",
  "v1"."DataType",
  "v1"."ColumnType"
FROM (VALUES
  ('s', CAST(0 AS BIGINT), 'System.String', 'string'),
  ('t', CAST(1 AS BIGINT), 'System.TimeSpan', 'timespan'),
  ('at', CAST(2 AS BIGINT), 'System.DateTime', 'datetime'),
  ('g', CAST(3 AS BIGINT), 'System.Guid', 'guid'),
  ('d', CAST(4 AS BIGINT), 'System.Object', 'dynamic')) AS "v1"("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")
