WITH "q2" AS (
  SELECT
    "v1"."user",
    "v1"."t",
    "v1"."$row",
    ROW_NUMBER() OVER (
      ORDER BY "v1"."user" ASC NULLS FIRST, "v1"."t" ASC NULLS FIRST, "v1"."$row" ASC NULLS FIRST
    ) AS "$seq"
  FROM (VALUES
    ('b', CAST('2024-01-01 10:18:00' AS TIMESTAMP), CAST(0 AS BIGINT)),
    ('a', CAST('2024-01-01 10:00:00' AS TIMESTAMP), CAST(1 AS BIGINT)),
    ('b', CAST('2024-01-01 10:16:00' AS TIMESTAMP), CAST(2 AS BIGINT)),
    ('a', CAST('2024-01-01 11:00:00' AS TIMESTAMP), CAST(3 AS BIGINT))) AS "v1"("user", "t", "$row")
), "q3" AS (
  SELECT
    "q2"."user",
    "q2"."t",
    "q2"."$row",
    "q2"."$seq",
    LAG("q2"."user", CAST(1 AS BIGINT), '') OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window1"
  FROM "q2"
), "q4" AS MATERIALIZED (
  SELECT
    "q3"."user",
    "q3"."t",
    "q3"."$row",
    "q3"."$seq",
    "q3"."$window1"
  FROM "q3"
  ORDER BY
    "q3"."$seq" ASC NULLS FIRST
), "q5" AS (
  SELECT
    (
      (
        ROW_NUMBER() OVER (ORDER BY "q4"."$seq" ASC NULLS FIRST) - 1
      ) // 1024
    ) AS "chunk",
    {'seq': "q4"."$seq", 'f0': "q4"."t", 'f1': (
      "q4"."user" <> "q4"."$window1"
    ), 'f2': (
      "q4"."t" IS NULL
    )} AS "row"
  FROM "q4"
), "q6" AS (
  SELECT
    "chunk",
    ARRAY_AGG("row" ORDER BY STRUCT_EXTRACT("row", 'seq') ASC NULLS FIRST) AS "rows"
  FROM "q5"
  GROUP BY
    1
), "q7" AS (
  SELECT
    ARRAY_AGG("rows" ORDER BY "chunk" ASC NULLS FIRST) AS "chunks"
  FROM "q6"
), "q15" AS (
  SELECT
    UNNEST(
      STRUCT_EXTRACT(
        LIST_REDUCE(
          "chunks",
          LAMBDA a8, a9 : LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                LIST_REDUCE(
                  a9,
                  LAMBDA a10, a11 : LIST_EXTRACT(
                    LIST_TRANSFORM(
                      LIST_VALUE(
                        {'v0': CAST(CASE
                          WHEN (
                            (
                              (
                                (
                                  STRUCT_EXTRACT(a10, 's0') IS NULL
                                )
                                OR (
                                  STRUCT_EXTRACT(a11, 'f0') >= CASE
                                    WHEN (
                                      STRUCT_EXTRACT(a10, 's0') BETWEEN MAKE_TIMESTAMP((
                                        -62135596800000000
                                      )) AND MAKE_TIMESTAMP(253402297199999999)
                                    )
                                    THEN (
                                      STRUCT_EXTRACT(a10, 's0') + TO_MICROSECONDS(3600000000)
                                    )
                                  END
                                )
                              )
                              OR (
                                (
                                  STRUCT_EXTRACT(a11, 'f0') >= CASE
                                    WHEN (
                                      STRUCT_EXTRACT(a10, 's1') BETWEEN MAKE_TIMESTAMP((
                                        -62135596800000000
                                      )) AND MAKE_TIMESTAMP(253402300499999999)
                                    )
                                    THEN (
                                      STRUCT_EXTRACT(a10, 's1') + TO_MICROSECONDS(300000000)
                                    )
                                  END
                                )
                                OR STRUCT_EXTRACT(a11, 'f1')
                              )
                            )
                            OR STRUCT_EXTRACT(a11, 'f2')
                          )
                          THEN STRUCT_EXTRACT(a11, 'f0')
                          ELSE STRUCT_EXTRACT(a10, 's0')
                        END AS TIMESTAMP)}
                      ),
                      LAMBDA a13 : LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            {'v0': CAST(STRUCT_EXTRACT(a11, 'f0') AS TIMESTAMP), 'v1': CAST(STRUCT_EXTRACT(a13, 'v0') AS TIMESTAMP)}
                          ),
                          LAMBDA a14 : {'s0': CAST(STRUCT_EXTRACT(a13, 'v0') AS TIMESTAMP), 's1': CAST(STRUCT_EXTRACT(a14, 'v0') AS TIMESTAMP), 'made': LIST_APPEND(
                            STRUCT_EXTRACT(a10, 'made'),
                            {'seq': STRUCT_EXTRACT(a11, 'seq'), 'o0': STRUCT_EXTRACT(a14, 'v1')}
                          )}
                        ),
                        1
                      )
                    ),
                    1
                  ),
                  {'s0': CAST(STRUCT_EXTRACT(a8, 's0') AS TIMESTAMP), 's1': CAST(STRUCT_EXTRACT(a8, 's1') AS TIMESTAMP), 'made': LIST_SLICE(LIST_VALUE({'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS TIMESTAMP)}), 1, 0)}
                )
              ),
              LAMBDA a12 : {'s0': CAST(STRUCT_EXTRACT(a12, 's0') AS TIMESTAMP), 's1': CAST(STRUCT_EXTRACT(a12, 's1') AS TIMESTAMP), 'made': LIST_CONCAT(STRUCT_EXTRACT(a8, 'made'), STRUCT_EXTRACT(a12, 'made'))}
            ),
            1
          ),
          {'s0': CAST(CAST(NULL AS TIMESTAMP) AS TIMESTAMP), 's1': CAST(CAST(NULL AS TIMESTAMP) AS TIMESTAMP), 'made': LIST_SLICE(LIST_VALUE({'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS TIMESTAMP)}), 1, 0)}
        ),
        'made'
      )
    ) AS "made"
  FROM "q7"
), "q17" AS (
  SELECT
    "q4"."user",
    "q4"."t",
    "q4"."$row",
    "q4"."$seq",
    "q4"."$window1",
    STRUCT_EXTRACT("q16"."made", 'o0') AS "$window2"
  FROM "q4"
  JOIN "q15" AS "q16"
    ON (
      "q4"."$seq" = STRUCT_EXTRACT("q16"."made", 'seq')
    )
)
SELECT
  "q17"."user",
  "q17"."t",
  "q17"."$window2" AS "s"
FROM "q17"
ORDER BY
  "q17"."$seq" ASC NULLS FIRST
