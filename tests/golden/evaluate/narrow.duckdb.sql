WITH "q1" AS (
  SELECT
    TRUE AS "IsHealthy",
    CAST(2 AS BIGINT) AS "MachinesTotal",
    '1.0.6281.19882' AS "BuildVersion",
    CAST('2017-03-14 10:59:18.926300' AS TIMESTAMP) AS "NodeLastRestartedOn",
    CAST(NULL AS VARIANT) AS "NotHealthyReason",
    CAST(0 AS BIGINT) AS "$row"
), "q2" AS (
  SELECT
    CAST(LIST_VALUE(
      CAST(COALESCE(
        CASE
          WHEN "q1"."IsHealthy"
          THEN 'True'
          WHEN (
            NOT "q1"."IsHealthy"
          )
          THEN 'False'
          ELSE ''
        END,
        ''
      ) AS VARIANT),
      CAST(COALESCE(CAST("q1"."MachinesTotal" AS TEXT), '') AS VARIANT),
      CAST("q1"."BuildVersion" AS VARIANT),
      CAST(COALESCE(STRFTIME("q1"."NodeLastRestartedOn", '%Y-%m-%dT%H:%M:%S.%f0Z'), '') AS VARIANT),
      CAST(COALESCE(JSON_EXTRACT_STRING(CAST("q1"."NotHealthyReason" AS JSON), '$'), '') AS VARIANT)
    ) AS VARIANT) AS "cells",
    "q1"."$row",
    ROW_NUMBER() OVER (ORDER BY "q1"."$row" ASC NULLS FIRST) AS "$seq"
  FROM "q1"
), "q3" AS (
  SELECT
    "q2"."cells",
    "q2"."$row",
    "q2"."$seq",
    ROW_NUMBER() OVER (ORDER BY "q2"."$seq" ASC NULLS FIRST) AS "$window1"
  FROM "q2"
), "q4" AS (
  SELECT
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST(CAST(0 AS BIGINT) AS INT128) + (
              CAST("q3"."$window1" AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
            )
          )
        ),
        LAMBDA once_e1258fa0 : COALESCE(
          TRY_CAST(once_e1258fa0 AS BIGINT),
          CAST((
            (
              (
                once_e1258fa0 + CAST('9223372036854775808' AS INT128)
              ) & CAST('18446744073709551615' AS INT128)
            ) - CAST('9223372036854775808' AS INT128)
          ) AS BIGINT)
        )
      ),
      1
    ) AS "Row",
    "q3"."$seq",
    CAST("q3"."cells" AS JSON) AS "$json0"
  FROM "q3"
  ORDER BY
    "q3"."$seq" ASC NULLS FIRST
), "q5" AS (
  SELECT
    "q4"."Row",
    "q4"."$seq",
    CASE
      WHEN (
        JSON_TYPE("q4"."$json0") = 'ARRAY'
      )
      THEN CAST("q4"."$json0" AS JSON[])
      WHEN (
        JSON_TYPE("q4"."$json0") = 'OBJECT'
      )
      THEN LIST_TRANSFORM(
        LIST_ZIP(JSON_KEYS("q4"."$json0"), JSON_EXTRACT("q4"."$json0", '$.*')),
        LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
      )
      ELSE LIST_VALUE("q4"."$json0")
    END AS "$json0"
  FROM "q4"
  ORDER BY
    "q4"."$seq" ASC NULLS FIRST
), "q6" AS (
  SELECT
    "q5"."Row",
    "q5"."$seq",
    UNNEST("q5"."$json0") AS "$json0",
    UNNEST(RANGE(LEN("q5"."$json0"))) AS "$index"
  FROM "q5"
  ORDER BY
    "q5"."$seq" ASC NULLS FIRST
), "q7" AS (
  SELECT
    "q6"."Row",
    COALESCE(JSON_EXTRACT_STRING("q6"."$json0", '$'), '') AS "Value",
    "q6"."$index" AS "place",
    "q6"."$seq"
  FROM "q6"
  ORDER BY
    "q6"."$seq" ASC NULLS FIRST
), "q8" AS (
  SELECT
    "q7"."Row",
    "q7"."Value",
    "q7"."place",
    ROW_NUMBER() OVER (ORDER BY "q7"."$seq" ASC NULLS FIRST, "q7"."place" ASC NULLS FIRST) AS "$seq"
  FROM "q7"
)
SELECT
  "q8"."Row",
  COALESCE(
    JSON_EXTRACT_STRING(
      CAST(LIST_EXTRACT(
        LIST_EXTRACT(
          LIST_TRANSFORM(
            LIST_VALUE(
              CASE
                WHEN STARTS_WITH(
                  VARIANT_TYPEOF(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT)
                  ),
                  'ARRAY('
                )
                THEN TRY_CAST(SUBSTRING(
                  VARIANT_TYPEOF(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT)
                  ),
                  7,
                  (
                    LEN(
                      VARIANT_TYPEOF(
                        CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT)
                      )
                    ) - 7
                  )
                ) AS BIGINT)
                ELSE CAST(NULL AS BIGINT)
              END
            ),
            LAMBDA once_f88b6ffc : CASE
              WHEN (
                once_f88b6ffc <= 4
              )
              THEN LIST_SLICE(
                LIST_VALUE(
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    1
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    2
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    3
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    4
                  )
                ),
                1,
                once_f88b6ffc
              )
              WHEN (
                once_f88b6ffc <= 16
              )
              THEN LIST_SLICE(
                LIST_VALUE(
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    1
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    2
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    3
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    4
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    5
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    6
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    7
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    8
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    9
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    10
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    11
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    12
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    13
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    14
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    15
                  ),
                  VARIANT_EXTRACT(
                    CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT),
                    16
                  )
                ),
                1,
                once_f88b6ffc
              )
              WHEN (
                once_f88b6ffc > 16
              )
              THEN TRY_CAST(CAST(CAST('["IsHealthy","MachinesTotal","BuildVersion","NodeLastRestartedOn","NotHealthyReason"]' AS JSON) AS VARIANT) AS VARIANT[])
              ELSE CAST(NULL AS VARIANT[])
            END
          ),
          1
        ),
        CASE
          WHEN (
            CAST("q8"."place" AS BIGINT) >= 0
          )
          THEN (
            LEAST(CAST("q8"."place" AS BIGINT), 1099511627776) + 1
          )
          ELSE CAST("q8"."place" AS BIGINT)
        END
      ) AS JSON),
      '$'
    ),
    ''
  ) AS "Column",
  "q8"."Value"
FROM "q8"
ORDER BY
  "q8"."$seq" ASC NULLS FIRST
