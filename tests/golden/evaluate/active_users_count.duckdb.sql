WITH "q4" AS (
  SELECT
    "v3"."User" AS "id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2018-07-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("v3"."Timestamp") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
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
        LAMBDA once_f2dbe022 : CASE
          WHEN (
            once_f2dbe022 BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_f2dbe022
        END
      ),
      1
    ) AS "p"
  FROM (VALUES
    ('B', CAST('2018-06-29 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2018-06-30 00:00:00' AS TIMESTAMP)),
    ('A', CAST('2018-07-02 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2018-07-04 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2018-07-08 00:00:00' AS TIMESTAMP)),
    ('A', CAST('2018-07-10 00:00:00' AS TIMESTAMP)),
    ('A', CAST('2018-07-14 00:00:00' AS TIMESTAMP)),
    ('A', CAST('2018-07-17 00:00:00' AS TIMESTAMP)),
    ('A', CAST('2018-07-20 00:00:00' AS TIMESTAMP)),
    ('B', CAST('2018-07-24 00:00:00' AS TIMESTAMP))) AS "v3"("User", "Timestamp")
  WHERE
    (
      (
        "v3"."Timestamp" <= CAST('2018-07-31 00:00:00' AS TIMESTAMP)
      )
      AND (
        "v3"."Timestamp" >= (
          CAST('2018-07-01 00:00:00' AS TIMESTAMP) - TO_MICROSECONDS(691200000000)
        )
      )
    )
), "q5" AS (
  SELECT
    "q4"."p" AS "p",
    "q4"."id" AS "id"
  FROM "q4"
  GROUP BY
    1,
    2
), "q6" AS MATERIALIZED (
  SELECT
    "q5"."p",
    "q5"."id"
  FROM "q5"
), "q7" AS (
  SELECT
    "l1"."p" AS "p",
    "l1"."id" AS "id",
    COUNT(*) AS "seen"
  FROM "q6" AS "l1"
  JOIN "q6" AS "r2"
    ON (
      "l1"."id" = "r2"."id"
    )
  WHERE
    (
      (
        "r2"."p" <= "l1"."p"
      )
      AND (
        "r2"."p" > CASE
          WHEN (
            "l1"."p" BETWEEN MAKE_TIMESTAMP((
              -62134905600000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN (
            "l1"."p" + TO_MICROSECONDS((
              -691200000000
            ))
          )
        END
      )
    )
  GROUP BY
    1,
    2
), "q8" AS (
  SELECT
    "q7"."id",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2018-07-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("q7"."p") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("q7"."p") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                              ) % 604800000000
                            ) + 604800000000
                          ) % 604800000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("q7"."p") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("q7"."p") - EPOCH_US(CAST('2018-07-01 00:00:00' AS TIMESTAMP))
                              ) % 604800000000
                            ) + 604800000000
                          ) % 604800000000
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
        LAMBDA once_450ab3e5 : CASE
          WHEN (
            once_450ab3e5 BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_450ab3e5
        END
      ),
      1
    ) AS "w"
  FROM "q7"
  WHERE
    (
      (
        "q7"."seen" >= 3
      )
      AND (
        "q7"."p" BETWEEN CAST('2018-07-01 00:00:00' AS TIMESTAMP) AND CAST('2018-07-31 00:00:00' AS TIMESTAMP)
      )
    )
), "q9" AS (
  SELECT
    "q8"."w" AS "w",
    COUNT(DISTINCT "q8"."id") AS "dcount"
  FROM "q8"
  GROUP BY
    1
)
SELECT
  "q9"."w" AS "Timestamp",
  "q9"."dcount"
FROM "q9"
