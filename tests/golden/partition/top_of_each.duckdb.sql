SELECT
  "v1"."k",
  "v1"."v" AS "best"
FROM (VALUES
  ('a', CAST(1 AS BIGINT)),
  ('a', CAST(3 AS BIGINT)),
  ('b', CAST(2 AS BIGINT)),
  ('', CAST(4 AS BIGINT)),
  ('b', CAST(2 AS BIGINT))) AS "v1"("k", "v")
QUALIFY
  (
    ROW_NUMBER() OVER (PARTITION BY "v1"."k" ORDER BY "v1"."v" DESC) <= 1
  )
ORDER BY
  "v1"."v" DESC
