WITH "q2" AS (
  SELECT
    "v1"."s",
    "v1"."n",
    "v1"."d",
    "v1"."r",
    (
      CONTAINS(
        LOWER(
          CONCAT_WS(
            '',
            "v1"."s",
            COALESCE(CAST("v1"."n" AS TEXT), ''),
            COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
          )
        ),
        '3'
      )
      AND REGEXP_MATCHES(
        LOWER(
          CONCAT_WS(
            '',
            "v1"."s",
            COALESCE(CAST("v1"."n" AS TEXT), ''),
            COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
          )
        ),
        '(?:^|[^\p{L}\p{N}])3(?:$|[^\p{L}\p{N}])'
      )
    ) AS "term",
    CONTAINS(
      LOWER(
        CONCAT_WS(
          '',
          "v1"."s",
          COALESCE(CAST("v1"."n" AS TEXT), ''),
          COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
        )
      ),
      'ze'
    ) AS "part",
    (
      (
        COALESCE((
          "v1"."n" = 3
        ), FALSE)
        OR COALESCE(
          (
            CASE
              WHEN (
                JSON_TYPE(CAST("v1"."d" AS JSON)) IN ('UBIGINT', 'BIGINT', 'DOUBLE')
              )
              THEN TRY_CAST(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$') AS DOUBLE)
              ELSE CAST(NULL AS DOUBLE)
            END = 3
          ),
          FALSE
        )
      )
      OR COALESCE((
        "v1"."r" = 3
      ), FALSE)
    ) AS "same",
    (
      NOT (
        CONTAINS(
          LOWER(
            CONCAT_WS(
              '',
              "v1"."s",
              COALESCE(CAST("v1"."n" AS TEXT), ''),
              COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
            )
          ),
          'b'
        )
        AND REGEXP_MATCHES(
          LOWER(
            CONCAT_WS(
              '',
              "v1"."s",
              COALESCE(CAST("v1"."n" AS TEXT), ''),
              COALESCE(JSON_EXTRACT_STRING(CAST("v1"."d" AS JSON), '$'), '')
            )
          ),
          '(?:^|[^\p{L}\p{N}])b(?:$|[^\p{L}\p{N}])'
        )
      )
    ) AS "none"
  FROM (VALUES
    (
      'a b',
      CAST(3 AS BIGINT),
      CAST(CAST('{"k":"zed"}' AS JSON) AS VARIANT),
      CAST(2.5e0 AS DOUBLE)
    ),
    (
      '',
      CAST(12 AS BIGINT),
      CAST(CAST('"3"' AS JSON) AS VARIANT),
      CAST(3.0e0 AS DOUBLE)
    ),
    ('ab', CAST(0 AS BIGINT), CAST(NULL AS VARIANT), CAST(NULL AS DOUBLE))) AS "v1"("s", "n", "d", "r")
)
SELECT
  "q2"."s",
  "q2"."n",
  CAST(CAST("q2"."d" AS JSON) AS TEXT) AS "d",
  "q2"."r",
  "q2"."term",
  "q2"."part",
  "q2"."same",
  "q2"."none"
FROM "q2"
WHERE
  (
    (
      (
        CONTAINS(
          LOWER(
            CONCAT_WS(
              '',
              "q2"."s",
              COALESCE(CAST("q2"."n" AS TEXT), ''),
              COALESCE(JSON_EXTRACT_STRING(CAST("q2"."d" AS JSON), '$'), ''),
              COALESCE(
                CASE WHEN "q2"."term" THEN 'True' WHEN (
                  NOT "q2"."term"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."part" THEN 'True' WHEN (
                  NOT "q2"."part"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."same" THEN 'True' WHEN (
                  NOT "q2"."same"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."none" THEN 'True' WHEN (
                  NOT "q2"."none"
                ) THEN 'False' ELSE '' END,
                ''
              )
            )
          ),
          'b'
        )
        AND REGEXP_MATCHES(
          LOWER(
            CONCAT_WS(
              '',
              "q2"."s",
              COALESCE(CAST("q2"."n" AS TEXT), ''),
              COALESCE(JSON_EXTRACT_STRING(CAST("q2"."d" AS JSON), '$'), ''),
              COALESCE(
                CASE WHEN "q2"."term" THEN 'True' WHEN (
                  NOT "q2"."term"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."part" THEN 'True' WHEN (
                  NOT "q2"."part"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."same" THEN 'True' WHEN (
                  NOT "q2"."same"
                ) THEN 'False' ELSE '' END,
                ''
              ),
              COALESCE(
                CASE WHEN "q2"."none" THEN 'True' WHEN (
                  NOT "q2"."none"
                ) THEN 'False' ELSE '' END,
                ''
              )
            )
          ),
          '(?:^|[^\p{L}\p{N}])b(?:$|[^\p{L}\p{N}])'
        )
      )
      OR (
        (
          (
            STARTS_WITH(LOWER("q2"."s"), 'a')
            OR STARTS_WITH(LOWER(COALESCE(CAST("q2"."n" AS TEXT), '')), 'a')
          )
          OR (
            STARTS_WITH(LOWER(COALESCE(JSON_EXTRACT_STRING(CAST("q2"."d" AS JSON), '$'), '')), 'a')
            OR STARTS_WITH(
              LOWER(
                COALESCE(
                  CASE WHEN "q2"."term" THEN 'True' WHEN (
                    NOT "q2"."term"
                  ) THEN 'False' ELSE '' END,
                  ''
                )
              ),
              'a'
            )
          )
        )
        OR (
          (
            STARTS_WITH(
              LOWER(
                COALESCE(
                  CASE WHEN "q2"."part" THEN 'True' WHEN (
                    NOT "q2"."part"
                  ) THEN 'False' ELSE '' END,
                  ''
                )
              ),
              'a'
            )
            OR STARTS_WITH(
              LOWER(
                COALESCE(
                  CASE WHEN "q2"."same" THEN 'True' WHEN (
                    NOT "q2"."same"
                  ) THEN 'False' ELSE '' END,
                  ''
                )
              ),
              'a'
            )
          )
          OR STARTS_WITH(
            LOWER(
              COALESCE(
                CASE WHEN "q2"."none" THEN 'True' WHEN (
                  NOT "q2"."none"
                ) THEN 'False' ELSE '' END,
                ''
              )
            ),
            'a'
          )
        )
      )
    )
    OR (
      (
        "q2"."s" = '3'
      )
      OR (
        COALESCE(JSON_EXTRACT_STRING(CAST("q2"."d" AS JSON), '$'), '') = '3'
      )
    )
  )
