WITH "q2" AS (
  SELECT
    "v1"."s",
    (
      CONTAINS(LOWER("v1"."s"), 'lab')
      AND REGEXP_MATCHES(LOWER("v1"."s"), '(?:^|[^\p{L}\p{N}])lab(?:$|[^\p{L}\p{N}])')
    ) AS "plain"
  FROM (VALUES
    ('Lab one PC'),
    ('lab pcs'),
    ('a laboratory'),
    ('Collab pc'),
    ('')) AS "v1"("s")
), "q3" AS (
  SELECT
    'search_arg0' AS "$table",
    "q2"."s",
    "q2"."plain"
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
                COALESCE(
                  CASE
                    WHEN "q2"."plain"
                    THEN 'True'
                    WHEN (
                      NOT "q2"."plain"
                    )
                    THEN 'False'
                    ELSE ''
                  END,
                  ''
                )
              )
            ),
            'lab'
          )
          AND REGEXP_MATCHES(
            LOWER(
              CONCAT_WS(
                '',
                "q2"."s",
                COALESCE(
                  CASE
                    WHEN "q2"."plain"
                    THEN 'True'
                    WHEN (
                      NOT "q2"."plain"
                    )
                    THEN 'False'
                    ELSE ''
                  END,
                  ''
                )
              )
            ),
            'lab(?:$|[^\p{L}\p{N}])'
          )
        )
        OR (
          CONTAINS(
            LOWER(
              CONCAT_WS(
                '',
                "q2"."s",
                COALESCE(
                  CASE
                    WHEN "q2"."plain"
                    THEN 'True'
                    WHEN (
                      NOT "q2"."plain"
                    )
                    THEN 'False'
                    ELSE ''
                  END,
                  ''
                )
              )
            ),
            'lab'
          )
          AND REGEXP_MATCHES(
            LOWER(
              CONCAT_WS(
                '',
                "q2"."s",
                COALESCE(
                  CASE
                    WHEN "q2"."plain"
                    THEN 'True'
                    WHEN (
                      NOT "q2"."plain"
                    )
                    THEN 'False'
                    ELSE ''
                  END,
                  ''
                )
              )
            ),
            '(?:^|[^\p{L}\p{N}])lab'
          )
        )
      )
      OR (
        (
          REGEXP_MATCHES("q2"."s", '(?i)\bLab.*PC\b')
          OR REGEXP_MATCHES(
            COALESCE(
              CASE
                WHEN "q2"."plain"
                THEN 'True'
                WHEN (
                  NOT "q2"."plain"
                )
                THEN 'False'
                ELSE ''
              END,
              ''
            ),
            '(?i)\bLab.*PC\b'
          )
        )
        OR CONTAINS(
          LOWER(
            CONCAT_WS(
              '',
              "q2"."s",
              COALESCE(
                CASE
                  WHEN "q2"."plain"
                  THEN 'True'
                  WHEN (
                    NOT "q2"."plain"
                  )
                  THEN 'False'
                  ELSE ''
                END,
                ''
              )
            )
          ),
          'orat'
        )
      )
    )
)
SELECT
  "q3"."$table",
  "q3"."s",
  "q3"."plain"
FROM "q3"
