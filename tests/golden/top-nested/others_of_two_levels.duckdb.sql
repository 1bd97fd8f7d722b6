WITH "q8" AS MATERIALIZED (
  SELECT
    "v7"."v",
    "v7"."k" AS "$each_level0",
    "v7"."v" AS "$each_level1",
    "v7"."s" AS "$each_level2"
  FROM (VALUES
    ('a', 'x', CAST(1 AS BIGINT)),
    ('a', 'y', CAST(2 AS BIGINT)),
    ('b', 'x', CAST(5 AS BIGINT)),
    ('c', 'z', CAST(1 AS BIGINT)),
    ('d', 'z', CAST(1 AS BIGINT))) AS "v7"("k", "s", "v")
), "q9" AS (
  SELECT
    "q8"."$each_level0" AS "$each_level0",
    CAST((
      (
        (
          COALESCE(SUM("q8"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "aggregated_k"
  FROM "q8"
  GROUP BY
    1
), "q10" AS MATERIALIZED (
  SELECT
    "q9"."$each_level0",
    "q9"."aggregated_k"
  FROM "q9"
  ORDER BY
    "q9"."aggregated_k" DESC,
    "q9"."$each_level0" ASC NULLS FIRST
  LIMIT 2
), "q11" AS MATERIALIZED (
  SELECT
    "l5"."v",
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
    COUNT(*) AS "aggregated_v"
  FROM "q11"
  GROUP BY
    1,
    2
), "q15" AS (
  SELECT
    "q14"."$each_level0",
    "q14"."$each_level1",
    "q14"."aggregated_v"
  FROM "q14"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q14"."$each_level0"
        ORDER BY "q14"."aggregated_v" DESC, "q14"."$each_level1" ASC NULLS FIRST
      ) <= 3
    )
  ORDER BY
    "q14"."aggregated_v" DESC
), "q16" AS MATERIALIZED (
  SELECT
    "l12"."$each_level0",
    "l12"."$each_level1",
    "l12"."aggregated_v",
    "r13"."aggregated_k"
  FROM "q15" AS "l12"
  JOIN "q10" AS "r13"
    ON (
      "l12"."$each_level0" = "r13"."$each_level0"
    )
), "q17" AS MATERIALIZED (
  SELECT
    "l3"."v",
    "l3"."$each_level0",
    "l3"."$each_level1",
    "l3"."$each_level2"
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
), "q18" AS (
  SELECT
    "q17"."$each_level0" AS "$each_level0",
    "q17"."$each_level1" AS "$each_level1",
    "q17"."$each_level2" AS "$each_level2",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("q17"."v"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("q17"."v"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "$a0"
  FROM "q17"
  GROUP BY
    1,
    2,
    3
), "q19" AS (
  SELECT
    "q18"."$each_level0",
    "q18"."$each_level1",
    "q18"."$each_level2",
    ROUND("q18"."$a0", CAST(CAST(2 AS BIGINT) AS INT)) AS "mean"
  FROM "q18"
), "q20" AS (
  SELECT
    "q19"."$each_level0",
    "q19"."$each_level1",
    "q19"."$each_level2",
    "q19"."mean"
  FROM "q19"
  QUALIFY
    (
      ROW_NUMBER() OVER (
        PARTITION BY "q19"."$each_level0", "q19"."$each_level1"
        ORDER BY CASE WHEN ISNAN("q19"."mean") THEN CAST(NULL AS DOUBLE) ELSE "q19"."mean" END DESC, ISNAN("q19"."mean") ASC, "q19"."$each_level2" ASC NULLS FIRST
      ) <= 1
    )
  ORDER BY
    CASE WHEN ISNAN("q19"."mean") THEN CAST(NULL AS DOUBLE) ELSE "q19"."mean" END DESC,
    ISNAN("q19"."mean") ASC
), "q21" AS MATERIALIZED (
  SELECT
    "l1"."$each_level0",
    "l1"."$each_level1",
    "l1"."$each_level2",
    "l1"."mean",
    "r2"."aggregated_v",
    "r2"."aggregated_k"
  FROM "q20" AS "l1"
  JOIN "q16" AS "r2"
    ON (
      (
        "l1"."$each_level0" = "r2"."$each_level0"
      )
      AND (
        "l1"."$each_level1" IS NOT DISTINCT FROM "r2"."$each_level1"
      )
    )
), "q24" AS (
  SELECT
    COUNT(*) AS "$each_rows",
    CAST((
      (
        (
          COALESCE(SUM("l22"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "$each_0_aggregated_k",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("l22"."v"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("l22"."v"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "$each_2_$a0"
  FROM "q8" AS "l22"
  ANTI JOIN "q10" AS "r23"
    ON (
      "l22"."$each_level0" = "r23"."$each_level0"
    )
), "q29" AS (
  SELECT
    "l27"."$each_level0" AS "$each_level0",
    "l27"."$each_level1" AS "$each_level1",
    COUNT(*) AS "$each_rows",
    COALESCE(
      (
        CAST(CAST((
          (
            (
              COALESCE(SUM("l27"."v"), 0) + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT) AS DOUBLE) / NULLIF(COUNT("l27"."v"), 0)
      ),
      CAST('nan' AS DOUBLE)
    ) AS "$each_0_$a0"
  FROM "q17" AS "l27"
  ANTI JOIN "q21" AS "r28"
    ON (
      (
        (
          "l27"."$each_level0" = "r28"."$each_level0"
        )
        AND (
          "l27"."$each_level1" IS NOT DISTINCT FROM "r28"."$each_level1"
        )
      )
      AND (
        "l27"."$each_level2" = "r28"."$each_level2"
      )
    )
  GROUP BY
    1,
    2
), "q30" AS (
  SELECT
    "q29"."$each_level0",
    "q29"."$each_level1",
    ROUND("q29"."$each_0_$a0", CAST(CAST(2 AS BIGINT) AS INT)) AS "mean",
    'rest' AS "$each_level2"
  FROM "q29"
  WHERE
    (
      "q29"."$each_rows" > 0
    )
), "q31" AS (
  SELECT
    "q21"."$each_level0" AS "k",
    "q21"."aggregated_k",
    "q21"."$each_level1" AS "v",
    "q21"."aggregated_v",
    "q21"."$each_level2" AS "s",
    "q21"."mean"
  FROM "q21"
  UNION ALL
  SELECT
    'other' AS "k",
    "q24"."$each_0_aggregated_k" AS "aggregated_k",
    CAST(NULL AS BIGINT) AS "v",
    CAST(NULL AS BIGINT) AS "aggregated_v",
    'rest' AS "s",
    ROUND("q24"."$each_2_$a0", CAST(CAST(2 AS BIGINT) AS INT)) AS "mean"
  FROM "q24"
  WHERE
    (
      "q24"."$each_rows" > 0
    )
  UNION ALL
  SELECT
    "l25"."$each_level0" AS "k",
    "r26"."aggregated_k",
    "l25"."$each_level1" AS "v",
    "r26"."aggregated_v",
    "l25"."$each_level2" AS "s",
    "l25"."mean"
  FROM "q30" AS "l25"
  JOIN "q16" AS "r26"
    ON (
      (
        "l25"."$each_level0" = "r26"."$each_level0"
      )
      AND (
        "l25"."$each_level1" IS NOT DISTINCT FROM "r26"."$each_level1"
      )
    )
)
SELECT
  "q31"."k",
  "q31"."aggregated_k",
  "q31"."v",
  "q31"."aggregated_v",
  "q31"."s",
  "q31"."mean"
FROM "q31"
