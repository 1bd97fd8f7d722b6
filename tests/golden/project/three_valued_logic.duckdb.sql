SELECT
  "v1"."b",
  (
    NOT "v1"."b"
  ) AS "n",
  (
    "v1"."b" AND FALSE
  ) AS "c",
  (
    "v1"."b" OR TRUE
  ) AS "d",
  COALESCE(CASE WHEN "v1"."b" THEN 't' ELSE 'f' END, '') AS "e"
FROM (VALUES
  (TRUE),
  (FALSE),
  (CAST(NULL AS BOOLEAN))) AS "v1"("b")
