WITH "q4" AS MATERIALIZED (
  SELECT
    "v3"."n",
    "v3"."ip",
    "v3"."site",
    "v3"."owner"
  FROM (VALUES
    (CAST(1 AS BIGINT), '10.1.2.3', 'a', 'x'),
    (CAST(2 AS BIGINT), '10.1.2.3', 'b', 'y'),
    (CAST(3 AS BIGINT), '10.0.0.0/7', 'b', 'z'),
    (CAST(4 AS BIGINT), '', 'a', ''),
    (CAST(5 AS BIGINT), '256.1.1.1', 'a', '')) AS "v3"("n", "ip", "site", "owner")
), "q7" AS (
  SELECT
    "q4"."ip" AS "ip"
  FROM "q4"
  GROUP BY
    1
), "q8" AS (
  SELECT
    "q7"."ip",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          CASE
            WHEN REGEXP_FULL_MATCH(
              "q7"."ip",
              '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
            )
            THEN CAST(REGEXP_EXTRACT_ALL("q7"."ip", '[0-9]+') AS BIGINT[])
          END
        ),
        LAMBDA once_7e2ca74e : (
          CASE
            WHEN (
              CASE
                WHEN (
                  NOT once_7e2ca74e IS NULL
                )
                THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
              END BETWEEN 0 AND 32
            )
            THEN (
              (
                (
                  LIST_EXTRACT(once_7e2ca74e, 1) * 16777216
                ) + (
                  (
                    LIST_EXTRACT(once_7e2ca74e, 2) * 65536
                  ) + (
                    (
                      LIST_EXTRACT(once_7e2ca74e, 3) * 256
                    ) + LIST_EXTRACT(once_7e2ca74e, 4)
                  )
                )
              ) // CAST(POW(
                2,
                (
                  32 - CASE
                    WHEN (
                      NOT once_7e2ca74e IS NULL
                    )
                    THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
                  END
                )
              ) AS BIGINT)
            )
          END * CAST(POW(
            2,
            (
              32 - CASE
                WHEN (
                  NOT once_7e2ca74e IS NULL
                )
                THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
              END
            )
          ) AS BIGINT)
        )
      ),
      1
    ) AS "$ip_first",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST(LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN REGEXP_FULL_MATCH(
                      "q7"."ip",
                      '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
                    )
                    THEN CAST(REGEXP_EXTRACT_ALL("q7"."ip", '[0-9]+') AS BIGINT[])
                  END
                ),
                LAMBDA once_7e2ca74e : (
                  CASE
                    WHEN (
                      CASE
                        WHEN (
                          NOT once_7e2ca74e IS NULL
                        )
                        THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
                      END BETWEEN 0 AND 32
                    )
                    THEN (
                      (
                        (
                          LIST_EXTRACT(once_7e2ca74e, 1) * 16777216
                        ) + (
                          (
                            LIST_EXTRACT(once_7e2ca74e, 2) * 65536
                          ) + (
                            (
                              LIST_EXTRACT(once_7e2ca74e, 3) * 256
                            ) + LIST_EXTRACT(once_7e2ca74e, 4)
                          )
                        )
                      ) // CAST(POW(
                        2,
                        (
                          32 - CASE
                            WHEN (
                              NOT once_7e2ca74e IS NULL
                            )
                            THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
                          END
                        )
                      ) AS BIGINT)
                    )
                  END * CAST(POW(
                    2,
                    (
                      32 - CASE
                        WHEN (
                          NOT once_7e2ca74e IS NULL
                        )
                        THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
                      END
                    )
                  ) AS BIGINT)
                )
              ),
              1
            ) AS INT128) + (
              CAST(CAST((
                XOR(
                  (
                    (
                      CAST(CAST(1 AS BIGINT) AS INT128) * CAST(POW(
                        2.0e0,
                        (
                          LIST_EXTRACT(
                            LIST_TRANSFORM(
                              LIST_VALUE(
                                (
                                  CAST(CAST(32 AS BIGINT) AS INT128) - CAST(CAST(LIST_EXTRACT(
                                    LIST_TRANSFORM(
                                      LIST_VALUE(
                                        CASE
                                          WHEN REGEXP_FULL_MATCH(
                                            "q7"."ip",
                                            '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
                                          )
                                          THEN CAST(REGEXP_EXTRACT_ALL("q7"."ip", '[0-9]+') AS BIGINT[])
                                        END
                                      ),
                                      LAMBDA once_7e2ca74e : CASE
                                        WHEN (
                                          NOT once_7e2ca74e IS NULL
                                        )
                                        THEN COALESCE(LIST_EXTRACT(once_7e2ca74e, 5), 32)
                                      END
                                    ),
                                    1
                                  ) AS BIGINT) AS INT128)
                                )
                              ),
                              LAMBDA once_c7aa8b83 : COALESCE(
                                TRY_CAST(once_c7aa8b83 AS BIGINT),
                                CAST((
                                  (
                                    (
                                      once_c7aa8b83 + CAST('9223372036854775808' AS INT128)
                                    ) & CAST('18446744073709551615' AS INT128)
                                  ) - CAST('9223372036854775808' AS INT128)
                                ) AS BIGINT)
                              )
                            ),
                            1
                          ) & 63
                        )
                      ) AS INT128)
                    ) & CAST('18446744073709551615' AS INT128)
                  ),
                  CAST('9223372036854775808' AS INT128)
                ) - CAST('9223372036854775808' AS INT128)
              ) AS BIGINT) AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
            )
          )
        ),
        LAMBDA once_e376abbc : COALESCE(
          TRY_CAST(once_e376abbc AS BIGINT),
          CAST((
            (
              (
                once_e376abbc + CAST('9223372036854775808' AS INT128)
              ) & CAST('18446744073709551615' AS INT128)
            ) - CAST('9223372036854775808' AS INT128)
          ) AS BIGINT)
        )
      ),
      1
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
      NOT "q8"."$ip_first" IS NULL
    )
), "q11" AS (
  SELECT
    "v10"."network",
    "v10"."site",
    "v10"."owner",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          CASE
            WHEN REGEXP_FULL_MATCH(
              "v10"."network",
              '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
            )
            THEN CAST(REGEXP_EXTRACT_ALL("v10"."network", '[0-9]+') AS BIGINT[])
          END
        ),
        LAMBDA once_0da9ef00 : (
          CASE
            WHEN (
              CASE
                WHEN (
                  NOT once_0da9ef00 IS NULL
                )
                THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
              END BETWEEN 0 AND 32
            )
            THEN (
              (
                (
                  LIST_EXTRACT(once_0da9ef00, 1) * 16777216
                ) + (
                  (
                    LIST_EXTRACT(once_0da9ef00, 2) * 65536
                  ) + (
                    (
                      LIST_EXTRACT(once_0da9ef00, 3) * 256
                    ) + LIST_EXTRACT(once_0da9ef00, 4)
                  )
                )
              ) // CAST(POW(
                2,
                (
                  32 - CASE
                    WHEN (
                      NOT once_0da9ef00 IS NULL
                    )
                    THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
                  END
                )
              ) AS BIGINT)
            )
          END * CAST(POW(
            2,
            (
              32 - CASE
                WHEN (
                  NOT once_0da9ef00 IS NULL
                )
                THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
              END
            )
          ) AS BIGINT)
        )
      ),
      1
    ) AS "$net_first",
    LIST_EXTRACT(
      LIST_TRANSFORM(
        LIST_VALUE(
          (
            CAST(LIST_EXTRACT(
              LIST_TRANSFORM(
                LIST_VALUE(
                  CASE
                    WHEN REGEXP_FULL_MATCH(
                      "v10"."network",
                      '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
                    )
                    THEN CAST(REGEXP_EXTRACT_ALL("v10"."network", '[0-9]+') AS BIGINT[])
                  END
                ),
                LAMBDA once_0da9ef00 : (
                  CASE
                    WHEN (
                      CASE
                        WHEN (
                          NOT once_0da9ef00 IS NULL
                        )
                        THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
                      END BETWEEN 0 AND 32
                    )
                    THEN (
                      (
                        (
                          LIST_EXTRACT(once_0da9ef00, 1) * 16777216
                        ) + (
                          (
                            LIST_EXTRACT(once_0da9ef00, 2) * 65536
                          ) + (
                            (
                              LIST_EXTRACT(once_0da9ef00, 3) * 256
                            ) + LIST_EXTRACT(once_0da9ef00, 4)
                          )
                        )
                      ) // CAST(POW(
                        2,
                        (
                          32 - CASE
                            WHEN (
                              NOT once_0da9ef00 IS NULL
                            )
                            THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
                          END
                        )
                      ) AS BIGINT)
                    )
                  END * CAST(POW(
                    2,
                    (
                      32 - CASE
                        WHEN (
                          NOT once_0da9ef00 IS NULL
                        )
                        THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
                      END
                    )
                  ) AS BIGINT)
                )
              ),
              1
            ) AS INT128) + (
              CAST(CAST((
                XOR(
                  (
                    (
                      CAST(CAST(1 AS BIGINT) AS INT128) * CAST(POW(
                        2.0e0,
                        (
                          LIST_EXTRACT(
                            LIST_TRANSFORM(
                              LIST_VALUE(
                                (
                                  CAST(CAST(32 AS BIGINT) AS INT128) - CAST(CAST(LIST_EXTRACT(
                                    LIST_TRANSFORM(
                                      LIST_VALUE(
                                        CASE
                                          WHEN REGEXP_FULL_MATCH(
                                            "v10"."network",
                                            '\s*(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}(?:/(?:3[0-2]|[12]?[0-9]))?\s*'
                                          )
                                          THEN CAST(REGEXP_EXTRACT_ALL("v10"."network", '[0-9]+') AS BIGINT[])
                                        END
                                      ),
                                      LAMBDA once_0da9ef00 : CASE
                                        WHEN (
                                          NOT once_0da9ef00 IS NULL
                                        )
                                        THEN COALESCE(LIST_EXTRACT(once_0da9ef00, 5), 32)
                                      END
                                    ),
                                    1
                                  ) AS BIGINT) AS INT128)
                                )
                              ),
                              LAMBDA once_3f590c31 : COALESCE(
                                TRY_CAST(once_3f590c31 AS BIGINT),
                                CAST((
                                  (
                                    (
                                      once_3f590c31 + CAST('9223372036854775808' AS INT128)
                                    ) & CAST('18446744073709551615' AS INT128)
                                  ) - CAST('9223372036854775808' AS INT128)
                                ) AS BIGINT)
                              )
                            ),
                            1
                          ) & 63
                        )
                      ) AS INT128)
                    ) & CAST('18446744073709551615' AS INT128)
                  ),
                  CAST('9223372036854775808' AS INT128)
                ) - CAST('9223372036854775808' AS INT128)
              ) AS BIGINT) AS INT128) - CAST(CAST(1 AS BIGINT) AS INT128)
            )
          )
        ),
        LAMBDA once_48e6dfef : COALESCE(
          TRY_CAST(once_48e6dfef AS BIGINT),
          CAST((
            (
              (
                once_48e6dfef + CAST('9223372036854775808' AS INT128)
              ) & CAST('18446744073709551615' AS INT128)
            ) - CAST('9223372036854775808' AS INT128)
          ) AS BIGINT)
        )
      ),
      1
    ) AS "$net_last"
  FROM (VALUES
    ('10.0.0.0/8', 'a', 'one'),
    ('10.1.0.0/16', 'b', 'two'),
    ('bad', 'a', 'three')) AS "v10"("network", "site", "owner")
), "q12" AS (
  SELECT
    "q11"."network",
    "q11"."site",
    "q11"."owner",
    "q11"."$net_first",
    "q11"."$net_last"
  FROM "q11"
  WHERE
    (
      NOT "q11"."$net_first" IS NULL
    )
), "q13" AS (
  SELECT
    "l5"."ip",
    "r6"."network" AS "$right.network",
    "r6"."site" AS "$right.site",
    "r6"."owner" AS "$right.owner"
  FROM "q9" AS "l5"
  CROSS JOIN "q12" AS "r6"
  WHERE
    (
      (
        "l5"."$ip_first" <= "r6"."$net_last"
      )
      AND (
        "r6"."$net_first" <= "l5"."$ip_last"
      )
    )
)
SELECT
  "l1"."n",
  "l1"."ip",
  "l1"."site",
  "l1"."owner",
  "r2"."$right.network" AS "network",
  "r2"."$right.owner" AS "owner1"
FROM "q4" AS "l1"
JOIN "q13" AS "r2"
  ON (
    (
      "l1"."ip" = "r2"."ip"
    ) AND (
      "l1"."site" = "r2"."$right.site"
    )
  )
