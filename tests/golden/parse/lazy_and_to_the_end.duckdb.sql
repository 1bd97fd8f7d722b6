SELECT
  "v1"."s",
  REGEXP_EXTRACT("v1"."s", '(?s)a(.*?)c$', 1) AS "whole",
  REGEXP_EXTRACT("v1"."s", '(?s)a(.*?)c', 1) AS "opening",
  REGEXP_EXTRACT("v1"."s", '(?s)a(.*?)b$', 1) AS "b"
FROM (VALUES
  ('aXcYc'),
  ('aXc'),
  ('abcbd')) AS "v1"("s")
