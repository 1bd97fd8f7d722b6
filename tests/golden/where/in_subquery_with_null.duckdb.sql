WITH "q3" AS (
  SELECT
    "v2"."y"
  FROM (VALUES
    (CAST(1 AS BIGINT)),
    (CAST(NULL AS BIGINT))) AS "v2"("y")
)
SELECT
  "v1"."x"
FROM (VALUES
  (CAST(1 AS BIGINT)),
  (CAST(2 AS BIGINT)),
  (CAST(NULL AS BIGINT))) AS "v1"("x")
WHERE
  (
    NOT COALESCE(
      (
        "v1"."x" IN (
          SELECT
            "s4"."y"
          FROM "q3" AS "s4"
          WHERE
            (
              NOT "s4"."y" IS NULL
            )
        )
      ),
      FALSE
    )
  )
