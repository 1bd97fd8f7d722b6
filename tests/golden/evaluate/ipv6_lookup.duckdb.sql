WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."ip"
  FROM (VALUES
    ('2001:0db8:85a3:0000:0000:8a2e:0370:7334'),
    ('FE80::1'),
    ('10.2.3.4'),
    ('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd'),
    ('x')) AS "v3"("ip")
), "q7" AS (
  SELECT
    "q4"."ip" AS "ip"
  FROM "q4"
  GROUP BY
    1
), "q8" AS (
  SELECT
    "q7"."ip",
    COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN (
                      REGEXP_EXTRACT(
                        REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                        '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                        1
                      ) <> ''
                    )
                    THEN CONCAT(
                      CASE
                        WHEN (
                          REGEXP_EXTRACT(
                            REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                            '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                            1
                          ) IN ('', '::')
                        )
                        THEN '::ffff:'
                        ELSE REGEXP_EXTRACT(
                          REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                          '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                          1
                        )
                      END,
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CAST(REGEXP_EXTRACT_ALL(
                              REGEXP_EXTRACT(
                                REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                                '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                                1
                              ),
                              '[0-9]+'
                            ) AS BIGINT[])
                          ),
                          LAMBDA once_3ac125e7 : CONCAT(
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_3ac125e7, 1) * 256
                                ) + LIST_EXTRACT(once_3ac125e7, 2)
                              )
                            ),
                            ':',
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_3ac125e7, 3) * 256
                                ) + LIST_EXTRACT(once_3ac125e7, 4)
                              )
                            )
                          )
                        ),
                        1
                      )
                    )
                    ELSE REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', '')
                  END
                ),
                LAMBDA once_c81107e3 : CASE
                  WHEN (
                    REGEXP_FULL_MATCH(
                      once_c81107e3,
                      '(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?:::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)?'
                    )
                    AND (
                      (
                        8 - (
                          LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          ) + LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          )
                        )
                      ) BETWEEN CASE WHEN CONTAINS(once_c81107e3, '::') THEN 1 ELSE 0 END AND CASE WHEN CONTAINS(once_c81107e3, '::') THEN 8 ELSE 0 END
                    )
                  )
                  THEN LIST_TRANSFORM(
                    LIST_CONCAT(
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      ),
                      REPEAT(
                        LIST_VALUE('0'),
                        (
                          8 - (
                            LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            ) + LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            )
                          )
                        )
                      ),
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      )
                    ),
                    LAMBDA "group" : CAST(CONCAT('0x', "group") AS BIGINT)
                  )
                END
              ),
              1
            )
          ),
          LAMBDA once_ced2b2de : CASE
            WHEN (
              (
                NOT once_ced2b2de IS NULL
              )
              AND (
                COALESCE(
                  (
                    TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                      WHEN (
                        REGEXP_EXTRACT(
                          REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                          '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                          1
                        ) <> ''
                      )
                      THEN 96
                      ELSE 0
                    END
                  ),
                  128
                ) BETWEEN 0 AND 128
              )
            )
            THEN CONCAT_WS(
              ':',
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 1) - (
                        LIST_EXTRACT(once_ced2b2de, 1) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 0
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 2) - (
                        LIST_EXTRACT(once_ced2b2de, 2) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 16
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 3) - (
                        LIST_EXTRACT(once_ced2b2de, 3) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 32
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 4) - (
                        LIST_EXTRACT(once_ced2b2de, 4) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 48
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 5) - (
                        LIST_EXTRACT(once_ced2b2de, 5) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 64
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 6) - (
                        LIST_EXTRACT(once_ced2b2de, 6) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 80
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 7) - (
                        LIST_EXTRACT(once_ced2b2de, 7) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 96
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_ced2b2de, 8) - (
                        LIST_EXTRACT(once_ced2b2de, 8) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 112
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              )
            )
          END
        ),
        1
      ),
      ''
    ) AS "$ip_first",
    COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN (
                      REGEXP_EXTRACT(
                        REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                        '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                        1
                      ) <> ''
                    )
                    THEN CONCAT(
                      CASE
                        WHEN (
                          REGEXP_EXTRACT(
                            REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                            '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                            1
                          ) IN ('', '::')
                        )
                        THEN '::ffff:'
                        ELSE REGEXP_EXTRACT(
                          REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                          '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                          1
                        )
                      END,
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CAST(REGEXP_EXTRACT_ALL(
                              REGEXP_EXTRACT(
                                REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                                '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                                1
                              ),
                              '[0-9]+'
                            ) AS BIGINT[])
                          ),
                          LAMBDA once_3ac125e7 : CONCAT(
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_3ac125e7, 1) * 256
                                ) + LIST_EXTRACT(once_3ac125e7, 2)
                              )
                            ),
                            ':',
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_3ac125e7, 3) * 256
                                ) + LIST_EXTRACT(once_3ac125e7, 4)
                              )
                            )
                          )
                        ),
                        1
                      )
                    )
                    ELSE REGEXP_REPLACE(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/[0-9]{1,3}$', '')
                  END
                ),
                LAMBDA once_c81107e3 : CASE
                  WHEN (
                    REGEXP_FULL_MATCH(
                      once_c81107e3,
                      '(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?:::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)?'
                    )
                    AND (
                      (
                        8 - (
                          LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          ) + LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          )
                        )
                      ) BETWEEN CASE WHEN CONTAINS(once_c81107e3, '::') THEN 1 ELSE 0 END AND CASE WHEN CONTAINS(once_c81107e3, '::') THEN 8 ELSE 0 END
                    )
                  )
                  THEN LIST_TRANSFORM(
                    LIST_CONCAT(
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      ),
                      REPEAT(
                        LIST_VALUE('0'),
                        (
                          8 - (
                            LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 1), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            ) + LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            )
                          )
                        )
                      ),
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_c81107e3, '::'), 2), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      )
                    ),
                    LAMBDA "group" : CAST(CONCAT('0x', "group") AS BIGINT)
                  )
                END
              ),
              1
            )
          ),
          LAMBDA once_ced2b2de : CASE
            WHEN (
              (
                NOT once_ced2b2de IS NULL
              )
              AND (
                COALESCE(
                  (
                    TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                      WHEN (
                        REGEXP_EXTRACT(
                          REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                          '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                          1
                        ) <> ''
                      )
                      THEN 96
                      ELSE 0
                    END
                  ),
                  128
                ) BETWEEN 0 AND 128
              )
            )
            THEN CONCAT_WS(
              ':',
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 1) - (
                          LIST_EXTRACT(once_ced2b2de, 1) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 0
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 0
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 2) - (
                          LIST_EXTRACT(once_ced2b2de, 2) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 16
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 16
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 3) - (
                          LIST_EXTRACT(once_ced2b2de, 3) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 32
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 32
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 4) - (
                          LIST_EXTRACT(once_ced2b2de, 4) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 48
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 48
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 5) - (
                          LIST_EXTRACT(once_ced2b2de, 5) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 64
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 64
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 6) - (
                          LIST_EXTRACT(once_ced2b2de, 6) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 80
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 80
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 7) - (
                          LIST_EXTRACT(once_ced2b2de, 7) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 96
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 96
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_ced2b2de, 8) - (
                          LIST_EXTRACT(once_ced2b2de, 8) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 112
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("q7"."ip"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 112
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              )
            )
          END
        ),
        1
      ),
      ''
    ) AS "$ip_last"
  FROM "q7"
), "q9" AS (
  SELECT
    "q8"."ip",
    "q8"."$ip_first",
    "q8"."$ip_last"
  FROM "q8"
  WHERE
    (
      "q8"."$ip_first" <> ''
    )
), "q11" AS (
  SELECT
    "v10"."network",
    "v10"."name",
    COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN (
                      REGEXP_EXTRACT(
                        REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                        '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                        1
                      ) <> ''
                    )
                    THEN CONCAT(
                      CASE
                        WHEN (
                          REGEXP_EXTRACT(
                            REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                            '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                            1
                          ) IN ('', '::')
                        )
                        THEN '::ffff:'
                        ELSE REGEXP_EXTRACT(
                          REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                          '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                          1
                        )
                      END,
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CAST(REGEXP_EXTRACT_ALL(
                              REGEXP_EXTRACT(
                                REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                                '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                                1
                              ),
                              '[0-9]+'
                            ) AS BIGINT[])
                          ),
                          LAMBDA once_ee666bec : CONCAT(
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_ee666bec, 1) * 256
                                ) + LIST_EXTRACT(once_ee666bec, 2)
                              )
                            ),
                            ':',
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_ee666bec, 3) * 256
                                ) + LIST_EXTRACT(once_ee666bec, 4)
                              )
                            )
                          )
                        ),
                        1
                      )
                    )
                    ELSE REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', '')
                  END
                ),
                LAMBDA once_4fe8e4f8 : CASE
                  WHEN (
                    REGEXP_FULL_MATCH(
                      once_4fe8e4f8,
                      '(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?:::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)?'
                    )
                    AND (
                      (
                        8 - (
                          LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          ) + LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          )
                        )
                      ) BETWEEN CASE WHEN CONTAINS(once_4fe8e4f8, '::') THEN 1 ELSE 0 END AND CASE WHEN CONTAINS(once_4fe8e4f8, '::') THEN 8 ELSE 0 END
                    )
                  )
                  THEN LIST_TRANSFORM(
                    LIST_CONCAT(
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      ),
                      REPEAT(
                        LIST_VALUE('0'),
                        (
                          8 - (
                            LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            ) + LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            )
                          )
                        )
                      ),
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      )
                    ),
                    LAMBDA "group" : CAST(CONCAT('0x', "group") AS BIGINT)
                  )
                END
              ),
              1
            )
          ),
          LAMBDA once_5b773f94 : CASE
            WHEN (
              (
                NOT once_5b773f94 IS NULL
              )
              AND (
                COALESCE(
                  (
                    TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                      WHEN (
                        REGEXP_EXTRACT(
                          REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                          '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                          1
                        ) <> ''
                      )
                      THEN 96
                      ELSE 0
                    END
                  ),
                  128
                ) BETWEEN 0 AND 128
              )
            )
            THEN CONCAT_WS(
              ':',
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 1) - (
                        LIST_EXTRACT(once_5b773f94, 1) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 0
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 2) - (
                        LIST_EXTRACT(once_5b773f94, 2) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 16
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 3) - (
                        LIST_EXTRACT(once_5b773f94, 3) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 32
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 4) - (
                        LIST_EXTRACT(once_5b773f94, 4) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 48
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 5) - (
                        LIST_EXTRACT(once_5b773f94, 5) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 64
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 6) - (
                        LIST_EXTRACT(once_5b773f94, 6) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 80
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 7) - (
                        LIST_EXTRACT(once_5b773f94, 7) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 96
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      LIST_EXTRACT(once_5b773f94, 8) - (
                        LIST_EXTRACT(once_5b773f94, 8) % CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 112
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT)
                      )
                    )
                  )
                ),
                4,
                '0'
              )
            )
          END
        ),
        1
      ),
      ''
    ) AS "$net_first",
    COALESCE(
      LIST_EXTRACT(
        LIST_TRANSFORM(
          LIST_VALUE(
            LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN (
                      REGEXP_EXTRACT(
                        REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                        '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                        1
                      ) <> ''
                    )
                    THEN CONCAT(
                      CASE
                        WHEN (
                          REGEXP_EXTRACT(
                            REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                            '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                            1
                          ) IN ('', '::')
                        )
                        THEN '::ffff:'
                        ELSE REGEXP_EXTRACT(
                          REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                          '^(.*?)(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$',
                          1
                        )
                      END,
                      LIST_EXTRACT(
                        LIST_TRANSFORM(
                          LIST_VALUE(
                            CAST(REGEXP_EXTRACT_ALL(
                              REGEXP_EXTRACT(
                                REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', ''),
                                '((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})$',
                                1
                              ),
                              '[0-9]+'
                            ) AS BIGINT[])
                          ),
                          LAMBDA once_ee666bec : CONCAT(
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_ee666bec, 1) * 256
                                ) + LIST_EXTRACT(once_ee666bec, 2)
                              )
                            ),
                            ':',
                            TO_HEX(
                              (
                                (
                                  LIST_EXTRACT(once_ee666bec, 3) * 256
                                ) + LIST_EXTRACT(once_ee666bec, 4)
                              )
                            )
                          )
                        ),
                        1
                      )
                    )
                    ELSE REGEXP_REPLACE(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/[0-9]{1,3}$', '')
                  END
                ),
                LAMBDA once_4fe8e4f8 : CASE
                  WHEN (
                    REGEXP_FULL_MATCH(
                      once_4fe8e4f8,
                      '(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?:::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)?'
                    )
                    AND (
                      (
                        8 - (
                          LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          ) + LEN(
                            COALESCE(
                              REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                              CAST(LIST_VALUE() AS TEXT[])
                            )
                          )
                        )
                      ) BETWEEN CASE WHEN CONTAINS(once_4fe8e4f8, '::') THEN 1 ELSE 0 END AND CASE WHEN CONTAINS(once_4fe8e4f8, '::') THEN 8 ELSE 0 END
                    )
                  )
                  THEN LIST_TRANSFORM(
                    LIST_CONCAT(
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      ),
                      REPEAT(
                        LIST_VALUE('0'),
                        (
                          8 - (
                            LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 1), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            ) + LEN(
                              COALESCE(
                                REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                                CAST(LIST_VALUE() AS TEXT[])
                              )
                            )
                          )
                        )
                      ),
                      COALESCE(
                        REGEXP_EXTRACT_ALL(LIST_EXTRACT(STRING_SPLIT(once_4fe8e4f8, '::'), 2), '[0-9a-fA-F]{1,4}'),
                        CAST(LIST_VALUE() AS TEXT[])
                      )
                    ),
                    LAMBDA "group" : CAST(CONCAT('0x', "group") AS BIGINT)
                  )
                END
              ),
              1
            )
          ),
          LAMBDA once_5b773f94 : CASE
            WHEN (
              (
                NOT once_5b773f94 IS NULL
              )
              AND (
                COALESCE(
                  (
                    TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                      WHEN (
                        REGEXP_EXTRACT(
                          REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                          '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                          1
                        ) <> ''
                      )
                      THEN 96
                      ELSE 0
                    END
                  ),
                  128
                ) BETWEEN 0 AND 128
              )
            )
            THEN CONCAT_WS(
              ':',
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 1) - (
                          LIST_EXTRACT(once_5b773f94, 1) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 0
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 0
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 2) - (
                          LIST_EXTRACT(once_5b773f94, 2) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 16
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 16
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 3) - (
                          LIST_EXTRACT(once_5b773f94, 3) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 32
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 32
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 4) - (
                          LIST_EXTRACT(once_5b773f94, 4) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 48
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 48
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 5) - (
                          LIST_EXTRACT(once_5b773f94, 5) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 64
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 64
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 6) - (
                          LIST_EXTRACT(once_5b773f94, 6) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 80
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 80
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 7) - (
                          LIST_EXTRACT(once_5b773f94, 7) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 96
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 96
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              ),
              LPAD(
                LOWER(
                  TO_HEX(
                    (
                      (
                        LIST_EXTRACT(once_5b773f94, 8) - (
                          LIST_EXTRACT(once_5b773f94, 8) % CAST(POW(
                            2,
                            (
                              16 - GREATEST(
                                LEAST(
                                  (
                                    COALESCE(
                                      (
                                        TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                          WHEN (
                                            REGEXP_EXTRACT(
                                              REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                              '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                              1
                                            ) <> ''
                                          )
                                          THEN 96
                                          ELSE 0
                                        END
                                      ),
                                      128
                                    ) - 112
                                  ),
                                  16
                                ),
                                0
                              )
                            )
                          ) AS BIGINT)
                        )
                      ) + (
                        CAST(POW(
                          2,
                          (
                            16 - GREATEST(
                              LEAST(
                                (
                                  COALESCE(
                                    (
                                      TRY_CAST(REGEXP_EXTRACT(REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''), '/([0-9]{1,3})$', 1) AS BIGINT) + CASE
                                        WHEN (
                                          REGEXP_EXTRACT(
                                            REGEXP_REPLACE(TRIM("v10"."network"), '%[^/]*', ''),
                                            '(?:^|:)((?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})(?:/[0-9]+)?$',
                                            1
                                          ) <> ''
                                        )
                                        THEN 96
                                        ELSE 0
                                      END
                                    ),
                                    128
                                  ) - 112
                                ),
                                16
                              ),
                              0
                            )
                          )
                        ) AS BIGINT) - 1
                      )
                    )
                  )
                ),
                4,
                '0'
              )
            )
          END
        ),
        1
      ),
      ''
    ) AS "$net_last"
  FROM (VALUES
    ('2001:0db8:85a3::/48', 'us'),
    ('fe80::/10', 'link'),
    ('10.0.0.0/8', 'inner')) AS "v10"("network", "name")
), "q12" AS (
  SELECT
    "q11"."network",
    "q11"."name",
    "q11"."$net_first",
    "q11"."$net_last"
  FROM "q11"
  WHERE
    (
      "q11"."$net_first" <> ''
    )
), "q13" AS (
  SELECT
    "l5"."ip",
    "r6"."network" AS "$right.network",
    "r6"."name" AS "$right.name"
  FROM "q9" AS "l5"
  CROSS JOIN "q12" AS "r6"
  WHERE
    (
      (
        CASE
          WHEN (
            "l5"."$ip_first" < "r6"."$net_last"
          )
          THEN CAST((
            -1
          ) AS BIGINT)
          WHEN (
            "l5"."$ip_first" = "r6"."$net_last"
          )
          THEN CAST(0 AS BIGINT)
          ELSE CAST(1 AS BIGINT)
        END <= 0
      )
      AND (
        CASE
          WHEN (
            "r6"."$net_first" < "l5"."$ip_last"
          )
          THEN CAST((
            -1
          ) AS BIGINT)
          WHEN (
            "r6"."$net_first" = "l5"."$ip_last"
          )
          THEN CAST(0 AS BIGINT)
          ELSE CAST(1 AS BIGINT)
        END <= 0
      )
    )
)
SELECT
  COALESCE("r2"."$right.network", '') AS "network",
  COALESCE("r2"."$right.name", '') AS "name",
  "l1"."ip"
FROM "q4" AS "l1"
LEFT JOIN "q13" AS "r2"
  ON (
    "l1"."ip" = "r2"."ip"
  )
