WITH "q1" AS (
  SELECT
    CAST(NULL AS BIGINT) AS "x",
    '' AS "s"
)
SELECT
  COALESCE(CAST("q1"."x" AS TEXT), '') AS "text",
  FALSE AS "Column1",
  (
    "q1"."s" = ''
  ) AS "empty",
  CONCAT('a', COALESCE(CAST("q1"."x" AS TEXT), ''), 'b') AS "joined",
  COALESCE(NULLIF("q1"."s", ''), 'z', '') AS "first"
FROM "q1"
