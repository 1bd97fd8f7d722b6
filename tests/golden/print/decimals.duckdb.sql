SELECT
  COALESCE(
    (
      TRY(
        CAST((
          CAST('0.1' AS DECIMAL(38, 18)) + CAST('0.2' AS DECIMAL(38, 18))
        ) AS DECIMAL(38, 18))
      ) = CAST('0.3' AS DECIMAL(38, 18))
    ),
    FALSE
  ) AS "a",
  COALESCE(REGEXP_REPLACE(CAST(CAST('1.50' AS DECIMAL(38, 18)) AS TEXT), '\.?0+$', ''), '') AS "b",
  TRY(
    CAST((
      CAST('7' AS DECIMAL(38, 18)) / CAST(CAST(2 AS BIGINT) AS DECIMAL(38, 18))
    ) AS DECIMAL(38, 18))
  ) AS "c"
