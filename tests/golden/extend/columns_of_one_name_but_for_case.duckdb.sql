WITH "q1" AS (
  SELECT
    CAST(1 AS BIGINT) AS "foo"
), "q2" AS (
  SELECT
    "q1"."foo",
    COALESCE(
      TRY_CAST((
        CAST("q1"."foo" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
      ) AS BIGINT),
      CAST((
        (
          (
            (
              CAST("q1"."foo" AS INT128) + CAST(CAST(1 AS BIGINT) AS INT128)
            ) + CAST('9223372036854775808' AS INT128)
          ) & CAST('18446744073709551615' AS INT128)
        ) - CAST('9223372036854775808' AS INT128)
      ) AS BIGINT)
    ) AS "Foo#2",
    COALESCE(
      TRY_CAST((
        CAST("q1"."foo" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
      ) AS BIGINT),
      CAST((
        (
          (
            (
              CAST("q1"."foo" AS INT128) + CAST(CAST(2 AS BIGINT) AS INT128)
            ) + CAST('9223372036854775808' AS INT128)
          ) & CAST('18446744073709551615' AS INT128)
        ) - CAST('9223372036854775808' AS INT128)
      ) AS BIGINT)
    ) AS "FOO#3"
  FROM "q1"
)
SELECT
  "q2"."foo",
  "q2"."Foo#2",
  "q2"."FOO#3"
FROM "q2"
WHERE
  (
    (
      "q2"."Foo#2" = 2
    ) AND (
      "q2"."FOO#3" = 3
    )
  )
