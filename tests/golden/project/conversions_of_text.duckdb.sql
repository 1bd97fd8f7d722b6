SELECT
  "v1"."s",
  CASE
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
    ELSE CAST(NULL AS BIGINT)
  END AS "l",
  CASE
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?[0-9]+\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS INT)
    WHEN REGEXP_FULL_MATCH("v1"."s", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
    THEN TRY_CAST(TRIM("v1"."s") AS INT)
    ELSE CAST(NULL AS INT)
  END AS "i",
  CASE
    WHEN (
      REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*')
      OR REGEXP_FULL_MATCH("v1"."s", '\s*(?:[nN]a[nN]|[-+]?inf|[-+]?Infinity)\s*')
    )
    THEN TRY_CAST(TRIM("v1"."s") AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "r",
  CASE
    WHEN (
      LOWER(TRIM("v1"."s")) = 'true'
    )
    THEN TRUE
    WHEN (
      LOWER(TRIM("v1"."s")) = 'false'
    )
    THEN FALSE
    ELSE (
      CASE
        WHEN REGEXP_FULL_MATCH("v1"."s", '\s*[-+]?[0-9]+\s*')
        THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
        WHEN REGEXP_FULL_MATCH("v1"."s", '\s*0[xX][0-9a-fA-F]{1,16}\s*')
        THEN TRY_CAST(TRIM("v1"."s") AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END <> 0
    )
  END AS "b"
FROM (VALUES
  (' 7 '),
  ('0x1F'),
  ('5.7'),
  (''),
  ('yes'),
  ('TRUE'),
  ('1e3')) AS "v1"("s")
