WITH "q1" AS (
  SELECT
    (
      CAST(CAST(0 AS BIGINT) AS DOUBLE) + (
        UNNEST(
          GENERATE_SERIES(
            0,
            CAST(FLOOR(
              (
                (
                  CAST(2.5e0 AS DOUBLE) - CAST(CAST(0 AS BIGINT) AS DOUBLE)
                ) / CAST(CAST(1 AS BIGINT) AS DOUBLE)
              )
            ) AS BIGINT)
          )
        ) * CAST(CAST(1 AS BIGINT) AS DOUBLE)
      )
    ) AS "x"
)
SELECT
  "q1"."x"
FROM "q1"
