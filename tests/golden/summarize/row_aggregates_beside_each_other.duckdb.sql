WITH "q2" AS (
  SELECT
    "v1"."k" AS "k",
    COALESCE(
      ARG_MAX({'f0': "v1"."v", 'f1': "v1"."w"}, "v1"."v") FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )),
      FIRST({'f0': "v1"."v", 'f1': "v1"."w"})
    ) AS "$s0",
    COALESCE(
      ARG_MIN({'f0': "v1"."v", 'f1': "v1"."w"}, "v1"."v") FILTER(WHERE
        (
          NOT "v1"."v" IS NULL
        )),
      FIRST({'f0': "v1"."v", 'f1': "v1"."w"})
    ) AS "$s1",
    COALESCE(
      ARG_MAX({'f0': "v1"."w", 'f1': "v1"."v"}, "v1"."w") FILTER(WHERE
        (
          NOT "v1"."w" IS NULL
        )),
      FIRST({'f0': "v1"."w", 'f1': "v1"."v"})
    ) AS "$s2"
  FROM (VALUES
    (CAST(1 AS BIGINT), CAST(10 AS BIGINT), CAST(100 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(20 AS BIGINT), CAST(50 AS BIGINT))) AS "v1"("k", "v", "w")
  GROUP BY
    1
)
SELECT
  "q2"."k",
  STRUCT_EXTRACT("q2"."$s0", 'f0') AS "v",
  STRUCT_EXTRACT("q2"."$s0", 'f1') AS "w",
  STRUCT_EXTRACT("q2"."$s1", 'f0') AS "v1",
  STRUCT_EXTRACT("q2"."$s1", 'f1') AS "w1",
  STRUCT_EXTRACT("q2"."$s2", 'f0') AS "m",
  STRUCT_EXTRACT("q2"."$s2", 'f1') AS "v2"
FROM "q2"
