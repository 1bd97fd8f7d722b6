WITH "q12" AS (
  SELECT
    "v11"."s",
    "v11"."t",
    "v11"."w",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('a', 'b', CAST(1 AS BIGINT)),
    ('b', 'c', CAST(2 AS BIGINT))) AS "v11"("s", "t", "w")
), "q13" AS MATERIALIZED (
  SELECT
    "q12"."w",
    "q12"."s" AS "$each_source",
    "q12"."t" AS "$each_target",
    "q12"."$each_edge"
  FROM "q12"
), "q14" AS (
  SELECT
    "q13"."$each_source" AS "$each_node"
  FROM "q13"
  UNION ALL
  SELECT
    "q13"."$each_target" AS "$each_node"
  FROM "q13"
), "q15" AS (
  SELECT
    "q14"."$each_node" AS "$each_node"
  FROM "q14"
  GROUP BY
    1
), "q16" AS (
  SELECT
    "q13"."$each_target" AS "$each_target",
    COUNT(*) AS "$each_in_found"
  FROM "q13"
  GROUP BY
    1
), "q17" AS (
  SELECT
    "l9"."$each_node" AS "id",
    "l9"."$each_node",
    COALESCE("r10"."$each_in_found", CAST(0 AS BIGINT)) AS "$each_in"
  FROM "q15" AS "l9"
  LEFT JOIN "q16" AS "r10"
    ON (
      "l9"."$each_node" = "r10"."$each_target"
    )
), "q18" AS (
  SELECT
    "q13"."$each_source" AS "$each_source"
  FROM "q13"
  GROUP BY
    1
), "q19" AS MATERIALIZED (
  SELECT
    "l7"."id",
    "l7"."$each_node",
    "l7"."$each_in"
  FROM "q17" AS "l7"
  LEFT JOIN "q18" AS "r8"
    ON (
      "l7"."$each_node" = "r8"."$each_source"
    )
), "q20" AS (
  SELECT
    "q19"."id" AS "0:p.id",
    CAST(CAST(MAP_FROM_ENTRIES(
      LIST_FILTER(
        MAP_ENTRIES(
          TRY_CAST(CAST(CAST(JSON_OBJECT('id', CAST(CAST("q19"."id" AS VARIANT) AS JSON)) AS VARIANT) AS JSON) AS MAP(TEXT, JSON))
        ),
        LAMBDA x : COALESCE((
          CAST(STRUCT_EXTRACT(x, 'value') AS TEXT) <> '""'
        ), FALSE)
      )
    ) AS JSON) AS VARIANT) AS "0:p{}",
    "q19"."$each_node" AS "$at",
    CAST(LIST_VALUE() AS BIGINT[]) AS "2:e[*]",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:e:0",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:e:1"
  FROM "q19"
), "q21" AS MATERIALIZED (
  SELECT
    "q13"."$each_source" AS "$from",
    "q13"."$each_target" AS "$to",
    "q13"."$each_edge",
    CAST("q13"."w" AS VARIANT) AS "$2:e:0"
  FROM "q13"
), "q22" AS (
  SELECT
    "l5"."0:p.id",
    "l5"."0:p{}",
    "r6"."$to" AS "$at",
    LIST_APPEND("l5"."2:e[*]", "r6"."$each_edge") AS "2:e[*]",
    LIST_APPEND("l5"."2:e:0", "r6"."$2:e:0") AS "2:e:0",
    "l5"."2:e:1"
  FROM "q20" AS "l5"
  JOIN "q21" AS "r6"
    ON (
      "l5"."$at" = "r6"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l5"."2:e[*]", "r6"."$each_edge")
    )
), "q25" AS (
  SELECT
    "q19"."$each_node",
    CAST("q19"."id" AS VARIANT) AS "$2:e:1"
  FROM "q19"
), "q26" AS (
  SELECT
    "l23"."$from",
    "l23"."$to",
    "l23"."$each_edge",
    "l23"."$2:e:0",
    "r24"."$2:e:1"
  FROM "q21" AS "l23"
  JOIN "q25" AS "r24"
    ON (
      "l23"."$from" = "r24"."$each_node"
    )
), "q27" AS (
  SELECT
    "l3"."0:p.id",
    "l3"."0:p{}",
    "r4"."$to" AS "$at",
    LIST_APPEND("l3"."2:e:0", "r4"."$2:e:0") AS "2:e:0",
    LIST_APPEND("l3"."2:e:1", "r4"."$2:e:1") AS "2:e:1"
  FROM "q22" AS "l3"
  JOIN "q26" AS "r4"
    ON (
      "l3"."$at" = "r4"."$from"
    )
  WHERE
    (
      NOT LIST_CONTAINS("l3"."2:e[*]", "r4"."$each_edge")
    )
), "q28" AS (
  SELECT
    "q27"."0:p.id",
    "q27"."0:p{}",
    "q27"."$at",
    CAST("q27"."2:e:0" AS VARIANT) AS "2:e:0",
    CAST("q27"."2:e:1" AS VARIANT) AS "2:e:1"
  FROM "q27"
)
SELECT
  "l1"."0:p.id" AS "p_id",
  "r2"."id" AS "q_id",
  CAST(CAST("l1"."2:e:0" AS JSON) AS TEXT) AS "e_w",
  CAST(CAST("l1"."2:e:1" AS JSON) AS TEXT) AS "inner_nodes_e_id",
  "r2"."$each_in" AS "Column1",
  CAST(CAST("l1"."0:p{}" AS JSON) AS TEXT) AS "p"
FROM "q28" AS "l1"
JOIN "q19" AS "r2"
  ON (
    "l1"."$at" = "r2"."$each_node"
  )
