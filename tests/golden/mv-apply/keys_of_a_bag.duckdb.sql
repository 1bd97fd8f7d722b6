WITH "q6" AS (
  SELECT
    "v5"."Pack",
    ROW_NUMBER() OVER () AS "$each_row1"
  FROM (VALUES
    (
      CAST(CAST('{"Source":"555-1234","Target":"555-1212","Count":46}' AS JSON) AS VARIANT)
    ),
    (CAST(CAST('{"Source":"555-2424","Target":"","Count":null}' AS JSON) AS VARIANT))) AS "v5"("Pack")
), "q7" AS MATERIALIZED (
  SELECT
    "q6"."Pack",
    "q6"."$each_row1"
  FROM "q6"
), "q8" AS (
  SELECT
    "q7"."Pack",
    "q7"."$each_row1",
    CAST("q7"."Pack" AS JSON) AS "$json0"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."Pack",
    "q8"."$each_row1",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q8"."$json0") = 'ARRAY'
        )
        THEN CAST("q8"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q8"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q8"."$json0"), JSON_EXTRACT("q8"."$json0", '$.*')),
          LAMBDA entry : CAST(MAP_FROM_ENTRIES(LIST_VALUE(entry)) AS JSON)
        )
        ELSE LIST_VALUE("q8"."$json0")
      END
    ) AS "$json0"
  FROM "q8"
), "q10" AS MATERIALIZED (
  SELECT
    "q9"."Pack",
    "q9"."$each_row1"
  FROM "q9"
), "q11" AS (
  SELECT
    "q10"."$each_row1" AS "$each_key1"
  FROM "q10"
  GROUP BY
    1
), "q12" AS (
  SELECT
    "q10"."$each_row1" AS "$each_key1",
    CAST("q10"."Pack" AS JSON) AS "$json0"
  FROM "q10"
), "q13" AS (
  SELECT
    "q12"."$each_key1",
    UNNEST(
      CASE
        WHEN (
          JSON_TYPE("q12"."$json0") = 'ARRAY'
        )
        THEN CAST("q12"."$json0" AS JSON[])
        WHEN (
          JSON_TYPE("q12"."$json0") = 'OBJECT'
        )
        THEN LIST_TRANSFORM(
          LIST_ZIP(JSON_KEYS("q12"."$json0"), JSON_EXTRACT("q12"."$json0", '$.*')),
          LAMBDA entry : JSON_ARRAY(STRUCT_EXTRACT(entry, 1), STRUCT_EXTRACT(entry, 2))
        )
        ELSE LIST_VALUE("q12"."$json0")
      END
    ) AS "$json0"
  FROM "q12"
), "q14" AS (
  SELECT
    CAST("q13"."$json0" AS VARIANT) AS "Pack",
    "q13"."$each_key1"
  FROM "q13"
), "q15" AS (
  SELECT
    "q14"."$each_key1" AS "$each_key1",
    COALESCE(
      CAST(LIST_DISTINCT(
        FLATTEN(
          ARRAY_AGG(
            CASE
              WHEN (
                JSON_TYPE(CAST(VARIANT_EXTRACT("q14"."Pack", 1) AS JSON)) = 'ARRAY'
              )
              THEN CAST(CAST(VARIANT_EXTRACT("q14"."Pack", 1) AS JSON) AS JSON[])
              ELSE LIST_VALUE(CAST(VARIANT_EXTRACT("q14"."Pack", 1) AS JSON))
            END
          )
        )
      ) AS VARIANT),
      CAST(CAST('[]' AS JSON) AS VARIANT)
    ) AS "propsToRemove"
  FROM "q14"
  WHERE
    (
      NOT STARTS_WITH(
        LOWER(
          COALESCE(JSON_EXTRACT_STRING(CAST(VARIANT_EXTRACT("q14"."Pack", 2) AS JSON), '$'), '')
        ),
        '555'
      )
    )
  GROUP BY
    1
), "q16" AS (
  SELECT
    "q15"."$each_key1",
    "q15"."propsToRemove",
    CAST(1 AS BIGINT) AS "$each_found"
  FROM "q15"
), "q17" AS (
  SELECT
    CASE
      WHEN (
        "r4"."$each_found" IS NULL
      )
      THEN CAST(CAST('[]' AS JSON) AS VARIANT)
      ELSE "r4"."propsToRemove"
    END AS "propsToRemove",
    "l3"."$each_key1"
  FROM "q11" AS "l3"
  LEFT JOIN "q16" AS "r4"
    ON (
      "l3"."$each_key1" = "r4"."$each_key1"
    )
)
SELECT
  CAST(CAST("r2"."Pack" AS JSON) AS TEXT) AS "Pack",
  CAST(CAST(CASE
    WHEN (
      (
        NOT MAP_ENTRIES(TRY_CAST(CAST("r2"."Pack" AS JSON) AS MAP(TEXT, JSON))) IS NULL
      )
      AND (
        NOT LIST_TRANSFORM(
          LIST_EXTRACT(
            LIST_TRANSFORM(
              LIST_VALUE(
                CASE
                  WHEN STARTS_WITH(VARIANT_TYPEOF("l1"."propsToRemove"), 'ARRAY(')
                  THEN TRY_CAST(SUBSTRING(
                    VARIANT_TYPEOF("l1"."propsToRemove"),
                    7,
                    (
                      LEN(VARIANT_TYPEOF("l1"."propsToRemove")) - 7
                    )
                  ) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              ),
              LAMBDA once_f551169f : CASE
                WHEN (
                  once_f551169f <= 4
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("l1"."propsToRemove", 1),
                    VARIANT_EXTRACT("l1"."propsToRemove", 2),
                    VARIANT_EXTRACT("l1"."propsToRemove", 3),
                    VARIANT_EXTRACT("l1"."propsToRemove", 4)
                  ),
                  1,
                  once_f551169f
                )
                WHEN (
                  once_f551169f <= 16
                )
                THEN LIST_SLICE(
                  LIST_VALUE(
                    VARIANT_EXTRACT("l1"."propsToRemove", 1),
                    VARIANT_EXTRACT("l1"."propsToRemove", 2),
                    VARIANT_EXTRACT("l1"."propsToRemove", 3),
                    VARIANT_EXTRACT("l1"."propsToRemove", 4),
                    VARIANT_EXTRACT("l1"."propsToRemove", 5),
                    VARIANT_EXTRACT("l1"."propsToRemove", 6),
                    VARIANT_EXTRACT("l1"."propsToRemove", 7),
                    VARIANT_EXTRACT("l1"."propsToRemove", 8),
                    VARIANT_EXTRACT("l1"."propsToRemove", 9),
                    VARIANT_EXTRACT("l1"."propsToRemove", 10),
                    VARIANT_EXTRACT("l1"."propsToRemove", 11),
                    VARIANT_EXTRACT("l1"."propsToRemove", 12),
                    VARIANT_EXTRACT("l1"."propsToRemove", 13),
                    VARIANT_EXTRACT("l1"."propsToRemove", 14),
                    VARIANT_EXTRACT("l1"."propsToRemove", 15),
                    VARIANT_EXTRACT("l1"."propsToRemove", 16)
                  ),
                  1,
                  once_f551169f
                )
                WHEN (
                  once_f551169f > 16
                )
                THEN TRY_CAST("l1"."propsToRemove" AS VARIANT[])
                ELSE CAST(NULL AS VARIANT[])
              END
            ),
            1
          ),
          LAMBDA k : JSON_EXTRACT_STRING(CAST(k AS JSON), '$')
        ) IS NULL
      )
    )
    THEN CAST(CAST(MAP_FROM_ENTRIES(
      LIST_FILTER(
        MAP_ENTRIES(TRY_CAST(CAST("r2"."Pack" AS JSON) AS MAP(TEXT, JSON))),
        LAMBDA x : (
          NOT LIST_CONTAINS(
            LIST_TRANSFORM(
              LIST_EXTRACT(
                LIST_TRANSFORM(
                  LIST_VALUE(
                    CASE
                      WHEN STARTS_WITH(VARIANT_TYPEOF("l1"."propsToRemove"), 'ARRAY(')
                      THEN TRY_CAST(SUBSTRING(
                        VARIANT_TYPEOF("l1"."propsToRemove"),
                        7,
                        (
                          LEN(VARIANT_TYPEOF("l1"."propsToRemove")) - 7
                        )
                      ) AS BIGINT)
                      ELSE CAST(NULL AS BIGINT)
                    END
                  ),
                  LAMBDA once_f551169f : CASE
                    WHEN (
                      once_f551169f <= 4
                    )
                    THEN LIST_SLICE(
                      LIST_VALUE(
                        VARIANT_EXTRACT("l1"."propsToRemove", 1),
                        VARIANT_EXTRACT("l1"."propsToRemove", 2),
                        VARIANT_EXTRACT("l1"."propsToRemove", 3),
                        VARIANT_EXTRACT("l1"."propsToRemove", 4)
                      ),
                      1,
                      once_f551169f
                    )
                    WHEN (
                      once_f551169f <= 16
                    )
                    THEN LIST_SLICE(
                      LIST_VALUE(
                        VARIANT_EXTRACT("l1"."propsToRemove", 1),
                        VARIANT_EXTRACT("l1"."propsToRemove", 2),
                        VARIANT_EXTRACT("l1"."propsToRemove", 3),
                        VARIANT_EXTRACT("l1"."propsToRemove", 4),
                        VARIANT_EXTRACT("l1"."propsToRemove", 5),
                        VARIANT_EXTRACT("l1"."propsToRemove", 6),
                        VARIANT_EXTRACT("l1"."propsToRemove", 7),
                        VARIANT_EXTRACT("l1"."propsToRemove", 8),
                        VARIANT_EXTRACT("l1"."propsToRemove", 9),
                        VARIANT_EXTRACT("l1"."propsToRemove", 10),
                        VARIANT_EXTRACT("l1"."propsToRemove", 11),
                        VARIANT_EXTRACT("l1"."propsToRemove", 12),
                        VARIANT_EXTRACT("l1"."propsToRemove", 13),
                        VARIANT_EXTRACT("l1"."propsToRemove", 14),
                        VARIANT_EXTRACT("l1"."propsToRemove", 15),
                        VARIANT_EXTRACT("l1"."propsToRemove", 16)
                      ),
                      1,
                      once_f551169f
                    )
                    WHEN (
                      once_f551169f > 16
                    )
                    THEN TRY_CAST("l1"."propsToRemove" AS VARIANT[])
                    ELSE CAST(NULL AS VARIANT[])
                  END
                ),
                1
              ),
              LAMBDA k : JSON_EXTRACT_STRING(CAST(k AS JSON), '$')
            ),
            STRUCT_EXTRACT(x, 'key')
          )
        )
      )
    ) AS JSON) AS VARIANT)
    ELSE CAST(NULL AS VARIANT)
  END AS JSON) AS TEXT) AS "values"
FROM "q17" AS "l1"
JOIN "q7" AS "r2"
  ON (
    "l1"."$each_key1" = "r2"."$each_row1"
  )
