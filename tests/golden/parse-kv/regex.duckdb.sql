SELECT
  "v1"."s",
  LIST_EXTRACT(
    LIST_TRANSFORM(
      LIST_VALUE(
        COALESCE(
          LIST_EXTRACT(
            LIST_TRANSFORM(
              REGEXP_EXTRACT_ALL(
                "v1"."s",
                '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                2
              ),
              LAMBDA part : TRIM(part)
            ),
            LIST_POSITION(
              LIST_TRANSFORM(
                REGEXP_EXTRACT_ALL(
                  "v1"."s",
                  '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                  1
                ),
                LAMBDA part : TRIM(part)
              ),
              'a'
            )
          ),
          ''
        )
      ),
      LAMBDA once_410f8f25 : CASE
        WHEN REGEXP_FULL_MATCH(once_410f8f25, '\s*[-+]?[0-9]+\s*')
        THEN TRY_CAST(TRIM(once_410f8f25) AS BIGINT)
        WHEN REGEXP_FULL_MATCH(once_410f8f25, '\s*0[xX][0-9a-fA-F]{1,16}\s*')
        THEN TRY_CAST(TRIM(once_410f8f25) AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END
    ),
    1
  ) AS "a",
  COALESCE(
    LIST_EXTRACT(
      LIST_TRANSFORM(
        REGEXP_EXTRACT_ALL(
          "v1"."s",
          '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
          2
        ),
        LAMBDA part : TRIM(part)
      ),
      LIST_POSITION(
        LIST_TRANSFORM(
          REGEXP_EXTRACT_ALL(
            "v1"."s",
            '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
            1
          ),
          LAMBDA part : TRIM(part)
        ),
        'b'
      )
    ),
    ''
  ) AS "b",
  CAST(CAST(CASE
    WHEN (
      COALESCE(
        LIST_EXTRACT(
          LIST_TRANSFORM(
            REGEXP_EXTRACT_ALL(
              "v1"."s",
              '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
              2
            ),
            LAMBDA part : TRIM(part)
          ),
          LIST_POSITION(
            LIST_TRANSFORM(
              REGEXP_EXTRACT_ALL(
                "v1"."s",
                '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                1
              ),
              LAMBDA part : TRIM(part)
            ),
            'c'
          )
        ),
        ''
      ) = ''
    )
    THEN CAST(NULL AS VARIANT)
    WHEN (
      JSON_VALID(
        COALESCE(
          LIST_EXTRACT(
            LIST_TRANSFORM(
              REGEXP_EXTRACT_ALL(
                "v1"."s",
                '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                2
              ),
              LAMBDA part : TRIM(part)
            ),
            LIST_POSITION(
              LIST_TRANSFORM(
                REGEXP_EXTRACT_ALL(
                  "v1"."s",
                  '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                  1
                ),
                LAMBDA part : TRIM(part)
              ),
              'c'
            )
          ),
          ''
        )
      )
      AND (
        NOT REGEXP_FULL_MATCH(
          COALESCE(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                REGEXP_EXTRACT_ALL(
                  "v1"."s",
                  '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                  2
                ),
                LAMBDA part : TRIM(part)
              ),
              LIST_POSITION(
                LIST_TRANSFORM(
                  REGEXP_EXTRACT_ALL(
                    "v1"."s",
                    '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
                    1
                  ),
                  LAMBDA part : TRIM(part)
                ),
                'c'
              )
            ),
            ''
          ),
          '\s*[-+]?(?i:nan|inf|infinity)\s*'
        )
      )
    )
    THEN CAST(CAST(COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          REGEXP_EXTRACT_ALL(
            "v1"."s",
            '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
            2
          ),
          LAMBDA part : TRIM(part)
        ),
        LIST_POSITION(
          LIST_TRANSFORM(
            REGEXP_EXTRACT_ALL(
              "v1"."s",
              '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
              1
            ),
            LAMBDA part : TRIM(part)
          ),
          'c'
        )
      ),
      ''
    ) AS JSON) AS VARIANT)
    ELSE CAST(COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          REGEXP_EXTRACT_ALL(
            "v1"."s",
            '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
            2
          ),
          LAMBDA part : TRIM(part)
        ),
        LIST_POSITION(
          LIST_TRANSFORM(
            REGEXP_EXTRACT_ALL(
              "v1"."s",
              '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}-\x{200d}]+)[\t\n\v\f\r\x{85}\p{Z}]*:[\t\n\v\f\r\x{85}\p{Z}]*([^;]*)',
              1
            ),
            LAMBDA part : TRIM(part)
          ),
          'c'
        )
      ),
      ''
    ) AS VARIANT)
  END AS JSON) AS TEXT) AS "c"
FROM (VALUES
  ('a: 1; b : x; a: 2'),
  ('none'),
  ('')) AS "v1"("s")
