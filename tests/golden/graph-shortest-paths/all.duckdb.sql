WITH "q6" AS (
  SELECT
    "v5"."from_station",
    "v5"."to_station",
    "v5"."line",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Central', 'North', 'red'),
    ('North', 'Central', 'red'),
    ('Central', 'South', 'red'),
    ('South', 'Central', 'red'),
    ('South', 'South-West', 'red'),
    ('South-West', 'South', 'red'),
    ('South-West', 'West', 'red'),
    ('West', 'South-West', 'red'),
    ('Central', 'East', 'blue'),
    ('East', 'Central', 'blue'),
    ('Central', 'West', 'blue'),
    ('West', 'Central', 'blue')) AS "v5"("from_station", "to_station", "line")
), "q7" AS MATERIALIZED (
  SELECT
    "q6"."to_station",
    "q6"."line",
    "q6"."from_station" AS "$each_source",
    "q6"."to_station" AS "$each_target"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."$each_source" AS "$each_node"
  FROM "q7"
  UNION ALL
  SELECT
    "q7"."$each_target" AS "$each_node"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."$each_node" AS "$each_node"
  FROM "q8"
  GROUP BY
    1
), "q10" AS (
  SELECT
    "q9"."$each_node" AS "0:start()",
    "q9"."$each_node" AS "0:start.station",
    "q9"."$each_node" AS "$at",
    CAST(LIST_VALUE() AS TEXT[]) AS "2:connections[*]",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:connections:0",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:connections:1"
  FROM "q9"
  WHERE
    (
      "q9"."$each_node" = 'South-West'
    )
), "q11" AS MATERIALIZED (
  SELECT
    "q7"."$each_source" AS "$from",
    "q7"."$each_target" AS "$to",
    CAST("q7"."to_station" AS VARIANT) AS "$2:connections:0",
    CAST("q7"."line" AS VARIANT) AS "$2:connections:1"
  FROM "q7"
), "q12" AS MATERIALIZED (
  SELECT
    "l3"."0:start()",
    "l3"."0:start.station",
    "r4"."$to" AS "$at",
    LIST_APPEND("l3"."2:connections[*]", "r4"."$to") AS "2:connections[*]",
    LIST_APPEND("l3"."2:connections:0", "r4"."$2:connections:0") AS "2:connections:0",
    LIST_APPEND("l3"."2:connections:1", "r4"."$2:connections:1") AS "2:connections:1"
  FROM "q10" AS "l3"
  JOIN "q11" AS "r4"
    ON (
      "l3"."$at" = "r4"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l3"."0:start()" = "r4"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l3"."2:connections[*]", "r4"."$to")
      )
    )
), "q15" AS MATERIALIZED (
  SELECT
    "l13"."0:start()",
    "l13"."0:start.station",
    "r14"."$to" AS "$at",
    LIST_APPEND("l13"."2:connections[*]", "r14"."$to") AS "2:connections[*]",
    LIST_APPEND("l13"."2:connections:0", "r14"."$2:connections:0") AS "2:connections:0",
    LIST_APPEND("l13"."2:connections:1", "r14"."$2:connections:1") AS "2:connections:1"
  FROM "q12" AS "l13"
  JOIN "q11" AS "r14"
    ON (
      "l13"."$at" = "r14"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l13"."0:start()" = "r14"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l13"."2:connections[*]", "r14"."$to")
      )
    )
), "q18" AS MATERIALIZED (
  SELECT
    "l16"."0:start()",
    "l16"."0:start.station",
    "r17"."$to" AS "$at",
    LIST_APPEND("l16"."2:connections[*]", "r17"."$to") AS "2:connections[*]",
    LIST_APPEND("l16"."2:connections:0", "r17"."$2:connections:0") AS "2:connections:0",
    LIST_APPEND("l16"."2:connections:1", "r17"."$2:connections:1") AS "2:connections:1"
  FROM "q15" AS "l16"
  JOIN "q11" AS "r17"
    ON (
      "l16"."$at" = "r17"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l16"."0:start()" = "r17"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l16"."2:connections[*]", "r17"."$to")
      )
    )
), "q21" AS MATERIALIZED (
  SELECT
    "l19"."0:start()",
    "l19"."0:start.station",
    "r20"."$to" AS "$at",
    LIST_APPEND("l19"."2:connections[*]", "r20"."$to") AS "2:connections[*]",
    LIST_APPEND("l19"."2:connections:0", "r20"."$2:connections:0") AS "2:connections:0",
    LIST_APPEND("l19"."2:connections:1", "r20"."$2:connections:1") AS "2:connections:1"
  FROM "q18" AS "l19"
  JOIN "q11" AS "r20"
    ON (
      "l19"."$at" = "r20"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l19"."0:start()" = "r20"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l19"."2:connections[*]", "r20"."$to")
      )
    )
), "q24" AS (
  SELECT
    "l22"."0:start()",
    "l22"."0:start.station",
    "r23"."$to" AS "$at",
    LIST_APPEND("l22"."2:connections:0", "r23"."$2:connections:0") AS "2:connections:0",
    LIST_APPEND("l22"."2:connections:1", "r23"."$2:connections:1") AS "2:connections:1"
  FROM "q21" AS "l22"
  JOIN "q11" AS "r23"
    ON (
      "l22"."$at" = "r23"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l22"."0:start()" = "r23"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l22"."2:connections[*]", "r23"."$to")
      )
    )
), "q25" AS (
  SELECT
    "q12"."0:start()",
    "q12"."0:start.station",
    "q12"."$at",
    CAST("q12"."2:connections:0" AS VARIANT) AS "2:connections:0",
    CAST("q12"."2:connections:1" AS VARIANT) AS "2:connections:1",
    CAST(1 AS BIGINT) AS "2:connections#"
  FROM "q12"
  UNION ALL
  SELECT
    "q15"."0:start()",
    "q15"."0:start.station",
    "q15"."$at",
    CAST("q15"."2:connections:0" AS VARIANT) AS "2:connections:0",
    CAST("q15"."2:connections:1" AS VARIANT) AS "2:connections:1",
    CAST(2 AS BIGINT) AS "2:connections#"
  FROM "q15"
  UNION ALL
  SELECT
    "q18"."0:start()",
    "q18"."0:start.station",
    "q18"."$at",
    CAST("q18"."2:connections:0" AS VARIANT) AS "2:connections:0",
    CAST("q18"."2:connections:1" AS VARIANT) AS "2:connections:1",
    CAST(3 AS BIGINT) AS "2:connections#"
  FROM "q18"
  UNION ALL
  SELECT
    "q21"."0:start()",
    "q21"."0:start.station",
    "q21"."$at",
    CAST("q21"."2:connections:0" AS VARIANT) AS "2:connections:0",
    CAST("q21"."2:connections:1" AS VARIANT) AS "2:connections:1",
    CAST(4 AS BIGINT) AS "2:connections#"
  FROM "q21"
  UNION ALL
  SELECT
    "q24"."0:start()",
    "q24"."0:start.station",
    "q24"."$at",
    CAST("q24"."2:connections:0" AS VARIANT) AS "2:connections:0",
    CAST("q24"."2:connections:1" AS VARIANT) AS "2:connections:1",
    CAST(5 AS BIGINT) AS "2:connections#"
  FROM "q24"
), "q26" AS MATERIALIZED (
  SELECT
    "q25"."0:start.station" AS "from",
    "q25"."2:connections:0" AS "path",
    "q25"."2:connections:1" AS "line",
    "q25"."$at" AS "to",
    "q25"."0:start()" AS "$each_end0",
    "q25"."$at" AS "$each_end1",
    "q25"."2:connections#" AS "$each_length"
  FROM "q25"
  WHERE
    (
      "q25"."$at" = 'North'
    )
), "q27" AS (
  SELECT
    "q26"."$each_end0" AS "$each_end0",
    "q26"."$each_end1" AS "$each_end1",
    MIN("q26"."$each_length") AS "$each_least"
  FROM "q26"
  GROUP BY
    1,
    2
)
SELECT
  "l1"."from",
  CAST(CAST("l1"."path" AS JSON) AS TEXT) AS "path",
  CAST(CAST("l1"."line" AS JSON) AS TEXT) AS "line",
  "l1"."to"
FROM "q26" AS "l1"
JOIN "q27" AS "r2"
  ON (
    (
      (
        "l1"."$each_end0" = "r2"."$each_end0"
      )
      AND (
        "l1"."$each_end1" = "r2"."$each_end1"
      )
    )
    AND (
      "l1"."$each_length" = "r2"."$each_least"
    )
  )
