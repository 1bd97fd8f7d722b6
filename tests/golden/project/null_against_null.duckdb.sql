SELECT
  CASE
    WHEN (
      (
        "v1"."x" IS NULL
      ) AND (
        "v1"."y" IS NULL
      )
    )
    THEN CAST(NULL AS BOOLEAN)
    ELSE COALESCE((
      "v1"."x" = "v1"."y"
    ), FALSE)
  END AS "e",
  CASE
    WHEN (
      (
        "v1"."x" IS NULL
      ) AND (
        "v1"."y" IS NULL
      )
    )
    THEN CAST(NULL AS BOOLEAN)
    ELSE (
      "v1"."x" IS DISTINCT FROM "v1"."y"
    )
  END AS "u",
  (
    "v1"."x" < "v1"."y"
  ) AS "l"
FROM (VALUES
  (CAST(1 AS BIGINT), CAST(1 AS BIGINT)),
  (CAST(1 AS BIGINT), CAST(NULL AS BIGINT)),
  (CAST(NULL AS BIGINT), CAST(NULL AS BIGINT))) AS "v1"("x", "y")
