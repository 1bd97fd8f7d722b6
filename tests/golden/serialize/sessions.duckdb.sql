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
    LAG("q2"."t", CAST(1 AS BIGINT), CAST(NULL AS TIMESTAMP)) OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window1",
    LAG("q2"."user", CAST(1 AS BIGINT), '') OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window2"
  FROM "q2"
), "q4" AS (
  SELECT
    "q3"."user",
    "q3"."t",
    "q3"."$row",
    "q3"."$seq",
    "q3"."$window1",
    "q3"."$window2",
    CAST(SUM(
      CASE
        WHEN (
          (
            (
              "q3"."t" IS NULL
            ) OR (
              "q3"."$window1" IS NULL
            )
          )
          OR (
            (
              "q3"."t" >= CASE
                WHEN (
                  "q3"."$window1" BETWEEN MAKE_TIMESTAMP((
                    -62135596800000000
                  )) AND MAKE_TIMESTAMP(253402300499999999)
                )
                THEN (
                  "q3"."$window1" + TO_MICROSECONDS(300000000)
                )
              END
            )
            OR (
              "q3"."user" <> "q3"."$window2"
            )
          )
        )
        THEN 1
        ELSE 0
      END
    ) OVER (
      ORDER BY "q3"."$seq" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "$window3"
  FROM "q3"
), "q5" AS MATERIALIZED (
  SELECT
    "q4"."user",
    "q4"."t",
    "q4"."$row",
    "q4"."$seq",
    "q4"."$window1",
    "q4"."$window2",
    "q4"."$window3"
  FROM "q4"
  ORDER BY
    "q4"."$seq" ASC NULLS FIRST
), "q6" AS (
  SELECT
    "q5"."$window3" AS "p0",
    (
      (
        ROW_NUMBER() OVER (PARTITION BY "q5"."$window3" ORDER BY "q5"."$seq" ASC NULLS FIRST) - 1
      ) // 1024
    ) AS "chunk",
    {'seq': "q5"."$seq", 'f0': "q5"."t"} AS "row"
  FROM "q5"
), "q7" AS (
  SELECT
    "p0",
    "chunk",
    ARRAY_AGG("row" ORDER BY STRUCT_EXTRACT("row", 'seq') ASC NULLS FIRST) AS "rows"
  FROM "q6"
  GROUP BY
    1,
    2
), "q8" AS (
  SELECT
    "p0",
    ARRAY_AGG("rows" ORDER BY "chunk" ASC NULLS FIRST) AS "chunks"
  FROM "q7"
  GROUP BY
    1
), "q15" AS (
  SELECT
    "p0",
    LIST_REDUCE(
      "chunks",
      LAMBDA a9, a10 : LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_REDUCE(
              a10,
              LAMBDA a11, a12 : {'e': LIST_EXTRACT(
                LIST_TRANSFORM(
                  LIST_VALUE(
                    {'v0': CAST(CASE
                      WHEN (
                        (
                          STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 's0') IS NULL
                        )
                        OR (
                          STRUCT_EXTRACT(a12, 'f0') >= CASE
                            WHEN (
                              STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 's0') BETWEEN MAKE_TIMESTAMP((
                                -62135596800000000
                              )) AND MAKE_TIMESTAMP(253402297199999999)
                            )
                            THEN (
                              STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 's0') + TO_MICROSECONDS(3600000000)
                            )
                          END
                        )
                      )
                      THEN STRUCT_EXTRACT(a12, 'f0')
                      ELSE STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 's0')
                    END AS TIMESTAMP)}
                  ),
                  LAMBDA a14 : {'s0': CAST(STRUCT_EXTRACT(a14, 'v0') AS TIMESTAMP), 'seq': CAST(STRUCT_EXTRACT(a12, 'seq') AS BIGINT), 'o0': CAST(STRUCT_EXTRACT(a14, 'v0') AS TIMESTAMP)}
                ),
                1
              ), 'made': LIST_APPEND(
                STRUCT_EXTRACT(a11, 'made'),
                {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT(a11, 'e'), 'o0')}
              )},
              {'e': STRUCT_EXTRACT(a9, 'e'), 'made': LIST_SLICE(LIST_VALUE({'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS TIMESTAMP)}), 1, 0)}
            )
          ),
          LAMBDA a13 : {'e': STRUCT_EXTRACT(a13, 'e'), 'made': LIST_CONCAT(STRUCT_EXTRACT(a9, 'made'), STRUCT_EXTRACT(a13, 'made'))}
        ),
        1
      ),
      {'e': {'s0': CAST(CAST(NULL AS TIMESTAMP) AS TIMESTAMP), 'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS TIMESTAMP)}, 'made': LIST_SLICE(LIST_VALUE({'seq': CAST(NULL AS BIGINT), 'o0': CAST(NULL AS TIMESTAMP)}), 1, 0)}
    ) AS "total"
  FROM "q8"
), "q16" AS (
  SELECT
    "p0",
    UNNEST(
      LIST_APPEND(
        STRUCT_EXTRACT("total", 'made'),
        {'seq': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'seq'), 'o0': STRUCT_EXTRACT(STRUCT_EXTRACT("total", 'e'), 'o0')}
      )
    ) AS "made"
  FROM "q15"
), "q18" AS (
  SELECT
    "q5"."user",
    "q5"."t",
    "q5"."$row",
    "q5"."$seq",
    "q5"."$window1",
    "q5"."$window2",
    "q5"."$window3",
    STRUCT_EXTRACT("q17"."made", 'o0') AS "$window4"
  FROM "q5"
  JOIN "q16" AS "q17"
    ON (
      (
        "q5"."$seq" = STRUCT_EXTRACT("q17"."made", 'seq')
      )
      AND (
        "q5"."$window3" = "q17"."p0"
      )
    )
)
SELECT
  "q18"."user",
  "q18"."t",
  "q18"."$window4" AS "s"
FROM "q18"
ORDER BY
  "q18"."$seq" ASC NULLS FIRST
