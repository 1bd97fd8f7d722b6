SELECT
  "v1"."ColumnName",
  "v1"."ColumnOrdinal",
  "v1"."DataType",
  "v1"."ColumnType"
FROM (VALUES
  ('Uri', CAST(0 AS BIGINT), 'System.String', 'string'),
  ('Referrer', CAST(1 AS BIGINT), 'System.String', 'string'),
  (
    'HttpStatus',
    CAST((
      -1
    ) AS BIGINT),
    'ERROR(unknown CSL type:ERROR(columns are out of order))',
    'ERROR(columns are out of order)'
  )) AS "v1"("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")
