WITH "q6" AS MATERIALIZED (
  SELECT
    "v5"."v",
    "v5"."cat" AS "$each_level0",
    "v5"."sub" AS "$each_level1"
  FROM (VALUES
    ('a', 'x', CAST(10 AS BIGINT)),
    ('a', 'y', CAST(20 AS BIGINT)),
    ('b', 'x', CAST(30 AS BIGINT)),
    ('b', 'z', CAST(5 AS BIGINT))) AS "v5"("cat", "sub", "v")
), "q7" AS (
  SELECT
    "q6"."$each_level0" AS "$each_level0",
    CAST((
      (
        (
          COALESCE(SUM("q6"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "aggregated_cat"
  FROM "q6"
  GROUP BY
    1
), "q8" AS MATERIALIZED (
  SELECT
    "q7"."$each_level0",
    "q7"."aggregated_cat"
  FROM "q7"
  ORDER BY
    "q7"."aggregated_cat" DESC,
    "q7"."$each_level0" ASC NULLS FIRST
  LIMIT 3
), "q9" AS (
  SELECT
    "l3"."$each_level0" AS "$each_level0",
    "l3"."$each_level1" AS "$each_level1",
    MAX("l3"."v") AS "aggregated_sub"
  FROM "q6" AS "l3"
  SEMI JOIN "q8" AS "r4"
    ON (
      "l3"."$each_level0" = "r4"."$each_level0"
    )
  GROUP BY
    1,
    2
), "q10" AS (
  SELECT
    "q9"."$each_level0",
    "q9"."$each_level1",
    "q9"."aggregated_sub"
  FROM "q9"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q9"."$each_level0"
        ORDER BY "q9"."aggregated_sub" DESC, "q9"."$each_level1" ASC NULLS FIRST
      ) <= 2
    )
  ORDER BY
    "q9"."aggregated_sub" DESC
)
SELECT
  "l1"."$each_level0" AS "cat",
  "r2"."aggregated_cat",
  "l1"."$each_level1" AS "sub",
  "l1"."aggregated_sub"
FROM "q10" AS "l1"
JOIN "q8" AS "r2"
  ON (
    "l1"."$each_level0" = "r2"."$each_level0"
  )
