SELECT
  CAST(CAST(CAST(MAP_EXTRACT_VALUE(TRY_CAST(CAST("v1"."d" AS JSON) AS MAP(TEXT, JSON)), "v1"."k") AS VARIANT) AS JSON) AS TEXT) AS "d_",
  CAST(CAST(LIST_EXTRACT(
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          CASE
            WHEN STARTS_WITH(VARIANT_TYPEOF("v1"."d"), 'ARRAY(')
            THEN TRY_CAST(SUBSTRING(VARIANT_TYPEOF("v1"."d"), 7, (
              LEN(VARIANT_TYPEOF("v1"."d")) - 7
            )) AS BIGINT)
            ELSE CAST(NULL AS BIGINT)
          END
        ),
        LAMBDA once_13e2bdb2 : CASE
          WHEN (
            once_13e2bdb2 <= 4
          )
          THEN LIST_SLICE(
            LIST_VALUE(
              VARIANT_EXTRACT("v1"."d", 1),
              VARIANT_EXTRACT("v1"."d", 2),
              VARIANT_EXTRACT("v1"."d", 3),
              VARIANT_EXTRACT("v1"."d", 4)
            ),
            1,
            once_13e2bdb2
          )
          WHEN (
            once_13e2bdb2 <= 16
          )
          THEN LIST_SLICE(
            LIST_VALUE(
              VARIANT_EXTRACT("v1"."d", 1),
              VARIANT_EXTRACT("v1"."d", 2),
              VARIANT_EXTRACT("v1"."d", 3),
              VARIANT_EXTRACT("v1"."d", 4),
              VARIANT_EXTRACT("v1"."d", 5),
              VARIANT_EXTRACT("v1"."d", 6),
              VARIANT_EXTRACT("v1"."d", 7),
              VARIANT_EXTRACT("v1"."d", 8),
              VARIANT_EXTRACT("v1"."d", 9),
              VARIANT_EXTRACT("v1"."d", 10),
              VARIANT_EXTRACT("v1"."d", 11),
              VARIANT_EXTRACT("v1"."d", 12),
              VARIANT_EXTRACT("v1"."d", 13),
              VARIANT_EXTRACT("v1"."d", 14),
              VARIANT_EXTRACT("v1"."d", 15),
              VARIANT_EXTRACT("v1"."d", 16)
            ),
            1,
            once_13e2bdb2
          )
          WHEN (
            once_13e2bdb2 > 16
          )
          THEN TRY_CAST("v1"."d" AS VARIANT[])
          ELSE CAST(NULL AS VARIANT[])
        END
      ),
      1
    ),
    CASE
      WHEN (
        CAST("v1"."n" AS BIGINT) >= 0
      )
      THEN (
        LEAST(CAST("v1"."n" AS BIGINT), 1099511627776) + 1
      )
      ELSE CAST("v1"."n" AS BIGINT)
    END
  ) AS JSON) AS TEXT) AS "d_1",
  CAST(CAST(CAST(MAP_EXTRACT_VALUE(
    TRY_CAST(CAST(VARIANT_EXTRACT("v1"."d", 'a') AS JSON) AS MAP(TEXT, JSON)),
    CONCAT('b', '')
  ) AS VARIANT) AS JSON) AS TEXT) AS "d_a_",
  CAST(CAST(CAST(MAP_EXTRACT_VALUE(
    TRY_CAST(CAST("v1"."d" AS JSON) AS MAP(TEXT, JSON)),
    COALESCE(CAST("v1"."n" AS TEXT), '')
  ) AS VARIANT) AS JSON) AS TEXT) AS "d_2"
FROM (VALUES
  (CAST(CAST('{"a":{"b":1},"x.y":2}' AS JSON) AS VARIANT), 'x.y', CAST(0 AS BIGINT)),
  (CAST(CAST('[10,20,30]' AS JSON) AS VARIANT), 'a', CAST((
      -1
  ) AS BIGINT)),
  (CAST(NULL AS VARIANT), '', CAST(NULL AS BIGINT))) AS "v1"("d", "k", "n")
