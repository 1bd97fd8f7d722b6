SELECT
  "v1"."a",
  "v1"."b",
  TRY((
    "v1"."a" // "v1"."b"
  )) AS "d",
  CAST((
    (
      (
        CAST("v1"."a" AS INT128) % NULLIF(ABS(CAST("v1"."b" AS INT128)), 0)
      ) + NULLIF(ABS(CAST("v1"."b" AS INT128)), 0)
    ) % NULLIF(ABS(CAST("v1"."b" AS INT128)), 0)
  ) AS BIGINT) AS "m"
FROM (VALUES
  (CAST((
      -7
  ) AS BIGINT), CAST(2 AS BIGINT)),
  (CAST((
      -5
  ) AS BIGINT), CAST(3 AS BIGINT)),
  (CAST(5 AS BIGINT), CAST((
      -3
  ) AS BIGINT)),
  (CAST(7 AS BIGINT), CAST(0 AS BIGINT))) AS "v1"("a", "b")
