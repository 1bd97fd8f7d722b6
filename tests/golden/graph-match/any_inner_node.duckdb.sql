WITH "q7" AS (
  SELECT
    "v6"."from_station",
    "v6"."to_station",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('Central', 'North'),
    ('North', 'Central'),
    ('Central', 'South'),
    ('South', 'Central'),
    ('South', 'South-West'),
    ('South-West', 'South'),
    ('South-West', 'West'),
    ('West', 'South-West'),
    ('Central', 'East'),
    ('East', 'Central'),
    ('Central', 'West'),
    ('West', 'Central')) AS "v6"("from_station", "to_station")
), "q8" AS MATERIALIZED (
  SELECT
    "q7"."from_station" AS "$each_source",
    "q7"."to_station" AS "$each_target"
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
    "v5"."station",
    "v5"."wifi",
    "v5"."station" AS "$each_node",
    CAST(0 AS BIGINT) AS "$each_rank"
  FROM (VALUES
    ('Central', TRUE),
    ('North', FALSE),
    ('South', FALSE),
    ('South-West', TRUE),
    ('West', TRUE),
    ('East', FALSE)) AS "v5"("station", "wifi")
  UNION ALL
  SELECT
    "q10"."$each_node" AS "station",
    CAST(NULL AS BOOLEAN) AS "wifi",
    "q10"."$each_node",
    CAST(1 AS BIGINT) AS "$each_rank"
  FROM "q10"
), "q12" AS MATERIALIZED (
  SELECT
    "q11"."station",
    "q11"."wifi",
    "q11"."$each_node"
  FROM "q11"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q11"."$each_node"
        ORDER BY "q11"."$each_rank" ASC NULLS FIRST, "q11"."station" ASC NULLS FIRST, "q11"."wifi" ASC NULLS FIRST
      ) <= 1
    )
  ORDER BY
    "q11"."$each_rank" ASC NULLS FIRST
), "q13" AS (
  SELECT
    "q12"."$each_node" AS "0:start()",
    "q12"."station" AS "0:start.station",
    "q12"."$each_node" AS "$at",
    CAST(LIST_VALUE() AS TEXT[]) AS "2:connections[*]",
    FALSE AS "2:connections:0",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:connections:1"
  FROM "q12"
  WHERE
    (
      "q12"."station" = 'South-West'
    )
), "q14" AS MATERIALIZED (
  SELECT
    "q8"."$each_source" AS "$from",
    "q8"."$each_target" AS "$to"
  FROM "q8"
), "q15" AS (
  SELECT
    "l3"."0:start()",
    "l3"."0:start.station",
    "r4"."$to" AS "$at",
    LIST_APPEND("l3"."2:connections[*]", "r4"."$to") AS "2:connections[*]",
    "l3"."2:connections:0",
    "l3"."2:connections:1"
  FROM "q13" AS "l3"
  JOIN "q14" AS "r4"
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
), "q18" AS (
  SELECT
    "q12"."$each_node",
    COALESCE("q12"."wifi", FALSE) AS "$2:connections:0",
    CAST("q12"."station" AS VARIANT) AS "$2:connections:1"
  FROM "q12"
), "q19" AS MATERIALIZED (
  SELECT
    "l16"."$from",
    "l16"."$to",
    "r17"."$2:connections:0",
    "r17"."$2:connections:1"
  FROM "q14" AS "l16"
  JOIN "q18" AS "r17"
    ON (
      "l16"."$from" = "r17"."$each_node"
    )
), "q20" AS MATERIALIZED (
  SELECT
    "l1"."0:start()",
    "l1"."0:start.station",
    "r2"."$to" AS "$at",
    LIST_APPEND("l1"."2:connections[*]", "r2"."$to") AS "2:connections[*]",
    (
      "l1"."2:connections:0" OR "r2"."$2:connections:0"
    ) AS "2:connections:0",
    LIST_APPEND("l1"."2:connections:1", "r2"."$2:connections:1") AS "2:connections:1"
  FROM "q15" AS "l1"
  JOIN "q19" AS "r2"
    ON (
      "l1"."$at" = "r2"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l1"."0:start()" = "r2"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l1"."2:connections[*]", "r2"."$to")
      )
    )
), "q23" AS MATERIALIZED (
  SELECT
    "l21"."0:start()",
    "l21"."0:start.station",
    "r22"."$to" AS "$at",
    LIST_APPEND("l21"."2:connections[*]", "r22"."$to") AS "2:connections[*]",
    (
      "l21"."2:connections:0" OR "r22"."$2:connections:0"
    ) AS "2:connections:0",
    LIST_APPEND("l21"."2:connections:1", "r22"."$2:connections:1") AS "2:connections:1"
  FROM "q20" AS "l21"
  JOIN "q19" AS "r22"
    ON (
      "l21"."$at" = "r22"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l21"."0:start()" = "r22"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l21"."2:connections[*]", "r22"."$to")
      )
    )
), "q26" AS MATERIALIZED (
  SELECT
    "l24"."0:start()",
    "l24"."0:start.station",
    "r25"."$to" AS "$at",
    LIST_APPEND("l24"."2:connections[*]", "r25"."$to") AS "2:connections[*]",
    (
      "l24"."2:connections:0" OR "r25"."$2:connections:0"
    ) AS "2:connections:0",
    LIST_APPEND("l24"."2:connections:1", "r25"."$2:connections:1") AS "2:connections:1"
  FROM "q23" AS "l24"
  JOIN "q19" AS "r25"
    ON (
      "l24"."$at" = "r25"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l24"."0:start()" = "r25"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l24"."2:connections[*]", "r25"."$to")
      )
    )
), "q29" AS (
  SELECT
    "l27"."0:start.station",
    "r28"."$to" AS "$at",
    (
      "l27"."2:connections:0" OR "r28"."$2:connections:0"
    ) AS "2:connections:0",
    LIST_APPEND("l27"."2:connections:1", "r28"."$2:connections:1") AS "2:connections:1"
  FROM "q26" AS "l27"
  JOIN "q19" AS "r28"
    ON (
      "l27"."$at" = "r28"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l27"."0:start()" = "r28"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l27"."2:connections[*]", "r28"."$to")
      )
    )
), "q30" AS (
  SELECT
    "q20"."0:start.station",
    "q20"."$at",
    "q20"."2:connections:0",
    CAST("q20"."2:connections:1" AS VARIANT) AS "2:connections:1"
  FROM "q20"
  UNION ALL
  SELECT
    "q23"."0:start.station",
    "q23"."$at",
    "q23"."2:connections:0",
    CAST("q23"."2:connections:1" AS VARIANT) AS "2:connections:1"
  FROM "q23"
  UNION ALL
  SELECT
    "q26"."0:start.station",
    "q26"."$at",
    "q26"."2:connections:0",
    CAST("q26"."2:connections:1" AS VARIANT) AS "2:connections:1"
  FROM "q26"
  UNION ALL
  SELECT
    "q29"."0:start.station",
    "q29"."$at",
    "q29"."2:connections:0",
    CAST("q29"."2:connections:1" AS VARIANT) AS "2:connections:1"
  FROM "q29"
)
SELECT
  "q30"."0:start.station" AS "from",
  COALESCE(
    COALESCE(
      ARRAY_TO_STRING(
        LIST_TRANSFORM(
          CASE
            WHEN (
              JSON_TYPE(CAST("q30"."2:connections:1" AS JSON)) = 'ARRAY'
            )
            THEN CAST(CAST("q30"."2:connections:1" AS JSON) AS JSON[])
          END,
          LAMBDA element : COALESCE(JSON_EXTRACT_STRING(element, '$'), '')
        ),
        '->'
      ),
      JSON_EXTRACT_STRING(CAST("q30"."2:connections:1" AS JSON), '$')
    ),
    ''
  ) AS "stations",
  "q30"."$at" AS "to"
FROM "q30"
WHERE
  (
    (
      "q30"."$at" = 'North'
    ) AND "q30"."2:connections:0"
  )
