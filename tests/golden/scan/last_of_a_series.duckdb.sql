WITH "q2" AS (
  SELECT
    "v1"."k",
    "v1"."t",
    "v1"."e",
    "v1"."$row",
    ROW_NUMBER() OVER (ORDER BY "v1"."t" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM (VALUES
    ('x', CAST(1 AS BIGINT), 'try', CAST(0 AS BIGINT)),
    ('x', CAST(2 AS BIGINT), 'try', CAST(1 AS BIGINT)),
    ('y', CAST(3 AS BIGINT), 'try', CAST(2 AS BIGINT)),
    ('x', CAST(4 AS BIGINT), 'ok', CAST(3 AS BIGINT)),
    ('x', CAST(5 AS BIGINT), 'try', CAST(4 AS BIGINT))) AS "v1"("k", "t", "e", "$row")
), "q3" AS MATERIALIZED (
  SELECT
    "q2"."k",
    "q2"."t",
    "q2"."e",
    "q2"."$row",
    "q2"."$seq"
  FROM "q2"
  ORDER BY
    "q2"."$seq" ASC NULLS FIRST
), "q4" AS (
  SELECT
    "q3"."k" AS "p0",
    (
      (
        ROW_NUMBER() OVER (PARTITION BY "q3"."k" ORDER BY "q3"."$seq" ASC NULLS FIRST) - 1
      ) // 1024
    ) AS "chunk",
    {'seq': "q3"."$seq", 'f0': CASE WHEN (
      "q3"."e" = 'ok'
    ) THEN TRUE ELSE FALSE END, 'f1': CASE WHEN (
      "q3"."e" = 'try'
    ) THEN TRUE ELSE FALSE END, 'f2': CASE WHEN (
      "q3"."e" = 'ok'
    ) THEN TRUE ELSE FALSE END} AS "row"
  FROM "q3"
), "q5" AS (
  SELECT
    "p0",
    "chunk",
    ARRAY_AGG("row" ORDER BY STRUCT_EXTRACT("row", 'seq') ASC NULLS FIRST) AS "rows"
  FROM "q4"
  GROUP BY
    1,
    2
), "q6" AS (
  SELECT
    "p0",
    ARRAY_AGG("rows" ORDER BY "chunk" ASC NULLS FIRST) AS "chunks"
  FROM "q5"
  GROUP BY
    1
), "q14" AS (
  SELECT
    "p0",
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
                        STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0') AND STRUCT_EXTRACT(a10, 'f0')
                      ) AS BOOLEAN), 'v1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's0'), 'v2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's2'), 'v3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's1'), 'v4': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 's3')}
                    ),
                    LAMBDA a12 : {'v0': CAST(CASE
                      WHEN STRUCT_EXTRACT(a10, 'f1')
                      THEN CASE
                        WHEN CASE WHEN STRUCT_EXTRACT(a12, 'v0') THEN FALSE ELSE STRUCT_EXTRACT(a12, 'v1') END
                        THEN CAST(2 AS BIGINT)
                        ELSE CAST(1 AS BIGINT)
                      END
                      ELSE CAST(0 AS BIGINT)
                    END AS BIGINT), 'v1': CAST(LIST_EXTRACT(
                      LIST_TRANSFORM(
                        LIST_VALUE(
                          (
                            CAST(CASE
                              WHEN STRUCT_EXTRACT(a12, 'v0')
                              THEN CAST(0 AS BIGINT)
                              ELSE STRUCT_EXTRACT(a12, 'v3')
                            END AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
                          )
                        ),
                        LAMBDA once_52bef4ed : COALESCE(
                          TRY_CAST(once_52bef4ed AS BIGINT),
                          CAST((
                            (
                              (
                                once_52bef4ed + CAST('9223372036854775808' AS INT128)
                              ) & CAST('18446744073709551615' AS INT128)
                            ) - CAST('9223372036854775808' AS INT128)
                          ) AS BIGINT)
                        )
                      ),
                      1
                    ) AS BIGINT), 'v2': CAST(CASE
                      WHEN STRUCT_EXTRACT(a12, 'v0')
                      THEN CAST(1 AS BIGINT)
                      ELSE CASE
                        WHEN (
                          STRUCT_EXTRACT(a12, 'v2') AND STRUCT_EXTRACT(a10, 'f2')
                        )
                        THEN CASE
                          WHEN STRUCT_EXTRACT(a12, 'v2')
                          THEN CAST(2 AS BIGINT)
                          ELSE CAST(1 AS BIGINT)
                        END
                        ELSE CAST(0 AS BIGINT)
                      END
                    END AS BIGINT), 'v3': CAST(CASE
                      WHEN STRUCT_EXTRACT(a12, 'v0')
                      THEN STRUCT_EXTRACT(a12, 'v3')
                      ELSE STRUCT_EXTRACT(a12, 'v4')
                    END AS BIGINT), 'v4': STRUCT_EXTRACT(a12, 'v1'), 'v5': STRUCT_EXTRACT(a12, 'v2'), 'v6': STRUCT_EXTRACT(a12, 'v3'), 'v7': STRUCT_EXTRACT(a12, 'v4'), 'v8': STRUCT_EXTRACT(a12, 'v0')}
                  ),
                  LAMBDA a13 : {'s0': CAST((
                    CASE WHEN STRUCT_EXTRACT(a13, 'v8') THEN FALSE ELSE STRUCT_EXTRACT(a13, 'v4') END
                    OR (
                      STRUCT_EXTRACT(a13, 'v0') <> 0
                    )
                  ) AS BOOLEAN), 's1': CAST(CASE
                    WHEN (
                      STRUCT_EXTRACT(a13, 'v0') <> 0
                    )
                    THEN STRUCT_EXTRACT(a13, 'v1')
                    ELSE CASE
                      WHEN STRUCT_EXTRACT(a13, 'v8')
                      THEN CAST(0 AS BIGINT)
                      ELSE STRUCT_EXTRACT(a13, 'v6')
                    END
                  END AS BIGINT), 's2': CAST((
                    STRUCT_EXTRACT(a13, 'v5') OR (
                      STRUCT_EXTRACT(a13, 'v2') <> 0
                    )
                  ) AS BOOLEAN), 's3': CAST(CASE
                    WHEN STRUCT_EXTRACT(a13, 'v8')
                    THEN STRUCT_EXTRACT(a13, 'v6')
                    ELSE STRUCT_EXTRACT(a13, 'v7')
                  END AS BIGINT), 'seq': CAST(STRUCT_EXTRACT(a10, 'seq') AS BIGINT), 'o0': CAST(STRUCT_EXTRACT(a13, 'v0') AS BIGINT), 'o1': CAST(STRUCT_EXTRACT(a13, 'v1') AS BIGINT), 'o2': CAST(STRUCT_EXTRACT(a13, 'v2') AS BIGINT), 'o3': CAST(STRUCT_EXTRACT(a13, 'v3') AS BIGINT)}
                ),
                1
              ), 'made': LIST_APPEND(
                STRUCT_EXTRACT(a9, 'made'),
                {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o2'), 'o3': STRUCT_EXTRACT(STRUCT_EXTRACT(a9, 'e'), 'o3')}
              )},
              {'e': STRUCT_EXTRACT(a7, 'e'), 'made': LIST_SLICE(
                LIST_VALUE(
                  {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT)}
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
      {'e': {'s0': CAST(FALSE AS BOOLEAN), 's1': CAST(CAST(0 AS BIGINT) AS BIGINT), 's2': CAST(FALSE AS BOOLEAN), 's3': CAST(CAST(0 AS BIGINT) AS BIGINT), 'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT)}, 'made': LIST_SLICE(
        LIST_VALUE(
          {'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS BIGINT), 'o1': CAST(NULL AS BIGINT), 'o2': CAST(NULL AS BIGINT), 'o3': CAST(NULL AS BIGINT)}
        ),
        1,
        0
      )}
    ) AS "total"
  FROM "q6"
), "q15" AS (
  SELECT
    "p0",
    UNNEST(
      LIST_APPEND(
        STRUCT_EXTRACT("total", 'made'),
        {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o0'), 'o1': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o1'), 'o2': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o2'), 'o3': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o3')}
      )
    ) AS "made"
  FROM "q14"
), "q17" AS (
  SELECT
    "q3"."k",
    "q3"."t",
    "q3"."e",
    "q3"."$row",
    "q3"."$seq",
    STRUCT_EXTRACT("q16"."made", 'o0') AS "$hit0",
    STRUCT_EXTRACT("q16"."made", 'o1') AS "$made0_tries",
    STRUCT_EXTRACT("q16"."made", 'o2') AS "$hit1",
    STRUCT_EXTRACT("q16"."made", 'o3') AS "$made1_tries"
  FROM "q3"
  JOIN "q15" AS "q16"
    ON (
      (
        "q3"."$seq" = STRUCT_EXTRACT("q16"."made", 'seq')
      )
      AND (
        "q3"."k" = "q16"."p0"
      )
    )
), "q18" AS MATERIALIZED (
  SELECT
    "q17"."k",
    "q17"."t",
    "q17"."e",
    "q17"."$row",
    "q17"."$seq",
    "q17"."$hit0",
    "q17"."$made0_tries",
    "q17"."$hit1",
    "q17"."$made1_tries"
  FROM "q17"
  ORDER BY
    "q17"."$seq" ASC NULLS FIRST
), "q19" AS (
  SELECT
    "q18"."k",
    "q18"."t",
    "q18"."e",
    "q18"."$row",
    "q18"."$seq",
    "q18"."$hit0",
    "q18"."$made0_tries",
    "q18"."$hit1",
    "q18"."$made1_tries",
    LEAD("q18"."$hit0", CAST(1 AS BIGINT), CAST(1 AS BIGINT)) OVER (PARTITION BY "q18"."k" ORDER BY "q18"."$seq" ASC NULLS FIRST) AS "$window1"
  FROM "q18"
  WHERE
    (
      "q18"."$hit0" <> 0
    )
), "q20" AS (
  SELECT
    "q18"."k",
    "q18"."t",
    "q18"."e",
    "q18"."$made1_tries" AS "tries",
    "q18"."$seq",
    CAST(1 AS BIGINT) AS "$place"
  FROM "q18"
  WHERE
    (
      "q18"."$hit1" <> 0
    )
  UNION ALL
  SELECT
    "q19"."k",
    "q19"."t",
    "q19"."e",
    "q19"."$made0_tries" AS "tries",
    "q19"."$seq",
    CAST(2 AS BIGINT) AS "$place"
  FROM "q19"
  WHERE
    (
      "q19"."$window1" <> 2
    )
), "q21" AS (
  SELECT
    "q20"."k",
    "q20"."t",
    "q20"."e",
    "q20"."tries",
    "q20"."$place",
    ROW_NUMBER() OVER (ORDER BY "q20"."$seq" ASC NULLS FIRST, "q20"."$place" ASC NULLS FIRST) AS "$seq"
  FROM "q20"
)
SELECT
  "q21"."k",
  "q21"."t",
  "q21"."e",
  "q21"."tries"
FROM "q21"
ORDER BY
  "q21"."$seq" ASC NULLS FIRST
