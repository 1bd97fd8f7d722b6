WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."UserId" AS "id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2017-08-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2017-08-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        ) AS INT128)
                      ) + CAST('18446744073709551616' AS INT128)
                    ) AS BIGINT)
                  ),
                  (
                    -660000000000000000
                  )
                ),
                660000000000000000
              )
            )
          )
        ),
        LAMBDA once_9f304ec7 : CASE
          WHEN (
            once_9f304ec7 BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_9f304ec7
        END
      ),
      1
    ) AS "w",
    CAST(1 AS BIGINT) AS "one"
  FROM (VALUES
    ('A', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('D', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('J', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2017-08-01 00:00:00' AS TIMESTAMP)),
    ('C', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('T', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('J', CAST('2017-08-02 00:00:00' AS TIMESTAMP)),
    ('H', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('T', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('T', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('J', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('S', CAST('2017-08-03 00:00:00' AS TIMESTAMP)),
    ('S', CAST('2017-08-04 00:00:00' AS TIMESTAMP))) AS "v3"("UserId", "Timestamp")
  WHERE
    (
      "v3"."Timestamp" BETWEEN CAST('2017-08-01 00:00:00' AS TIMESTAMP) AND CAST('2017-08-04 00:00:00' AS TIMESTAMP)
    )
), "q5" AS (
  SELECT
    "q4"."w" AS "w",
    "q4"."one" AS "one",
    COUNT(*) AS "rows",
    COUNT(DISTINCT "q4"."id") AS "ids"
  FROM "q4"
  GROUP BY
    1,
    2
), "q6" AS (
  SELECT
    "q4"."id" AS "id",
    "q4"."one" AS "one",
    MIN("q4"."w") AS "f"
  FROM "q4"
  GROUP BY
    1,
    2
), "q7" AS (
  SELECT
    "q6"."f" AS "f",
    "q6"."one" AS "one",
    COUNT(*) AS "n"
  FROM "q6"
  GROUP BY
    1,
    2
), "q8" AS (
  SELECT
    "l1"."w" AS "w",
    "l1"."rows" AS "rows",
    "l1"."ids" AS "ids",
    CAST((
      (
        (
          COALESCE(SUM("r2"."n") FILTER(WHERE
            (
              "r2"."f" = "l1"."w"
            )), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "fresh",
    CAST((
      (
        (
          COALESCE(SUM("r2"."n"), 0) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT) AS "total"
  FROM "q5" AS "l1"
  JOIN "q7" AS "r2"
    ON (
      "l1"."one" = "r2"."one"
    )
  WHERE
    (
      "r2"."f" <= "l1"."w"
    )
  GROUP BY
    1,
    2,
    3
)
SELECT
  "q8"."w" AS "Timestamp",
  "q8"."rows" AS "count",
  "q8"."ids" AS "dcount",
  "q8"."fresh" AS "new_dcount",
  "q8"."total" AS "aggregated_dcount"
FROM "q8"
