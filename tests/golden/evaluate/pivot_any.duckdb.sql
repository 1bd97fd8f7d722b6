WITH "q2" AS (
  SELECT
    "v1"."t" AS "t",
    COALESCE(JSON_EXTRACT_STRING(CAST("v1"."x" AS JSON), '$'), '') AS "$text1",
    "v1"."k" AS "$turned",
    COALESCE(FIRST("v1"."v"), '') AS "$cell",
    FIRST(CAST("v1"."x" AS VARIANT)) AS "x"
  FROM (VALUES
    (
      'a',
      CAST('2024-05-01 00:00:00' AS TIMESTAMP),
      'p',
      CAST(CAST('[1]' AS JSON) AS VARIANT)
    ),
    (
      'b',
      CAST('2024-05-01 00:00:00' AS TIMESTAMP),
      'q',
      CAST(CAST('[1]' AS JSON) AS VARIANT)
    ),
    ('a', CAST('2024-05-02 00:00:00' AS TIMESTAMP), 'r', CAST(NULL AS VARIANT))) AS "v1"("k", "t", "v", "x")
  GROUP BY
    1,
    2,
    3
), "q3" AS (
  SELECT
    "q2"."t" AS "t",
    "q2"."$text1" AS "$text1",
    FIRST(CAST("q2"."x" AS VARIANT)) AS "x",
    COALESCE(FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'a'
      )), '') AS "$cell0",
    COALESCE(FIRST("q2"."$cell") FILTER(WHERE
      (
        "q2"."$turned" = 'b'
      )), '') AS "$cell1"
  FROM "q2"
  GROUP BY
    1,
    2
)
SELECT
  "q3"."t",
  CAST(CAST("q3"."x" AS JSON) AS TEXT) AS "x",
  "q3"."$cell0" AS "a",
  "q3"."$cell1" AS "b"
FROM "q3"
