WITH "q2" AS (
  SELECT
    "v1"."k" AS "$each_level0",
    MIN("v1"."v") AS "least"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(4 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(2 AS BIGINT)),
    (CAST(NULL AS BIGINT), CAST(9 AS BIGINT)),
    (CAST(2 AS BIGINT), CAST(NULL AS BIGINT))) AS "v1"("k", "v")
  GROUP BY
    1
)
SELECT
  "q2"."$each_level0" AS "k",
  "q2"."least"
FROM "q2"
ORDER BY
  "q2"."least" DESC,
  "q2"."$each_level0" ASC NULLS FIRST
LIMIT 2
