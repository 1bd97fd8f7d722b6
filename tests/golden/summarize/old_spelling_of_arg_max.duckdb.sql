WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    COALESCE(
      ARG_MAX({'f0': "v1"."v", 'f1': "v1"."t"}, "v1"."v") FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )),
      FIRST({'f0': "v1"."v", 'f1': "v1"."t"})
    ) AS "$s0",
    COALESCE(
      ARG_MIN({'f0': "v1"."v", 'f1': "v1"."t"}, "v1"."v") FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )),
      FIRST({'f0': "v1"."v", 'f1': "v1"."t"})
    ) AS "$s1"
  FROM (VALUES
    ('a', CAST(1 AS BIGINT), 'x'),
    ('a', CAST(3 AS BIGINT), 'y'),
    ('b', CAST(2 AS BIGINT), 'z')) AS "v1"("k", "v", "t")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  STRUCT_EXTRACT("q2"."$s0", 'f0') AS "max_v",
  COALESCE(STRUCT_EXTRACT("q2"."$s0", 'f1'), '') AS "max_v_t",
  STRUCT_EXTRACT("q2"."$s1", 'f0') AS "low",
  COALESCE(STRUCT_EXTRACT("q2"."$s1", 'f1'), '') AS "what"
FROM "q2"
