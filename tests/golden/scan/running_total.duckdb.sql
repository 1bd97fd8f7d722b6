WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(5 AS BIGINT), CAST(1 AS BIGINT))) AS "n"
), "q2" AS (
  SELECT
    "q1"."n",
    ROW_NUMBER() OVER (ORDER BY "q1"."n" ASC NULLS FIRST, "q1"."n" ASC NULLS FIRST) AS "$seq"
  FROM "q1"
), "q3" AS MATERIALIZED (
  SELECT
    "q2"."n",
    "q2"."$seq"
  FROM "q2"
  ORDER BY
    "q2"."$seq" ASC NULLS FIRST
), "q4" AS (
  SELECT
    (
      (
        ROW_NUMBER() OVER (ORDER BY "q3"."$seq" ASC NULLS FIRST) - 1
      ) // 1024
    ) AS "chunk",
    {'seq': "q3"."$seq", 'f0': CASE WHEN TRUE THEN TRUE ELSE FALSE END, 'f1': "q3"."n"} AS "row"
  FROM "q3"
), "q5" AS (
  SELECT
    "chunk",
    ARRAY_AGG("row" ORDER BY STRUCT_EXTRACT("row", 'seq') ASC NULLS FIRST) AS "rows"
  FROM "q4"
  GROUP BY
    1
), "q6" AS (
  SELECT
    ARRAY_AGG("rows" ORDER BY "chunk" ASC NULLS FIRST) AS "chunks"
  FROM "q5"
), "q13" AS (
  SELECT
    LIST_REDUCE(
      "chunks",
      LAMBDA a7, a8 : LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_REDUCE(
              a8,
              LAMBDA a9, a10 : {'e': LIST_EXTRACT(
                LIST_TRANSFORM(
                  LIST_VALUE(
                    {'v0': CAST(CASE
                      WHEN STRUCT_EXTRACT(a10, 'f0')
                      THEN CASE
                        WHEN STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0')
                        THEN CAST(2 AS BIGINT)
                        ELSE CAST(1 AS BIGINT)
                      END
                      ELSE CAST(0 AS BIGINT)
                    END AS BIGINT), 'v1': CAST(LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            CAST(STRUCT_EXTRACT(a10, 'f1') AS INT128) + CAST(STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1') AS INT128)
                          )
                        ),
                        LAMBDA once_48c1a4c6 : COALESCE(
                          TRY_CAST(once_48c1a4c6 AS BIGINT),
                          CAST((
                            (
                              (
                                once_48c1a4c6 + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    ) AS BIGINT), 'v2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0'), 'v3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1')}
                  ),
                  LAMBDA a12 : {'s0': CAST((
                    STRUCT_EXTRACT(a12, 'v2') OR (
                      STRUCT_EXTRACT(a12, 'v0') <> 0
                    )
                  ) AS BOOLEAN), 's1': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a12, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a12, 'v1')
                    ELSE STRUCT_EXTRACT(a12, 'v3')
                  END AS BIGINT), 'seq': CAST(STRUCT_EXTRACT(a10, 'seq') AS BIGINT), 'o0': CAST(STRUCT_EXTRACT(a12, 'v0') AS BIGINT), 'o1': CAST(STRUCT_EXTRACT(a12, 'v1') AS BIGINT)}
                ),
                1
              ), 'made': LIST_APPEND(
                STRUCT_EXTRACT(a9, 'made'),
                {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o1')}
              )},
              {'e': STRUCT_EXTRACT(a7, 'e'), 'made': LIST_SLICE(
                LIST_VALUE(
                  {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT)}
                ),
                1,
                0
              )}
            )
          ),
          LAMBDA a11 : {'e': STRUCT_EXTRACT(a11, 'e'), 'made': LIST_CONCAT(STRUCT_EXTRACT(a7, 'made'), STRUCT_EXTRACT(a11, 'made'))}
        ),
        1
      ),
      {'e': {'s0': CAST(FALSE AS BOOLEAN), 's1': CAST(CAST(0 AS BIGINT) AS BIGINT), 'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT)}, 'made': LIST_SLICE(
        LIST_VALUE(
          {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT)}
        ),
        1,
        0
      )}
    ) AS "total"
  FROM "q6"
), "q14" AS (
  SELECT
    UNNEST(
      LIST_APPEND(
        STRUCT_EXTRACT("total", 'made'),
        {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o1')}
      )
    ) AS "made"
  FROM "q13"
), "q16" AS (
  SELECT
    "q3"."n",
    "q3"."$seq",
    STRUCT_EXTRACT("q15"."made", 'o0') AS "$hit0",
    STRUCT_EXTRACT("q15"."made", 'o1') AS "$made0_total"
  FROM "q3"
  JOIN "q14" AS "q15"
    ON (
      "q3"."$seq" = STRUCT_EXTRACT("q15"."made", 'seq')
    )
)
SELECT
  "q16"."n",
  "q16"."$made0_total" AS "total"
FROM "q16"
WHERE
  (
    "q16"."$hit0" <> 0
  )
ORDER BY
  "q16"."$seq" ASC NULLS FIRST
