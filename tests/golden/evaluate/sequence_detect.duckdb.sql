WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."StartTime" AS "t",
    "v3"."State" AS "d0",
    (
      "v3"."EventType" = 'Excessive Heat'
    ) AS "e0",
    (
      "v3"."EventType" = 'Wildfire'
    ) AS "e1",
    CAST(1 AS BIGINT) AS "one"
  FROM (VALUES
    (CAST('2007-05-08 00:00:00' AS TIMESTAMP), 'CALIFORNIA', 'Excessive Heat'),
    (CAST('2007-05-08 16:02:00' AS TIMESTAMP), 'CALIFORNIA', 'Wildfire'),
    (CAST('2007-05-10 11:30:00' AS TIMESTAMP), 'CALIFORNIA', 'Wildfire'),
    (CAST('2007-07-04 09:00:00' AS TIMESTAMP), 'CALIFORNIA', 'Excessive Heat'),
    (CAST('2007-07-05 23:01:00' AS TIMESTAMP), 'CALIFORNIA', 'Wildfire'),
    (CAST('2007-08-10 08:00:00' AS TIMESTAMP), 'TEXAS', 'Excessive Heat'),
    (CAST('2007-07-23 12:00:00' AS TIMESTAMP), 'SOUTH DAKOTA', 'Excessive Heat'),
    (CAST('2007-07-27 09:00:00' AS TIMESTAMP), 'SOUTH DAKOTA', 'Wildfire'),
    (CAST('2007-08-11 13:56:00' AS TIMESTAMP), 'TEXAS', 'Wildfire'),
    (CAST('2007-08-31 08:00:00' AS TIMESTAMP), 'CALIFORNIA', 'Excessive Heat'),
    (CAST('2007-09-01 11:28:00' AS TIMESTAMP), 'CALIFORNIA', 'Wildfire'),
    (CAST('2007-09-02 12:00:00' AS TIMESTAMP), 'CALIFORNIA', 'Excessive Heat'),
    (CAST('2007-09-02 13:30:00' AS TIMESTAMP), 'CALIFORNIA', 'Wildfire')) AS "v3"("StartTime", "State", "EventType")
), "q5" AS (
  SELECT
    "q4"."one" AS "one",
    "q4"."t" AS "t0",
    "q4"."d0" AS "d0"
  FROM "q4"
  WHERE
    "q4"."e0"
  GROUP BY
    1,
    2,
    3
), "q6" AS (
  SELECT
    "q4"."one" AS "one",
    "q4"."t" AS "t1",
    "q4"."d0" AS "d0"
  FROM "q4"
  WHERE
    "q4"."e1"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "l1"."d0" AS "State",
  "l1"."t0" AS "heat_StartTime",
  "r2"."t1" AS "wildfire_StartTime",
  (
    (
      EPOCH_US("r2"."t1") - EPOCH_US("l1"."t0")
    ) * 10
  ) AS "Duration"
FROM "q5" AS "l1"
JOIN "q6" AS "r2"
  ON (
    (
      "l1"."one" = "r2"."one"
    ) AND (
      "l1"."d0" = "r2"."d0"
    )
  )
WHERE
  (
    (
      (
        "r2"."t1" > "l1"."t0"
      )
      AND (
        (
          (
            EPOCH_US("r2"."t1") - EPOCH_US("l1"."t0")
          ) * 10
        ) <= 4320000000000
      )
    )
    AND (
      (
        (
          EPOCH_US("r2"."t1") - EPOCH_US("l1"."t0")
        ) * 10
      ) <= 4320000000000
    )
  )
