WITH "q4" AS (
  SELECT
    "v3"."s",
    "v3"."t",
    "v3"."w",
    ROW_NUMBER() OVER () AS "$each_edge"
  FROM (VALUES
    ('a', 'b', CAST(1 AS BIGINT)),
    ('b', 'c', CAST(2 AS BIGINT)),
    ('a', 'c', CAST(3 AS BIGINT)),
    ('c', 'd', CAST(4 AS BIGINT))) AS "v3"("s", "t", "w")
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."w",
    "q4"."s" AS "$each_source",
    "q4"."t" AS "$each_target"
  FROM "q4"
), "q6" AS (
  SELECT
    "q5"."$each_source" AS "$each_node"
  FROM "q5"
  UNION ALL
  SELECT
    "q5"."$each_target" AS "$each_node"
  FROM "q5"
), "q7" AS (
  SELECT
    "q6"."$each_node" AS "$each_node"
  FROM "q6"
  GROUP BY
    1
), "q8" AS (
  SELECT
    "q7"."$each_node" AS "0:p()",
    "q7"."$each_node" AS "0:p.id",
    "q7"."$each_node" AS "$at",
    CAST(LIST_VALUE() AS TEXT[]) AS "2:e[*]",
    CAST(LIST_VALUE() AS VARIANT[]) AS "2:e:0"
  FROM "q7"
  WHERE
    (
      "q7"."$each_node" = 'a'
    )
), "q9" AS MATERIALIZED (
  SELECT
    "q5"."$each_source" AS "$from",
    "q5"."$each_target" AS "$to",
    CAST("q5"."w" AS VARIANT) AS "$2:e:0"
  FROM "q5"
), "q10" AS MATERIALIZED (
  SELECT
    "l1"."0:p()",
    "l1"."0:p.id",
    "r2"."$to" AS "$at",
    LIST_APPEND("l1"."2:e[*]", "r2"."$to") AS "2:e[*]",
    LIST_APPEND("l1"."2:e:0", "r2"."$2:e:0") AS "2:e:0"
  FROM "q8" AS "l1"
  JOIN "q9" AS "r2"
    ON (
      "l1"."$at" = "r2"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l1"."0:p()" = "r2"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l1"."2:e[*]", "r2"."$to")
      )
    )
), "q13" AS MATERIALIZED (
  SELECT
    "l11"."0:p()",
    "l11"."0:p.id",
    "r12"."$to" AS "$at",
    LIST_APPEND("l11"."2:e[*]", "r12"."$to") AS "2:e[*]",
    LIST_APPEND("l11"."2:e:0", "r12"."$2:e:0") AS "2:e:0"
  FROM "q10" AS "l11"
  JOIN "q9" AS "r12"
    ON (
      "l11"."$at" = "r12"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l11"."0:p()" = "r12"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l11"."2:e[*]", "r12"."$to")
      )
    )
), "q16" AS MATERIALIZED (
  SELECT
    "l14"."0:p()",
    "l14"."0:p.id",
    "r15"."$to" AS "$at",
    LIST_APPEND("l14"."2:e[*]", "r15"."$to") AS "2:e[*]",
    LIST_APPEND("l14"."2:e:0", "r15"."$2:e:0") AS "2:e:0"
  FROM "q13" AS "l14"
  JOIN "q9" AS "r15"
    ON (
      "l14"."$at" = "r15"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l14"."0:p()" = "r15"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l14"."2:e[*]", "r15"."$to")
      )
    )
), "q19" AS (
  SELECT
    "l17"."0:p()",
    "l17"."0:p.id",
    "r18"."$to" AS "$at",
    LIST_APPEND("l17"."2:e:0", "r18"."$2:e:0") AS "2:e:0"
  FROM "q16" AS "l17"
  JOIN "q9" AS "r18"
    ON (
      "l17"."$at" = "r18"."$from"
    )
  WHERE
    (
      (
        NOT (
          "l17"."0:p()" = "r18"."$to"
        )
      )
      AND (
        NOT LIST_CONTAINS("l17"."2:e[*]", "r18"."$to")
      )
    )
), "q20" AS (
  SELECT
    "q10"."0:p()",
    "q10"."0:p.id",
    "q10"."$at",
    CAST("q10"."2:e:0" AS VARIANT) AS "2:e:0",
    CAST(1 AS BIGINT) AS "2:e#"
  FROM "q10"
  UNION ALL
  SELECT
    "q13"."0:p()",
    "q13"."0:p.id",
    "q13"."$at",
    CAST("q13"."2:e:0" AS VARIANT) AS "2:e:0",
    CAST(2 AS BIGINT) AS "2:e#"
  FROM "q13"
  UNION ALL
  SELECT
    "q16"."0:p()",
    "q16"."0:p.id",
    "q16"."$at",
    CAST("q16"."2:e:0" AS VARIANT) AS "2:e:0",
    CAST(3 AS BIGINT) AS "2:e#"
  FROM "q16"
  UNION ALL
  SELECT
    "q19"."0:p()",
    "q19"."0:p.id",
    "q19"."$at",
    CAST("q19"."2:e:0" AS VARIANT) AS "2:e:0",
    CAST(4 AS BIGINT) AS "2:e#"
  FROM "q19"
)
SELECT
  "q20"."0:p.id" AS "p_id",
  "q20"."$at" AS "q_id",
  CAST(CAST("q20"."2:e:0" AS JSON) AS TEXT) AS "e_w"
FROM "q20"
QUALIFY
  (
    ROW_NUMBER() OVER (
      PARTITION BY "q20"."0:p()", "q20"."$at"
      ORDER BY "q20"."2:e#" ASC NULLS FIRST, "q20"."0:p.id" ASC NULLS FIRST, "q20"."$at" ASC NULLS FIRST, CAST(CAST("q20"."2:e:0" AS JSON) AS TEXT) ASC NULLS FIRST
    ) <= 1
  )
ORDER BY
  "q20"."2:e#" ASC NULLS FIRST
