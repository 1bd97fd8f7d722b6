WITH "q2" AS (
  SELECT
    "v1"."t",
    "v1"."e",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."t" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    (CAST(0 AS BIGINT), 'A', CAST(0 AS BIGINT)),
    (CAST(600000000 AS BIGINT), 'Start', CAST(1 AS BIGINT)),
    (CAST(1200000000 AS BIGINT), 'B', CAST(2 AS BIGINT)),
    (CAST(1800000000 AS BIGINT), 'D', CAST(3 AS BIGINT)),
    (CAST(2400000000 AS BIGINT), 'Stop', CAST(4 AS BIGINT)),
    (CAST(3600000000 AS BIGINT), 'C', CAST(5 AS BIGINT)),
    (CAST(4800000000 AS BIGINT), 'Start', CAST(6 AS BIGINT)),
    (CAST(6600000000 AS BIGINT), 'E', CAST(7 AS BIGINT)),
    (CAST(7200000000 AS BIGINT), 'Stop', CAST(8 AS BIGINT))) AS "v1"("t", "e", "$row")
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
    {'seq': "q3"."$seq", 'f0': (
      "q3"."e" = 'Stop'
    ), 'f1': "q3"."t", 'f2': (
      "q3"."e" <> 'Start'
    ), 'f3': (
      "q3"."e" <> 'Stop'
    ), 'f4': CASE WHEN (
      "q3"."e" = 'Start'
    ) THEN TRUE ELSE FALSE END, 'f5': (
      "q3"."e" <> 'Start'
    ), 'f6': (
      "q3"."e" <> 'Stop'
    ), 'f7': (
      "q3"."e" = 'Stop'
    )} AS "row"
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
), "q15" AS (
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
                    LIST_TRANSFORM(
                      LIST_VALUE(
                        {'v0': CAST((
                          STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's4')
                          AND CASE
                            WHEN (
                              STRUCT_EXTRACT(a10, 'f0')
                              AND (
                                LIST_EXTRACT(
                                  LIST_TRANSFORM(
                                    LIST_VALUE(
                                      (
                                        CAST(STRUCT_EXTRACT(a10, 'f1') AS INT128) - CAST(STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's6') AS INT128)
                                      )
                                    ),
                                    LAMBDA once_479c4a20 : COALESCE(
                                      TRY_CAST(once_479c4a20 AS BIGINT),
                                      CAST((
                                        (
                                          (
                                            once_479c4a20 + CAST('9223372036854775808' AS INT128)
                                          ) & CAST('18446744073709551615' AS INT128)
                                        ) - CAST('9223372036854775808' AS INT128)
                                      ) AS BIGINT)
                                    )
                                  ),
                                  1
                                ) <= 3000000000
                              )
                            )
                            THEN TRUE
                            ELSE FALSE
                          END
                        ) AS BOOLEAN), 'v1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1'), 'v2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's4'), 'v3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's7'), 'v4': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's2'), 'v5': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's5'), 'v6': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's8'), 'v7': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0'), 'v8': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's3'), 'v9': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's6'), 'v10': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's9')}
                      ),
                      LAMBDA a12 : {'v0': CAST((
                        STRUCT_EXTRACT(a12, 'v1')
                        AND CASE
                          WHEN (
                            (
                              STRUCT_EXTRACT(a10, 'f2') AND STRUCT_EXTRACT(a10, 'f3')
                            )
                            AND (
                              LIST_EXTRACT(
                                LIST_TRANSFORM(
                                  LIST_VALUE(
                                    (
                                      CAST(STRUCT_EXTRACT(a10, 'f1') AS INT128) - CAST(STRUCT_EXTRACT(a12, 'v8') AS INT128)
                                    )
                                  ),
                                  LAMBDA once_2437c95e : COALESCE(
                                    TRY_CAST(once_2437c95e AS BIGINT),
                                    CAST((
                                      (
                                        (
                                          once_2437c95e + CAST('9223372036854775808' AS INT128)
                                        ) & CAST('18446744073709551615' AS INT128)
                                      ) - CAST('9223372036854775808' AS INT128)
                                    ) AS BIGINT)
                                  )
                                ),
                                1
                              ) <= 3000000000
                            )
                          )
                          THEN TRUE
                          ELSE FALSE
                        END
                      ) AS BOOLEAN), 'v1': STRUCT_EXTRACT(a12, 'v1'), 'v2': STRUCT_EXTRACT(a12, 'v2'), 'v3': STRUCT_EXTRACT(a12, 'v3'), 'v4': STRUCT_EXTRACT(a12, 'v4'), 'v5': STRUCT_EXTRACT(a12, 'v5'), 'v6': STRUCT_EXTRACT(a12, 'v6'), 'v7': STRUCT_EXTRACT(a12, 'v7'), 'v8': STRUCT_EXTRACT(a12, 'v8'), 'v9': STRUCT_EXTRACT(a12, 'v9'), 'v10': STRUCT_EXTRACT(a12, 'v10'), 'v11': STRUCT_EXTRACT(a12, 'v0')}
                    ),
                    LAMBDA a13 : {'v0': CAST(CASE
                      WHEN STRUCT_EXTRACT(a10, 'f4')
                      THEN CASE
                        WHEN CASE WHEN STRUCT_EXTRACT(a13, 'v0') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v1') END
                        THEN CAST(2 AS BIGINT)
                        ELSE CAST(1 AS BIGINT)
                      END
                      ELSE CAST(0 AS BIGINT)
                    END AS BIGINT), 'v1': CAST(CASE
                      WHEN CASE WHEN STRUCT_EXTRACT(a13, 'v0') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v1') END
                      THEN STRUCT_EXTRACT(a13, 'v4')
                      ELSE STRUCT_EXTRACT(a13, 'v7')
                    END AS BIGINT), 'v2': CAST(CASE
                      WHEN STRUCT_EXTRACT(a13, 'v0')
                      THEN CAST(1 AS BIGINT)
                      ELSE CASE
                        WHEN (
                          CASE WHEN STRUCT_EXTRACT(a13, 'v11') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v2') END
                          AND CASE
                            WHEN (
                              (
                                STRUCT_EXTRACT(a10, 'f5') AND STRUCT_EXTRACT(a10, 'f6')
                              )
                              AND (
                                LIST_EXTRACT(
                                  LIST_TRANSFORM(
                                    LIST_VALUE(
                                      (
                                        CAST(STRUCT_EXTRACT(a10, 'f1') AS INT128) - CAST(CASE
                                          WHEN STRUCT_EXTRACT(a13, 'v11')
                                          THEN CAST(NULL AS BIGINT)
                                          ELSE STRUCT_EXTRACT(a13, 'v9')
                                        END AS INT128)
                                      )
                                    ),
                                    LAMBDA once_8fa31e9b : COALESCE(
                                      TRY_CAST(once_8fa31e9b AS BIGINT),
                                      CAST((
                                        (
                                          (
                                            once_8fa31e9b + CAST('9223372036854775808' AS INT128)
                                          ) & CAST('18446744073709551615' AS INT128)
                                        ) - CAST('9223372036854775808' AS INT128)
                                      ) AS BIGINT)
                                    )
                                  ),
                                  1
                                ) <= 3000000000
                              )
                            )
                            THEN TRUE
                            ELSE FALSE
                          END
                        )
                        THEN CASE
                          WHEN CASE WHEN STRUCT_EXTRACT(a13, 'v11') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v2') END
                          THEN CAST(2 AS BIGINT)
                          ELSE CAST(1 AS BIGINT)
                        END
                        ELSE CAST(0 AS BIGINT)
                      END
                    END AS BIGINT), 'v3': CAST(CASE
                      WHEN STRUCT_EXTRACT(a13, 'v0')
                      THEN STRUCT_EXTRACT(a13, 'v4')
                      ELSE CASE
                        WHEN CASE WHEN STRUCT_EXTRACT(a13, 'v11') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v2') END
                        THEN STRUCT_EXTRACT(a13, 'v5')
                        ELSE STRUCT_EXTRACT(a13, 'v7')
                      END
                    END AS BIGINT), 'v4': CAST(CASE
                      WHEN STRUCT_EXTRACT(a13, 'v11')
                      THEN CAST(1 AS BIGINT)
                      ELSE CASE
                        WHEN (
                          STRUCT_EXTRACT(a13, 'v3')
                          AND CASE
                            WHEN (
                              STRUCT_EXTRACT(a10, 'f7')
                              AND (
                                LIST_EXTRACT(
                                  LIST_TRANSFORM(
                                    LIST_VALUE(
                                      (
                                        CAST(STRUCT_EXTRACT(a10, 'f1') AS INT128) - CAST(STRUCT_EXTRACT(a13, 'v10') AS INT128)
                                      )
                                    ),
                                    LAMBDA once_c1f32d2c : COALESCE(
                                      TRY_CAST(once_c1f32d2c AS BIGINT),
                                      CAST((
                                        (
                                          (
                                            once_c1f32d2c + CAST('9223372036854775808' AS INT128)
                                          ) & CAST('18446744073709551615' AS INT128)
                                        ) - CAST('9223372036854775808' AS INT128)
                                      ) AS BIGINT)
                                    )
                                  ),
                                  1
                                ) <= 3000000000
                              )
                            )
                            THEN TRUE
                            ELSE FALSE
                          END
                        )
                        THEN CASE
                          WHEN STRUCT_EXTRACT(a13, 'v3')
                          THEN CAST(2 AS BIGINT)
                          ELSE CAST(1 AS BIGINT)
                        END
                        ELSE CAST(0 AS BIGINT)
                      END
                    END AS BIGINT), 'v5': CAST(CASE
                      WHEN STRUCT_EXTRACT(a13, 'v11')
                      THEN STRUCT_EXTRACT(a13, 'v5')
                      ELSE CASE
                        WHEN STRUCT_EXTRACT(a13, 'v3')
                        THEN STRUCT_EXTRACT(a13, 'v6')
                        ELSE STRUCT_EXTRACT(a13, 'v7')
                      END
                    END AS BIGINT), 'v6': STRUCT_EXTRACT(a13, 'v1'), 'v7': STRUCT_EXTRACT(a13, 'v2'), 'v8': STRUCT_EXTRACT(a13, 'v3'), 'v9': STRUCT_EXTRACT(a13, 'v4'), 'v10': STRUCT_EXTRACT(a13, 'v5'), 'v11': STRUCT_EXTRACT(a13, 'v6'), 'v12': STRUCT_EXTRACT(a13, 'v7'), 'v13': STRUCT_EXTRACT(a13, 'v8'), 'v14': STRUCT_EXTRACT(a13, 'v9'), 'v15': STRUCT_EXTRACT(a13, 'v10'), 'v16': STRUCT_EXTRACT(a13, 'v0'), 'v17': STRUCT_EXTRACT(a13, 'v11')}
                  ),
                  LAMBDA a14 : {'s0': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a14, 'v0') = 1
                    )
                    THEN LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            CAST(STRUCT_EXTRACT(a14, 'v12') AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_80000e72 : COALESCE(
                          TRY_CAST(once_80000e72 AS BIGINT),
                          CAST((
                            (
                              (
                                once_80000e72 + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    )
                    ELSE STRUCT_EXTRACT(a14, 'v12')
                  END AS BIGINT), 's1': CAST((
                    CASE WHEN STRUCT_EXTRACT(a14, 'v16') THEN FALSE ELSE STRUCT_EXTRACT(a14, 'v6') END
                    OR (
                      STRUCT_EXTRACT(a14, 'v0') <> 0
                    )
                  ) AS BOOLEAN), 's2': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a14, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a14, 'v1')
                    ELSE STRUCT_EXTRACT(a14, 'v9')
                  END AS BIGINT), 's3': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a14, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a10, 'f1')
                    ELSE CASE
                      WHEN STRUCT_EXTRACT(a14, 'v16')
                      THEN CAST(NULL AS BIGINT)
                      ELSE STRUCT_EXTRACT(a14, 'v13')
                    END
                  END AS BIGINT), 's4': CAST((
                    CASE WHEN STRUCT_EXTRACT(a14, 'v17') THEN FALSE ELSE STRUCT_EXTRACT(a14, 'v7') END
                    OR (
                      STRUCT_EXTRACT(a14, 'v2') <> 0
                    )
                  ) AS BOOLEAN), 's5': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a14, 'v2') <> 0
                    )
                    THEN STRUCT_EXTRACT(a14, 'v3')
                    ELSE STRUCT_EXTRACT(a14, 'v10')
                  END AS BIGINT), 's6': CAST(CASE
                    WHEN STRUCT_EXTRACT(a14, 'v16')
                    THEN STRUCT_EXTRACT(a14, 'v13')
                    ELSE CASE
                      WHEN STRUCT_EXTRACT(a14, 'v17')
                      THEN CAST(NULL AS BIGINT)
                      ELSE STRUCT_EXTRACT(a14, 'v14')
                    END
                  END AS BIGINT), 's7': CAST((
                    STRUCT_EXTRACT(a14, 'v8') OR (
                      STRUCT_EXTRACT(a14, 'v4') <> 0
                    )
                  ) AS BOOLEAN), 's8': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a14, 'v4') <> 0
                    )
                    THEN STRUCT_EXTRACT(a14, 'v5')
                    ELSE STRUCT_EXTRACT(a14, 'v11')
                  END AS BIGINT), 's9': CAST(CASE
                    WHEN STRUCT_EXTRACT(a14, 'v17')
                    THEN STRUCT_EXTRACT(a14, 'v14')
                    ELSE STRUCT_EXTRACT(a14, 'v15')
                  END AS BIGINT), 'seq': CAST(STRUCT_EXTRACT(a10, 'seq') AS BIGINT), 'o0': CAST(STRUCT_EXTRACT(a14, 'v0') AS BIGINT), 'o1': CAST(STRUCT_EXTRACT(a14, 'v1') AS BIGINT), 'o2': CAST(STRUCT_EXTRACT(a14, 'v2') AS BIGINT), 'o3': CAST(STRUCT_EXTRACT(a14, 'v3') AS BIGINT), 'o4': CAST(STRUCT_EXTRACT(a14, 'v4') AS BIGINT), 'o5': CAST(STRUCT_EXTRACT(a14, 'v5') AS BIGINT)}
                ),
                1
              ), 'made': LIST_APPEND(
                STRUCT_EXTRACT(a9, 'made'),
                {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o2'), 'o3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o3'), 'o4': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o4'), 'o5': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o5')}
              )},
              {'e': STRUCT_EXTRACT(a7, 'e'), 'made': LIST_SLICE(
                LIST_VALUE(
                  {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT), 'o4': CAST(NULL AS BIGINT), 'o5': CAST(NULL AS BIGINT)}
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
      {'e': {'s0': CAST(CAST(0 AS BIGINT) AS BIGINT), 's1': CAST(FALSE AS BOOLEAN), 's2': CAST(CAST(0 AS BIGINT) AS BIGINT), 's3': CAST(CAST(NULL AS BIGINT) AS BIGINT), 's4': CAST(FALSE AS BOOLEAN), 's5': CAST(CAST(0 AS BIGINT) AS BIGINT), 's6': CAST(CAST(NULL AS BIGINT) AS BIGINT), 's7': CAST(FALSE AS BOOLEAN), 's8': CAST(CAST(0 AS BIGINT) AS BIGINT), 's9': CAST(CAST(NULL AS BIGINT) AS BIGINT), 'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT), 'o4': CAST(NULL AS BIGINT), 'o5': CAST(NULL AS BIGINT)}, 'made': LIST_SLICE(
        LIST_VALUE(
          {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT), 'o4': CAST(NULL AS BIGINT), 'o5': CAST(NULL AS BIGINT)}
        ),
        1,
        0
      )}
    ) AS "total"
  FROM "q6"
), "q16" AS (
  SELECT
    UNNEST(
      LIST_APPEND(
        STRUCT_EXTRACT("total", 'made'),
        {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o2'), 'o3': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o3'), 'o4': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o4'), 'o5': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o5')}
      )
    ) AS "made"
  FROM "q15"
), "q18" AS (
  SELECT
    "q3"."t",
    "q3"."e",
    "q3"."$row",
    "q3"."$seq",
    STRUCT_EXTRACT("q17"."made", 'o0') AS "$hit0",
    STRUCT_EXTRACT("q17"."made", 'o1') AS "$id0",
    STRUCT_EXTRACT("q17"."made", 'o2') AS "$hit1",
    STRUCT_EXTRACT("q17"."made", 'o3') AS "$id1",
    STRUCT_EXTRACT("q17"."made", 'o4') AS "$hit2",
    STRUCT_EXTRACT("q17"."made", 'o5') AS "$id2"
  FROM "q3"
  JOIN "q16" AS "q17"
    ON (
      "q3"."$seq" = STRUCT_EXTRACT("q17"."made", 'seq')
    )
), "q19" AS MATERIALIZED (
  SELECT
    "q18"."t",
    "q18"."e",
    "q18"."$row",
    "q18"."$seq",
    "q18"."$hit0",
    "q18"."$id0",
    "q18"."$hit1",
    "q18"."$id1",
    "q18"."$hit2",
    "q18"."$id2"
  FROM "q18"
  ORDER BY
    "q18"."$seq" ASC NULLS FIRST
), "q20" AS (
  SELECT
    "q19"."t",
    "q19"."e",
    "q19"."$id2" AS "m",
    "q19"."$seq",
    CAST(1 AS BIGINT) AS "$place"
  FROM "q19"
  WHERE
    (
      "q19"."$hit2" <> 0
    )
  UNION ALL
  SELECT
    "q19"."t",
    "q19"."e",
    "q19"."$id1" AS "m",
    "q19"."$seq",
    CAST(2 AS BIGINT) AS "$place"
  FROM "q19"
  WHERE
    (
      "q19"."$hit1" <> 0
    )
  UNION ALL
  SELECT
    "q19"."t",
    "q19"."e",
    "q19"."$id0" AS "m",
    "q19"."$seq",
    CAST(3 AS BIGINT) AS "$place"
  FROM "q19"
  WHERE
    (
      "q19"."$hit0" <> 0
    )
), "q21" AS (
  SELECT
    "q20"."t",
    "q20"."e",
    "q20"."m",
    "q20"."$place",
    ROW_NUMBER() OVER (ORDER BY "q20"."$seq" ASC NULLS FIRST, "q20"."$place" ASC NULLS FIRST) AS "$seq"
  FROM "q20"
)
SELECT
  "q21"."t",
  "q21"."e",
  "q21"."m"
FROM "q21"
ORDER BY
  "q21"."$seq" ASC NULLS FIRST
