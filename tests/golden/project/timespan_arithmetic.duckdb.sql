SELECT
  (
    CAST("v1"."s" AS DOUBLE) / CAST(CAST(36000000000 AS BIGINT) AS DOUBLE)
  ) AS "ratio",
  TRY_CAST(TRUNC((
    CAST("v1"."s" AS DOUBLE) * CAST(2.5e0 AS DOUBLE)
  )) AS BIGINT) AS "more",
  (
    "v1"."s" // CAST(1000 AS BIGINT)
  ) AS "part",
  (
    (
      (
        "v1"."s" % 252000000000
      ) + 252000000000
    ) % 252000000000
  ) AS "rest",
  COALESCE(
    CASE
      WHEN (
        "v1"."s" IS NULL
      )
      THEN ''
      ELSE CONCAT(
        CASE WHEN (
          "v1"."s" < 0
        ) THEN '-' ELSE '' END,
        CASE
          WHEN (
            CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) >= 864000000000
          )
          THEN CONCAT(
            CAST((
              CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) // 864000000000
            ) AS TEXT),
            '.'
          )
          ELSE ''
        END,
        LPAD(
          CAST((
            (
              CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) // 36000000000
            ) % 24
          ) AS TEXT),
          2,
          '0'
        ),
        ':',
        LPAD(
          CAST((
            (
              CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) // 600000000
            ) % 60
          ) AS TEXT),
          2,
          '0'
        ),
        ':',
        LPAD(
          CAST((
            (
              CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) // 10000000
            ) % 60
          ) AS TEXT),
          2,
          '0'
        ),
        CASE
          WHEN (
            (
              CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) % 10000000
            ) <> 0
          )
          THEN CONCAT(
            '.',
            LPAD(
              CAST((
                (
                  CAST(ABS(CAST("v1"."s" AS INT128)) AS UBIGINT) // 1
                ) % 10000000
              ) AS TEXT),
              7,
              '0'
            )
          )
          ELSE ''
        END
      )
    END,
    ''
  ) AS "text"
FROM (VALUES
  (CAST(864000000000 AS BIGINT)),
  (CAST((
      -54000000000
  ) AS BIGINT)),
  (CAST(NULL AS BIGINT))) AS "v1"("s")
