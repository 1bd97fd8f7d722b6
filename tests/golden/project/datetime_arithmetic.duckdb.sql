SELECT
  CASE
    WHEN (
      "v1"."t" BETWEEN MAKE_TIMESTAMP((
        -62135596800000000
      )) AND MAKE_TIMESTAMP(253402214399999999)
    )
    THEN (
      "v1"."t" + TO_MICROSECONDS(86400000000)
    )
  END AS "next",
  (
    (
      EPOCH_US("v1"."t") - EPOCH_US(CAST('2024-01-01 00:00:00' AS TIMESTAMP))
    ) * 10
  ) AS "since",
  COALESCE(STRFTIME("v1"."t", '%Y-%m-%dT%H:%M:%S.%f0Z'), '') AS "text"
FROM (VALUES
  (CAST('2024-02-29 12:00:00' AS TIMESTAMP)),
  (CAST(NULL AS TIMESTAMP))) AS "v1"("t")
