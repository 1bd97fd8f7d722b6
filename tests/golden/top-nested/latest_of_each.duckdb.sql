WITH "q8" AS MATERIALIZED (
  SELECT
    "v7"."timestamp",
    "v7"."id" AS "$each_level0",
    "v7"."timestamp" AS "$each_level1",
    "v7"."otherInformation" AS "$each_level2"
  FROM (VALUES
    ('Barak', CAST('2015-01-01 00:00:00' AS TIMESTAMP), '1'),
    ('Barak', CAST('2016-01-01 00:00:00' AS TIMESTAMP), '2'),
    ('Barak', CAST('2017-01-20 00:00:00' AS TIMESTAMP), '3'),
    ('Donald', CAST('2017-01-20 00:00:00' AS TIMESTAMP), '4'),
    ('Donald', CAST('2017-01-18 00:00:00' AS TIMESTAMP), '5'),
    ('Donald', CAST('2017-01-19 00:00:00' AS TIMESTAMP), '6')) AS "v7"("id", "timestamp", "otherInformation")
), "q9" AS (
  SELECT
    "q8"."$each_level0" AS "$each_level0"
  FROM "q8"
  GROUP BY
    1
), "q10" AS MATERIALIZED (
  SELECT
    "q9"."$each_level0"
  FROM "q9"
), "q11" AS MATERIALIZED (
  SELECT
    "l5"."timestamp",
    "l5"."$each_level0",
    "l5"."$each_level1",
    "l5"."$each_level2"
  FROM "q8" AS "l5"
  SEMI JOIN "q10" AS "r6"
    ON (
      "l5"."$each_level0" = "r6"."$each_level0"
    )
), "q14" AS (
  SELECT
    "q11"."$each_level0" AS "$each_level0",
    "q11"."$each_level1" AS "$each_level1",
    MAX("q11"."timestamp") AS "Ignore1"
  FROM "q11"
  GROUP BY
    1,
    2
), "q15" AS (
  SELECT
    "q14"."$each_level0",
    "q14"."$each_level1",
    "q14"."Ignore1"
  FROM "q14"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q14"."$each_level0"
        ORDER BY "q14"."Ignore1" DESC, "q14"."$each_level1" ASC NULLS FIRST
      ) <= 2
    )
  ORDER BY
    "q14"."Ignore1" DESC
), "q16" AS MATERIALIZED (
  SELECT
    "l12"."$each_level0",
    "l12"."$each_level1"
  FROM "q15" AS "l12"
  JOIN "q10" AS "r13"
    ON (
      "l12"."$each_level0" = "r13"."$each_level0"
    )
), "q17" AS (
  SELECT
    "l3"."$each_level0" AS "$each_level0",
    "l3"."$each_level1" AS "$each_level1",
    "l3"."$each_level2" AS "$each_level2"
  FROM "q11" AS "l3"
  SEMI JOIN "q16" AS "r4"
    ON (
      (
        "l3"."$each_level0" = "r4"."$each_level0"
      )
      AND (
        "l3"."$each_level1" IS NOT DISTINCT FROM "r4"."$each_level1"
      )
    )
  GROUP BY
    1,
    2,
    3
)
SELECT
  "l1"."$each_level0" AS "id",
  "l1"."$each_level1" AS "timestamp",
  "l1"."$each_level2" AS "otherInformation"
FROM "q17" AS "l1"
JOIN "q16" AS "r2"
  ON (
    (
      "l1"."$each_level0" = "r2"."$each_level0"
    )
    AND (
      "l1"."$each_level1" IS NOT DISTINCT FROM "r2"."$each_level1"
    )
  )
