WITH "q1" AS (
  SELECT
    UNNEST(GENERATE_SERIES(CAST(1 AS BIGINT), CAST(5 AS BIGINT), CAST(1 AS BIGINT))) AS "x"
), "q2" AS (
  SELECT
    "q1"."x",
    CASE
      WHEN (
        (
          (
            (
              "q1"."x" % 2
            ) + 2
          ) % 2
        ) = 0
      )
      THEN CAST(NULL AS BIGINT)
      ELSE "q1"."x"
    END AS "y"
  FROM "q1"
  WHERE
    (
      (
        "q1"."x" >= 1
      ) AND (
        "q1"."x" < 7
      )
    )
), "q3" AS (
  SELECT
    (
      (
        "q2"."x" - CAST(1 AS BIGINT)
      ) // CAST(1 AS BIGINT)
    ) AS "$bin",
    CAST((
      (
        (
          COALESCE(SUM("q2"."y"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "s"
  FROM "q2"
  GROUP BY
    1
), "q4" AS (
  SELECT
    CAST(1 AS BIGINT) AS "$all",
    ARRAY_AGG("q3"."$bin" ORDER BY "q3"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q3"."s" ORDER BY "q3"."$bin" ASC NULLS FIRST) AS "$values0"
  FROM "q3"
  GROUP BY
    1
)
SELECT
  CAST(CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        CASE
          WHEN (
            (
              (
                (
                  (
                    (
                      CAST(7 AS BIGINT) - CAST(1 AS BIGINT)
                    ) + CAST(1 AS BIGINT)
                  ) - 1
                ) // CAST(1 AS BIGINT)
              ) - CAST(0 AS BIGINT)
            ) > 1048576
          )
          THEN ERROR('make-series would make a series of more than 1,048,576 values')
          ELSE GREATEST(
            (
              (
                (
                  (
                    CAST(7 AS BIGINT) - CAST(1 AS BIGINT)
                  ) + CAST(1 AS BIGINT)
                ) - 1
              ) // CAST(1 AS BIGINT)
            ),
            CAST(0 AS BIGINT)
          )
        END
      ),
      LAMBDA once_6cca159d : CASE
        WHEN (
          "q4"."$bins" IS NULL
        )
        THEN LIST_RESIZE(
          CAST(LIST_VALUE() AS BIGINT[]),
          (
            once_6cca159d - CAST(0 AS BIGINT)
          ),
          CAST(NULL AS BIGINT)
        )
        ELSE FLATTEN(
          LIST_PREPEND(
            LIST_RESIZE(
              CAST(LIST_VALUE() AS BIGINT[]),
              (
                LIST_EXTRACT("q4"."$bins", 1) - CAST(0 AS BIGINT)
              ),
              CAST(NULL AS BIGINT)
            ),
            LIST_TRANSFORM(
              RANGE(LEN("q4"."$bins")),
              LAMBDA place : LIST_PREPEND(
                LIST_EXTRACT("q4"."$values0", (
                  place + 1
                )),
                LIST_RESIZE(
                  CAST(LIST_VALUE() AS BIGINT[]),
                  (
                    (
                      COALESCE(LIST_EXTRACT("q4"."$bins", (
                        place + 2
                      )), once_6cca159d) - LIST_EXTRACT("q4"."$bins", (
                        place + 1
                      ))
                    ) - 1
                  ),
                  CAST(NULL AS BIGINT)
                )
              )
            )
          )
        )
      END
    ),
    1
  ) AS VARIANT) AS JSON) AS TEXT) AS "s",
  CAST(CAST(CAST(LIST_TRANSFORM(
    RANGE(
      CAST(0 AS BIGINT),
      CASE
        WHEN (
          (
            (
              (
                (
                  (
                    CAST(7 AS BIGINT) - CAST(1 AS BIGINT)
                  ) + CAST(1 AS BIGINT)
                ) - 1
              ) // CAST(1 AS BIGINT)
            ) - CAST(0 AS BIGINT)
          ) > 1048576
        )
        THEN ERROR('make-series would make a series of more than 1,048,576 values')
        ELSE GREATEST(
          (
            (
              (
                (
                  CAST(7 AS BIGINT) - CAST(1 AS BIGINT)
                ) + CAST(1 AS BIGINT)
              ) - 1
            ) // CAST(1 AS BIGINT)
          ),
          CAST(0 AS BIGINT)
        )
      END
    ),
    LAMBDA place : (
      CAST(1 AS BIGINT) + (
        place * CAST(1 AS BIGINT)
      )
    )
  ) AS VARIANT) AS JSON) AS TEXT) AS "x"
FROM "q4"
