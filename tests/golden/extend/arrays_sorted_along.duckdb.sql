WITH "q2" AS (
  SELECT
    "v1"."a",
    "v1"."b",
    CASE
      WHEN (
        NOT TRY_CAST("v1"."a" AS VARIANT[]) IS NULL
      )
      THEN LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            FLATTEN(
              LIST_VALUE(
                LIST_TRANSFORM(
                  LIST_SORT(
                    LIST_TRANSFORM(
                      LIST_FILTER(
                        GENERATE_SERIES(1, LEN(TRY_CAST("v1"."a" AS VARIANT[]))),
                        LAMBDA e : (
                          JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), e) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                        )
                      ),
                      LAMBDA p : {'f0': CASE
                        WHEN (
                          JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), p) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                        )
                        THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), p) AS JSON), '$') AS DOUBLE)
                      END, 'f1': p, 'f2': p}
                    ),
                    'ASC'
                  ),
                  LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                ),
                LIST_TRANSFORM(
                  LIST_SORT(
                    LIST_TRANSFORM(
                      LIST_FILTER(
                        GENERATE_SERIES(1, LEN(TRY_CAST("v1"."a" AS VARIANT[]))),
                        LAMBDA o : (
                          NOT (
                            JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), o) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                          )
                        )
                      ),
                      LAMBDA p : {'f0': JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), p) AS JSON), '$'), 'f1': p, 'f2': p}
                    ),
                    'ASC'
                  ),
                  LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                ),
                LIST_FILTER(
                  GENERATE_SERIES(1, LEN(TRY_CAST("v1"."a" AS VARIANT[]))),
                  LAMBDA n : (
                    LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), n) IS NULL
                  )
                )
              )
            )
          ),
          LAMBDA once_c1ce17d6 : CAST(LIST_VALUE(
            CASE
              WHEN (
                LEN(TRY_CAST("v1"."a" AS VARIANT[])) = LEN(TRY_CAST("v1"."a" AS VARIANT[]))
              )
              THEN CAST(LIST_TRANSFORM(once_c1ce17d6, LAMBDA f : LIST_EXTRACT(TRY_CAST("v1"."a" AS VARIANT[]), f)) AS VARIANT)
            END,
            CASE
              WHEN (
                LEN(TRY_CAST("v1"."b" AS VARIANT[])) = LEN(TRY_CAST("v1"."a" AS VARIANT[]))
              )
              THEN CAST(LIST_TRANSFORM(once_c1ce17d6, LAMBDA f : LIST_EXTRACT(TRY_CAST("v1"."b" AS VARIANT[]), f)) AS VARIANT)
            END
          ) AS VARIANT)
        ),
        1
      )
    END AS "$several0"
  FROM (VALUES
    (
      CAST(CAST('[1,3,4,5,2]' AS JSON) AS VARIANT),
      CAST(CAST('["a","b","c","d","e"]' AS JSON) AS VARIANT)
    ),
    (
      CAST(CAST('[2,null,2,1]' AS JSON) AS VARIANT),
      CAST(CAST('[1,2,3,4]' AS JSON) AS VARIANT)
    ),
    (CAST(CAST('[2,1]' AS JSON) AS VARIANT), CAST(CAST('[1]' AS JSON) AS VARIANT)),
    (CAST(NULL AS VARIANT), CAST(CAST('[1]' AS JSON) AS VARIANT))) AS "v1"("a", "b")
)
SELECT
  CAST(CAST("q2"."a" AS JSON) AS TEXT) AS "a",
  CAST(CAST("q2"."b" AS JSON) AS TEXT) AS "b",
  CAST(CAST(VARIANT_EXTRACT("q2"."$several0", 1) AS JSON) AS TEXT) AS "up",
  CAST(CAST(VARIANT_EXTRACT("q2"."$several0", 2) AS JSON) AS TEXT) AS "along",
  CAST(CAST(VARIANT_EXTRACT(
    CASE
      WHEN (
        NOT TRY_CAST("q2"."a" AS VARIANT[]) IS NULL
      )
      THEN LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            FLATTEN(
              LIST_VALUE(
                LIST_FILTER(
                  GENERATE_SERIES(1, LEN(TRY_CAST("q2"."a" AS VARIANT[]))),
                  LAMBDA n : (
                    LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), n) IS NULL
                  )
                ),
                LIST_TRANSFORM(
                  LIST_SORT(
                    LIST_TRANSFORM(
                      LIST_FILTER(
                        GENERATE_SERIES(1, LEN(TRY_CAST("q2"."a" AS VARIANT[]))),
                        LAMBDA e : (
                          JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), e) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                        )
                      ),
                      LAMBDA p : {'f0': CASE
                        WHEN (
                          JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), p) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                        )
                        THEN TRY_CAST(JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), p) AS JSON), '$') AS DOUBLE)
                      END, 'f1': (
                        -p
                      ), 'f2': p}
                    ),
                    'DESC'
                  ),
                  LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                ),
                LIST_TRANSFORM(
                  LIST_SORT(
                    LIST_TRANSFORM(
                      LIST_FILTER(
                        GENERATE_SERIES(1, LEN(TRY_CAST("q2"."a" AS VARIANT[]))),
                        LAMBDA o : (
                          NOT (
                            JSON_TYPE(CAST(LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), o) AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
                          )
                        )
                      ),
                      LAMBDA p : {'f0': JSON_EXTRACT_STRING(CAST(LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), p) AS JSON), '$'), 'f1': (
                        -p
                      ), 'f2': p}
                    ),
                    'DESC'
                  ),
                  LAMBDA q : STRUCT_EXTRACT(q, 'f2')
                )
              )
            )
          ),
          LAMBDA once_b0d584e3 : CAST(LIST_VALUE(
            CASE
              WHEN (
                LEN(TRY_CAST("q2"."a" AS VARIANT[])) = LEN(TRY_CAST("q2"."a" AS VARIANT[]))
              )
              THEN CAST(LIST_TRANSFORM(once_b0d584e3, LAMBDA f : LIST_EXTRACT(TRY_CAST("q2"."a" AS VARIANT[]), f)) AS VARIANT)
            END,
            CASE
              WHEN (
                LEN(TRY_CAST("q2"."b" AS VARIANT[])) = LEN(TRY_CAST("q2"."a" AS VARIANT[]))
              )
              THEN CAST(LIST_TRANSFORM(once_b0d584e3, LAMBDA f : LIST_EXTRACT(TRY_CAST("q2"."b" AS VARIANT[]), f)) AS VARIANT)
            END
          ) AS VARIANT)
        ),
        1
      )
    END,
    2
  ) AS JSON) AS TEXT) AS "second"
FROM "q2"
