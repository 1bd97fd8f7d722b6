WITH "q6" AS MATERIALIZED (
  SELECT
    "v5"."t",
    (
      "v5"."what" = 'a'
    ) AS "e0",
    (
      "v5"."what" = 'b'
    ) AS "e1",
    (
      "v5"."what" = 'c'
    ) AS "e2",
    CAST(1 AS BIGINT) AS "one"
  FROM (VALUES
    (CAST('2024-05-01 10:00:00' AS TIMESTAMP), 'a'),
    (CAST('2024-05-01 10:05:00' AS TIMESTAMP), 'b'),
    (CAST('2024-05-01 10:10:00' AS TIMESTAMP), 'c'),
    (CAST('2024-05-01 10:12:00' AS TIMESTAMP), 'c')) AS "v5"("t", "what")
), "q7" AS (
  SELECT
    "q6"."one" AS "one",
    "q6"."t" AS "t0"
  FROM "q6"
  WHERE
    "q6"."e0"
  GROUP BY
    1,
    2
), "q8" AS (
  SELECT
    "q6"."one" AS "one",
    "q6"."t" AS "t1"
  FROM "q6"
  WHERE
    "q6"."e1"
  GROUP BY
    1,
    2
), "q9" AS (
  SELECT
    "l3"."one",
    "l3"."t0",
    "r4"."t1"
  FROM "q7" AS "l3"
  JOIN "q8" AS "r4"
    ON (
      "l3"."one" = "r4"."one"
    )
  WHERE
    (
      (
        (
          "r4"."t1" > "l3"."t0"
        )
        AND (
          (
            (
              EPOCH_US("r4"."t1") - EPOCH_US("l3"."t0")
            ) * 10
          ) <= 4800000000
        )
      )
      AND (
        (
          (
            EPOCH_US("r4"."t1") - EPOCH_US("l3"."t0")
          ) * 10
        ) <= 6000000000
      )
    )
), "q10" AS (
  SELECT
    "q6"."one" AS "one",
    "q6"."t" AS "t2"
  FROM "q6"
  WHERE
    "q6"."e2"
  GROUP BY
    1,
    2
)
SELECT
  "l1"."t0" AS "x_t",
  "l1"."t1" AS "y_t",
  "r2"."t2" AS "z_t",
  (
    (
      EPOCH_US("r2"."t2") - EPOCH_US("l1"."t0")
    ) * 10
  ) AS "Duration"
FROM "q9" AS "l1"
JOIN "q10" AS "r2"
  ON (
    "l1"."one" = "r2"."one"
  )
WHERE
  (
    (
      (
        "r2"."t2" > "l1"."t1"
      )
      AND (
        (
          (
            EPOCH_US("r2"."t2") - EPOCH_US("l1"."t1")
          ) * 10
        ) <= 4800000000
      )
    )
    AND (
      (
        (
          EPOCH_US("r2"."t2") - EPOCH_US("l1"."t0")
        ) * 10
      ) <= 6000000000
    )
  )
