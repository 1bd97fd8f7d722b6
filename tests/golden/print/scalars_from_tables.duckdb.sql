WITH "q2" AS MATERIALIZED (
  SELECT
    "v1"."a"
  FROM (VALUES
    (CAST(5 AS BIGINT)),
    (CAST(7 AS BIGINT))) AS "v1"("a")
), "q3" AS (
  SELECT
    MAX("q2"."a") AS "max_a"
  FROM "q2"
), "q5" AS (
  SELECT
    COUNT(*) AS "Count"
  FROM "q2"
), "q7" AS (
  SELECT
    "q2"."a"
  FROM "q2"
  WHERE
    (
      "q2"."a" > 9
    )
)
SELECT
  (
    (
      SELECT
        "s4"."max_a"
      FROM "q3" AS "s4"
      LIMIT 1
    ) // CAST(2 AS BIGINT)
  ) AS "m",
  LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        (
          CAST(CAST(7 AS BIGINT) AS INT128) - CAST((
            SELECT
              "s6"."Count"
            FROM "q5" AS "s6"
            LIMIT 1
          ) AS INT128)
        )
      ),
      LAMBDA once_34f17b1f : COALESCE(
        TRY_CAST(once_34f17b1f AS BIGINT),
        CAST((
          (
            (
              once_34f17b1f + CAST('9223372036854775808' AS INT128)
            ) & CAST('18446744073709551615' AS INT128)
          ) - CAST('9223372036854775808' AS INT128)
        ) AS BIGINT)
      )
    ),
    1
  ) AS "n",
  (
    SELECT
      "s8"."a"
    FROM "q7" AS "s8"
    LIMIT 1
  ) AS "none"
