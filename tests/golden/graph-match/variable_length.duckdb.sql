WITH "q7" AS (
  SELECT
    "v6"."employee",
    "v6"."manager",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Bob', 'Alice'),
    ('Chris', 'Alice'),
    ('Eve', 'Bob'),
    ('Ben', 'Chris'),
    ('Joe', 'Alice'),
    ('Richard', 'Bob')) AS "v6"("employee", "manager")
), "q8" AS MATERIALIZED (
  SELECT
    "q7"."manager",
    "q7"."employee" AS "$each_source",
    "q7"."manager" AS "$each_target",
    "q7"."$each_edge"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."$each_source" AS "$each_node"
  FROM "q8"
  UNION ALL
  SELECT
    "q8"."$each_target" AS "$each_node"
  FROM "q8"
), "q10" AS (
  SELECT
    "q9"."$each_node" AS "$each_node"
  FROM "q9"
  GROUP BY
    1
), "q11" AS (
  SELECT
    "v5"."name",
    "v5"."age",
    "v5"."name" AS "$each_node",
    CAST(0 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('Alice', CAST(32 AS BIGINT)),
    ('Bob', CAST(31 AS BIGINT)),
    ('Eve', CAST(27 AS BIGINT)),
    ('Joe', CAST(29 AS BIGINT)),
    ('Chris', CAST(45 AS BIGINT)),
    ('Alex', CAST(35 AS BIGINT)),
    ('Ben', CAST(23 AS BIGINT)),
    ('Richard', CAST(39 AS BIGINT))) AS "v5"("name", "age")
  UNION ALL
  SELECT
    "q10"."$each_node" AS "name",
    CAST(NULL AS BIGINT) AS "age",
    "q10"."$each_node",
    CAST(1 AS BIGINT) AS "$each_rank"
  FROM "q10"
), "q12" AS MATERIALIZED (
  SELECT
    "q11"."name",
    "q11"."age",
    "q11"."$each_node"
  FROM "q11"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q11"."$each_node"
        ORDER BY "q11"."$each_rank" ASC NULLS FIRST, "q11"."name" ASC NULLS FIRST, "q11"."age" ASC NULLS FIRST
      ) <= 1
    )
  ORDER BY
    "q11"."$each_rank" ASC NULLS FIRST
), "q13" AS (
  SELECT
    "q12"."$each_node" AS "$at",
    CAST(LIST_VALUE() AS BIGINT[]) AS "2:reports[*]",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:reports:0"
  FROM "q12"
  WHERE
    (
      "q12"."name" = 'Alice'
    )
), "q14" AS MATERIALIZED (
  SELECT
    "q8"."$each_target" AS "$from",
    "q8"."$each_source" AS "$to",
    "q8"."$each_edge",
    CAST("q8"."manager" AS VARIANT) AS "$2:reports:0"
  FROM "q8"
), "q15" AS MATERIALIZED (
  SELECT
    "r4"."$to" AS "$at",
    LIST_APPEND("l3"."2:reports[*]", "r4"."$each_edge") AS "2:reports[*]",
    LIST_APPEND("l3"."2:reports:0", "r4"."$2:reports:0") AS "2:reports:0"
  FROM "q13" AS "l3"
  JOIN "q14" AS "r4"
    ON (
      "l3"."$at" = "r4"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l3"."2:reports[*]", "r4"."$each_edge")
    )
), "q18" AS MATERIALIZED (
  SELECT
    "r17"."$to" AS "$at",
    LIST_APPEND("l16"."2:reports[*]", "r17"."$each_edge") AS "2:reports[*]",
    LIST_APPEND("l16"."2:reports:0", "r17"."$2:reports:0") AS "2:reports:0"
  FROM "q15" AS "l16"
  JOIN "q14" AS "r17"
    ON (
      "l16"."$at" = "r17"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l16"."2:reports[*]", "r17"."$each_edge")
    )
), "q21" AS MATERIALIZED (
  SELECT
    "r20"."$to" AS "$at",
    LIST_APPEND("l19"."2:reports[*]", "r20"."$each_edge") AS "2:reports[*]",
    LIST_APPEND("l19"."2:reports:0", "r20"."$2:reports:0") AS "2:reports:0"
  FROM "q18" AS "l19"
  JOIN "q14" AS "r20"
    ON (
      "l19"."$at" = "r20"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l19"."2:reports[*]", "r20"."$each_edge")
    )
), "q24" AS MATERIALIZED (
  SELECT
    "r23"."$to" AS "$at",
    LIST_APPEND("l22"."2:reports[*]", "r23"."$each_edge") AS "2:reports[*]",
    LIST_APPEND("l22"."2:reports:0", "r23"."$2:reports:0") AS "2:reports:0"
  FROM "q21" AS "l22"
  JOIN "q14" AS "r23"
    ON (
      "l22"."$at" = "r23"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l22"."2:reports[*]", "r23"."$each_edge")
    )
), "q27" AS (
  SELECT
    "r26"."$to" AS "$at",
    LIST_APPEND("l25"."2:reports:0", "r26"."$2:reports:0") AS "2:reports:0"
  FROM "q24" AS "l25"
  JOIN "q14" AS "r26"
    ON (
      "l25"."$at" = "r26"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l25"."2:reports[*]", "r26"."$each_edge")
    )
), "q28" AS (
  SELECT
    "q15"."$at",
    CAST("q15"."2:reports:0" AS VARIANT) AS "2:reports:0"
  FROM "q15"
  UNION ALL
  SELECT
    "q18"."$at",
    CAST("q18"."2:reports:0" AS VARIANT) AS "2:reports:0"
  FROM "q18"
  UNION ALL
  SELECT
    "q21"."$at",
    CAST("q21"."2:reports:0" AS VARIANT) AS "2:reports:0"
  FROM "q21"
  UNION ALL
  SELECT
    "q24"."$at",
    CAST("q24"."2:reports:0" AS VARIANT) AS "2:reports:0"
  FROM "q24"
  UNION ALL
  SELECT
    "q27"."$at",
    CAST("q27"."2:reports:0" AS VARIANT) AS "2:reports:0"
  FROM "q27"
)
SELECT
  "r2"."name" AS "employee",
  "r2"."age",
  CAST(CAST("l1"."2:reports:0" AS JSON) AS TEXT) AS "reportingPath"
FROM "q28" AS "l1"
JOIN "q12" AS "r2"
  ON (
    "l1"."$at" = "r2"."$each_node"
  )
WHERE
  (
    "r2"."age" < 30
  )
