SELECT
  'ab' AS "a",
  'a''b' AS "b",
  'C:\temp' AS "c",
  'secret' AS "d",
  'x
y' AS "e"
