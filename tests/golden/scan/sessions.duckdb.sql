WITH "q2" AS (
  SELECT
    "v1"."t",
    "v1"."e",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."t" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    (CAST(0 AS BIGINT), 'A', CAST(0 AS BIGINT)),
    (CAST(600000000 AS BIGINT), 'A', CAST(1 AS BIGINT)),
    (CAST(1800000000 AS BIGINT), 'D', CAST(2 AS BIGINT)),
    (CAST(19200000000 AS BIGINT), 'B', CAST(3 AS BIGINT)),
    (CAST(21600000000 AS BIGINT), 'C', CAST(4 AS BIGINT)),
    (CAST(45000000000 AS BIGINT), 'A', CAST(5 AS BIGINT))) AS "v1"("t", "e", "$row")
), "q3" AS MATERIALIZED (
  SELECT
    "q2"."t",
    "q2"."e",
    "q2"."$row",
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
    {'seq': "q3"."$seq", 'f0': "q3"."t", 'f1': CASE WHEN TRUE THEN TRUE ELSE FALSE END} AS "row"
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
), "q14" AS (
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
                  LIST_TRANSFORM(
                    LIST_VALUE(
                      {'v0': CAST((
                        STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1')
                        AND CASE
                          WHEN (
                            LIST_EXTRACT(
                              LIST_TRANSFORM(
                                LIST_VALUE(
                                  (
                                    CAST(STRUCT_EXTRACT(a10, 'f0') AS INT128) - CAST(STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's3') AS INT128)
                                  )
                                ),
                                LAMBDA once_3fe283fa : COALESCE(
                                  TRY_CAST(once_3fe283fa AS BIGINT),
                                  CAST((
                                    (
                                      (
                                        once_3fe283fa + CAST('9223372036854775808' AS INT128)
                                      ) & CAST('18446744073709551615' AS INT128)
                                    ) - CAST('9223372036854775808' AS INT128)
                                  ) AS BIGINT)
                                )
                              ),
                              1
                            ) > 18000000000
                          )
                          THEN TRUE
                          ELSE FALSE
                        END
                      ) AS BOOLEAN), 'v1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1'), 'v2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's4'), 'v3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's2'), 'v4': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's5'), 'v5': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0'), 'v6': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's3'), 'v7': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's6')}
                    ),
                    LAMBDA a12 : {'v0': CAST(CASE
                      WHEN STRUCT_EXTRACT(a10, 'f1')
                      THEN CASE
                        WHEN CASE WHEN STRUCT_EXTRACT(a12, 'v0') THEN FALSE ELSE STRUCT_EXTRACT(a12, 'v1') END
                        THEN CAST(2 AS BIGINT)
                        ELSE CAST(1 AS BIGINT)
                      END
                      ELSE CAST(0 AS BIGINT)
                    END AS BIGINT), 'v1': CAST(CASE
                      WHEN CASE WHEN STRUCT_EXTRACT(a12, 'v0') THEN FALSE ELSE STRUCT_EXTRACT(a12, 'v1') END
                      THEN STRUCT_EXTRACT(a12, 'v3')
                      ELSE STRUCT_EXTRACT(a12, 'v5')
                    END AS BIGINT), 'v2': CAST(CASE
                      WHEN (
                        CASE
                          WHEN STRUCT_EXTRACT(a12, 'v0')
                          THEN CAST(NULL AS BIGINT)
                          ELSE STRUCT_EXTRACT(a12, 'v6')
                        END IS NULL
                      )
                      THEN STRUCT_EXTRACT(a10, 'f0')
                      ELSE CASE
                        WHEN STRUCT_EXTRACT(a12, 'v0')
                        THEN CAST(NULL AS BIGINT)
                        ELSE STRUCT_EXTRACT(a12, 'v6')
                      END
                    END AS BIGINT), 'v3': CAST(CASE
                      WHEN STRUCT_EXTRACT(a12, 'v0')
                      THEN CAST(1 AS BIGINT)
                      ELSE CASE
                        WHEN (
                          STRUCT_EXTRACT(a12, 'v2')
                          AND CASE
                            WHEN (
                              LIST_EXTRACT(
                                LIST_TRANSFORM(
                                  LIST_VALUE(
                                    (
                                      CAST(STRUCT_EXTRACT(a10, 'f0') AS INT128) - CAST(STRUCT_EXTRACT(a12, 'v7') AS INT128)
                                    )
                                  ),
                                  LAMBDA once_19f30f32 : COALESCE(
                                    TRY_CAST(once_19f30f32 AS BIGINT),
                                    CAST((
                                      (
                                        (
                                          once_19f30f32 + CAST('9223372036854775808' AS INT128)
                                        ) & CAST('18446744073709551615' AS INT128)
                                      ) - CAST('9223372036854775808' AS INT128)
                                    ) AS BIGINT)
                                  )
                                ),
                                1
                              ) > 18000000000
                            )
                            THEN TRUE
                            ELSE FALSE
                          END
                        )
                        THEN CASE
                          WHEN STRUCT_EXTRACT(a12, 'v2')
                          THEN CAST(2 AS BIGINT)
                          ELSE CAST(1 AS BIGINT)
                        END
                        ELSE CAST(0 AS BIGINT)
                      END
                    END AS BIGINT), 'v4': CAST(CASE
                      WHEN STRUCT_EXTRACT(a12, 'v0')
                      THEN STRUCT_EXTRACT(a12, 'v3')
                      ELSE CASE
                        WHEN STRUCT_EXTRACT(a12, 'v2')
                        THEN STRUCT_EXTRACT(a12, 'v4')
                        ELSE STRUCT_EXTRACT(a12, 'v5')
                      END
                    END AS BIGINT), 'v5': CAST(CAST(NULL AS BIGINT) AS BIGINT), 'v6': STRUCT_EXTRACT(a12, 'v1'), 'v7': STRUCT_EXTRACT(a12, 'v2'), 'v8': STRUCT_EXTRACT(a12, 'v3'), 'v9': STRUCT_EXTRACT(a12, 'v4'), 'v10': STRUCT_EXTRACT(a12, 'v5'), 'v11': STRUCT_EXTRACT(a12, 'v6'), 'v12': STRUCT_EXTRACT(a12, 'v7'), 'v13': STRUCT_EXTRACT(a12, 'v0')}
                  ),
                  LAMBDA a13 : {'s0': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a13, 'v0') = 1
                    )
                    THEN LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            CAST(STRUCT_EXTRACT(a13, 'v10') AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_8458d029 : COALESCE(
                          TRY_CAST(once_8458d029 AS BIGINT),
                          CAST((
                            (
                              (
                                once_8458d029 + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    )
                    ELSE STRUCT_EXTRACT(a13, 'v10')
                  END AS BIGINT), 's1': CAST((
                    CASE WHEN STRUCT_EXTRACT(a13, 'v13') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v6') END
                    OR (
                      STRUCT_EXTRACT(a13, 'v0') <> 0
                    )
                  ) AS BOOLEAN), 's2': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a13, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a13, 'v1')
                    ELSE STRUCT_EXTRACT(a13, 'v8')
                  END AS BIGINT), 's3': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a13, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a13, 'v2')
                    ELSE CASE
                      WHEN STRUCT_EXTRACT(a13, 'v13')
                      THEN CAST(NULL AS BIGINT)
                      ELSE STRUCT_EXTRACT(a13, 'v11')
                    END
                  END AS BIGINT), 's4': CAST((
                    STRUCT_EXTRACT(a13, 'v7') OR (
                      STRUCT_EXTRACT(a13, 'v3') <> 0
                    )
                  ) AS BOOLEAN), 's5': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a13, 'v3') <> 0
                    )
                    THEN STRUCT_EXTRACT(a13, 'v4')
                    ELSE STRUCT_EXTRACT(a13, 'v9')
                  END AS BIGINT), 's6': CAST(CASE
                    WHEN STRUCT_EXTRACT(a13, 'v13')
                    THEN STRUCT_EXTRACT(a13, 'v11')
                    ELSE STRUCT_EXTRACT(a13, 'v12')
                  END AS BIGINT), 'seq': CAST(STRUCT_EXTRACT(a10, 'seq') AS BIGINT), 'o0': CAST(STRUCT_EXTRACT(a13, 'v0') AS BIGINT), 'o1': CAST(STRUCT_EXTRACT(a13, 'v1') AS BIGINT), 'o2': CAST(STRUCT_EXTRACT(a13, 'v2') AS BIGINT)}
                ),
                1
              ), 'made': LIST_APPEND(
                STRUCT_EXTRACT(a9, 'made'),
                {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o2')}
              )},
              {'e': STRUCT_EXTRACT(a7, 'e'), 'made': LIST_SLICE(
                LIST_VALUE(
                  {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT)}
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
      {'e': {'s0': CAST(CAST(0 AS BIGINT) AS BIGINT), 's1': CAST(FALSE AS BOOLEAN), 's2': CAST(CAST(0 AS BIGINT) AS BIGINT), 's3': CAST(CAST(NULL AS BIGINT) AS BIGINT), 's4': CAST(FALSE AS BOOLEAN), 's5': CAST(CAST(0 AS BIGINT) AS BIGINT), 's6': CAST(CAST(NULL AS BIGINT) AS BIGINT), 'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT)}, 'made': LIST_SLICE(
        LIST_VALUE(
          {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT)}
        ),
        1,
        0
      )}
    ) AS "total"
  FROM "q6"
), "q15" AS (
  SELECT
    UNNEST(
      LIST_APPEND(
        STRUCT_EXTRACT("total", 'made'),
        {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o2')}
      )
    ) AS "made"
  FROM "q14"
), "q17" AS (
  SELECT
    "q3"."t",
    "q3"."e",
    "q3"."$row",
    "q3"."$seq",
    STRUCT_EXTRACT("q16"."made", 'o0') AS "$hit0",
    STRUCT_EXTRACT("q16"."made", 'o1') AS "$id0",
    STRUCT_EXTRACT("q16"."made", 'o2') AS "$made0_start"
  FROM "q3"
  JOIN "q15" AS "q16"
    ON (
      "q3"."$seq" = STRUCT_EXTRACT("q16"."made", 'seq')
    )
)
SELECT
  "q17"."t",
  "q17"."e",
  "q17"."$made0_start" AS "start",
  "q17"."$id0" AS "session"
FROM "q17"
WHERE
  (
    "q17"."$hit0" <> 0
  )
ORDER BY
  "q17"."$seq" ASC NULLS FIRST
