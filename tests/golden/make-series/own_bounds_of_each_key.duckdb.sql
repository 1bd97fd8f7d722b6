WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    (
      (
        (
          "v1"."n" - CAST(0 AS BIGINT)
        ) - (
          (
            (
              (
                "v1"."n" - CAST(0 AS BIGINT)
              ) % CAST(2 AS BIGINT)
            ) + CAST(2 AS BIGINT)
          ) % CAST(2 AS BIGINT)
        )
      ) // CAST(2 AS BIGINT)
    ) AS "$bin",
    CAST((
      (
        (
          COALESCE(SUM("v1"."v"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total",
    COUNT(*) AS "rows"
  FROM (VALUES
    ('a', CAST((
        -5
    ) AS BIGINT), CAST(1 AS BIGINT)),
    ('a', CAST((
        -1
    ) AS BIGINT), CAST(2 AS BIGINT)),
    ('b', CAST(3 AS BIGINT), CAST(4 AS BIGINT)),
    ('b', CAST(NULL AS BIGINT), CAST(9 AS BIGINT))) AS "v1"("k", "n", "v")
  WHERE
    (
      NOT "v1"."n" IS NULL
    )
  GROUP BY
    1,
    2
), "q3" AS (
  SELECT
    "q2"."k" AS "k",
    ARRAY_AGG("q2"."$bin" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$bins",
    ARRAY_AGG("q2"."total" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$values0",
    ARRAY_AGG("q2"."rows" ORDER BY "q2"."$bin" ASC NULLS FIRST) AS "$values1"
  FROM "q2"
  GROUP BY
    1
)
SELECT
  "q3"."k",
  CAST(CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        CASE
          WHEN (
            (
              (
                LIST_EXTRACT("q3"."$bins", (
                  -1
                )) + 1
              ) - LIST_EXTRACT("q3"."$bins", 1)
            ) > 1048576
          )
          THEN ERROR('make-series would make a series of more than 1,048,576 values')
          ELSE GREATEST((
            LIST_EXTRACT("q3"."$bins", (
              -1
            )) + 1
          ), LIST_EXTRACT("q3"."$bins", 1))
        END
      ),
      LAMBDA once_7db2844e : CASE
        WHEN (
          "q3"."$bins" IS NULL
        )
        THEN LIST_RESIZE(
          CAST(LIST_VALUE() AS BIGINT[]),
          (
            once_7db2844e - LIST_EXTRACT("q3"."$bins", 1)
          ),
          CAST(0 AS BIGINT)
        )
        ELSE FLATTEN(
          LIST_PREPEND(
            LIST_RESIZE(
              CAST(LIST_VALUE() AS BIGINT[]),
              (
                LIST_EXTRACT("q3"."$bins", 1) - LIST_EXTRACT("q3"."$bins", 1)
              ),
              CAST(0 AS BIGINT)
            ),
            LIST_TRANSFORM(
              RANGE(LEN("q3"."$bins")),
              LAMBDA place : LIST_PREPEND(
                LIST_EXTRACT("q3"."$values0", (
                  place + 1
                )),
                LIST_RESIZE(
                  CAST(LIST_VALUE() AS BIGINT[]),
                  (
                    (
                      COALESCE(LIST_EXTRACT("q3"."$bins", (
                        place + 2
                      )), once_7db2844e) - LIST_EXTRACT("q3"."$bins", (
                        place + 1
                      ))
                    ) - 1
                  ),
                  CAST(0 AS BIGINT)
                )
              )
            )
          )
        )
      END
    ),
    1
  ) AS VARIANT) AS JSON) AS TEXT) AS "total",
  CAST(CAST(CAST(LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        CASE
          WHEN (
            (
              (
                LIST_EXTRACT("q3"."$bins", (
                  -1
                )) + 1
              ) - LIST_EXTRACT("q3"."$bins", 1)
            ) > 1048576
          )
          THEN ERROR('make-series would make a series of more than 1,048,576 values')
          ELSE GREATEST((
            LIST_EXTRACT("q3"."$bins", (
              -1
            )) + 1
          ), LIST_EXTRACT("q3"."$bins", 1))
        END
      ),
      LAMBDA once_7db2844e : CASE
        WHEN (
          "q3"."$bins" IS NULL
        )
        THEN LIST_RESIZE(
          CAST(LIST_VALUE() AS BIGINT[]),
          (
            once_7db2844e - LIST_EXTRACT("q3"."$bins", 1)
          ),
          CAST(NULL AS BIGINT)
        )
        ELSE FLATTEN(
          LIST_PREPEND(
            LIST_RESIZE(
              CAST(LIST_VALUE() AS BIGINT[]),
              (
                LIST_EXTRACT("q3"."$bins", 1) - LIST_EXTRACT("q3"."$bins", 1)
              ),
              CAST(NULL AS BIGINT)
            ),
            LIST_TRANSFORM(
              RANGE(LEN("q3"."$bins")),
              LAMBDA place : LIST_PREPEND(
                LIST_EXTRACT("q3"."$values1", (
                  place + 1
                )),
                LIST_RESIZE(
                  CAST(LIST_VALUE() AS BIGINT[]),
                  (
                    (
                      COALESCE(LIST_EXTRACT("q3"."$bins", (
                        place + 2
                      )), once_7db2844e) - LIST_EXTRACT("q3"."$bins", (
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
  ) AS VARIANT) AS JSON) AS TEXT) AS "rows",
  CAST(CAST(CAST(LIST_TRANSFORM(
    RANGE(
      LIST_EXTRACT("q3"."$bins", 1),
      CASE
        WHEN (
          (
            (
              LIST_EXTRACT("q3"."$bins", (
                -1
              )) + 1
            ) - LIST_EXTRACT("q3"."$bins", 1)
          ) > 1048576
        )
        THEN ERROR('make-series would make a series of more than 1,048,576 values')
        ELSE GREATEST((
          LIST_EXTRACT("q3"."$bins", (
            -1
          )) + 1
        ), LIST_EXTRACT("q3"."$bins", 1))
      END
    ),
    LAMBDA place : (
      CAST(0 AS BIGINT) + (
        place * CAST(2 AS BIGINT)
      )
    )
  ) AS VARIANT) AS JSON) AS TEXT) AS "n"
FROM "q3"
