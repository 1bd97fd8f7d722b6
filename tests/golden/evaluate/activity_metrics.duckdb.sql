WITH "q6" AS (
  SELECT
    "v5"."who" AS "id",
    "v5"."k" AS "d0",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST('2024-05-01 00:00:00' AS TIMESTAMP) + TO_MICROSECONDS(
              LEAST(
                GREATEST(
                  COALESCE(
                    TRY(
                      (
                        (
                          EPOCH_US("v5"."at") - EPOCH_US(CAST('2024-05-01 00:00:00' AS TIMESTAMP))
                        ) - (
                          (
                            (
                              (
                                EPOCH_US("v5"."at") - EPOCH_US(CAST('2024-05-01 00:00:00' AS TIMESTAMP))
                              ) % 86400000000
                            ) + 86400000000
                          ) % 86400000000
                        )
                      )
                    ),
                    TRY_CAST((
                      (
                        CAST((
                          EPOCH_US("v5"."at") - EPOCH_US(CAST('2024-05-01 00:00:00' AS TIMESTAMP))
                        ) AS INT128) - CAST((
                          (
                            (
                              (
                                EPOCH_US("v5"."at") - EPOCH_US(CAST('2024-05-01 00:00:00' AS TIMESTAMP))
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
        LAMBDA once_afe9f563 : CASE
          WHEN (
            once_afe9f563 BETWEEN MAKE_TIMESTAMP((
              -62135596800000000
            )) AND MAKE_TIMESTAMP(253402300799999999)
          )
          THEN once_afe9f563
        END
      ),
      1
    ) AS "w"
  FROM (VALUES
    ('a', CAST('2024-05-01 00:00:00' AS TIMESTAMP), 'x'),
    ('b', CAST('2024-05-01 07:00:00' AS TIMESTAMP), 'x'),
    ('a', CAST('2024-05-02 00:00:00' AS TIMESTAMP), 'x'),
    ('c', CAST('2024-05-02 00:00:00' AS TIMESTAMP), ''),
    ('a', CAST('2024-05-04 00:00:00' AS TIMESTAMP), 'x')) AS "v5"("who", "at", "k")
  WHERE
    (
      "v5"."at" BETWEEN CAST('2024-05-01 00:00:00' AS TIMESTAMP) AND CAST('2024-05-05 00:00:00' AS TIMESTAMP)
    )
), "q7" AS (
  SELECT
    "q6"."w" AS "w",
    "q6"."id" AS "id",
    "q6"."d0" AS "d0"
  FROM "q6"
  GROUP BY
    1,
    2,
    3
), "q8" AS MATERIALIZED (
  SELECT
    "q7"."w",
    "q7"."id",
    "q7"."d0"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."w" AS "w",
    "q8"."d0" AS "d0",
    COUNT(*) AS "ids"
  FROM "q8"
  GROUP BY
    1,
    2
), "q12" AS (
  SELECT
    CASE
      WHEN (
        "q8"."w" BETWEEN MAKE_TIMESTAMP((
          -62135596800000000
        )) AND MAKE_TIMESTAMP(253402214399999999)
      )
      THEN (
        "q8"."w" + TO_MICROSECONDS(86400000000)
      )
    END AS "w",
    "q8"."id",
    "q8"."d0"
  FROM "q8"
), "q13" AS (
  SELECT
    "l10"."w" AS "w",
    "l10"."d0" AS "d0",
    COUNT(*) AS "kept"
  FROM "q12" AS "l10"
  JOIN "q8" AS "r11"
    ON (
      (
        (
          "l10"."w" IS NOT DISTINCT FROM "r11"."w"
        ) AND (
          "l10"."id" = "r11"."id"
        )
      )
      AND (
        "l10"."d0" = "r11"."d0"
      )
    )
  GROUP BY
    1,
    2
), "q14" AS (
  SELECT
    "l3"."w",
    "l3"."d0",
    "l3"."ids",
    COALESCE("r4"."kept", CAST(0 AS BIGINT)) AS "kept"
  FROM "q9" AS "l3"
  LEFT JOIN "q13" AS "r4"
    ON (
      (
        "l3"."w" IS NOT DISTINCT FROM "r4"."w"
      ) AND (
        "l3"."d0" = "r4"."d0"
      )
    )
), "q15" AS (
  SELECT
    "q8"."w" AS "w",
    "q8"."d0" AS "d0",
    COUNT(*) AS "old"
  FROM "q8"
  GROUP BY
    1,
    2
), "q16" AS (
  SELECT
    CASE
      WHEN (
        "q15"."w" BETWEEN MAKE_TIMESTAMP((
          -62135596800000000
        )) AND MAKE_TIMESTAMP(253402214399999999)
      )
      THEN (
        "q15"."w" + TO_MICROSECONDS(86400000000)
      )
    END AS "w",
    "q15"."d0",
    "q15"."old"
  FROM "q15"
), "q17" AS (
  SELECT
    "l1"."w",
    "l1"."d0",
    "l1"."ids",
    "l1"."kept",
    (
      CAST("l1"."kept" AS DOUBLE) / CAST(COALESCE("r2"."old", CAST(0 AS BIGINT)) AS DOUBLE)
    ) AS "rate"
  FROM "q14" AS "l1"
  LEFT JOIN "q16" AS "r2"
    ON (
      (
        "l1"."w" IS NOT DISTINCT FROM "r2"."w"
      ) AND (
        "l1"."d0" = "r2"."d0"
      )
    )
)
SELECT
  "q17"."w" AS "at",
  "q17"."d0" AS "k",
  "q17"."ids" AS "dcount_values",
  COALESCE(
    TRY_CAST((
      CAST("q17"."ids" AS INT128) - CAST("q17"."kept" AS INT128)
    ) AS BIGINT),
    CAST((
      (
        (
          (
            CAST("q17"."ids" AS INT128) - CAST("q17"."kept" AS INT128)
          ) + CAST('9223372036854775808' AS INT128)
        ) & CAST('18446744073709551615' AS INT128)
      ) - CAST('9223372036854775808' AS INT128)
    ) AS BIGINT)
  ) AS "dcount_newvalues",
  "q17"."rate" AS "retention_rate",
  (
    CAST(1.0e0 AS DOUBLE) - "q17"."rate"
  ) AS "churn_rate"
FROM "q17"
