WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(100 AS BIGINT), CAST(1 AS BIGINT))) AS "a"
), "q2" AS (
  SELECT
    COALESCE(CAST((
      (
        (
          "q1"."a" % 7
        ) + 7
      ) % 7
    ) AS TEXT), '') AS "b"
  FROM "q1"
), "q3" AS (
  SELECT
    "q2"."b" AS "b"
  FROM "q2"
  GROUP BY
    1
)
SELECT
  "q3"."b"
FROM "q3"
ORDER BY
  MD5(CONCAT('sample:', CONCAT_WS('', "q3"."b"))) ASC
LIMIT 3
