SELECT
  MAKE_TIMESTAMP(
    (
      EPOCH_US("v1"."t") - (
        (
          EPOCH_US("v1"."t") - (
            -62135596800000000
          )
        ) % 604800000000
      )
    )
  ) AS "week",
  MAKE_TIMESTAMP(
    (
      EPOCH_US("v1"."t") - (
        (
          EPOCH_US("v1"."t") - (
            -62135596800000000
          )
        ) % 3600000000
      )
    )
  ) AS "hour"
FROM (VALUES
  (CAST('1955-11-05 00:00:00' AS TIMESTAMP)),
  (CAST('1969-12-31 23:59:59' AS TIMESTAMP)),
  (CAST('2024-02-29 12:34:56' AS TIMESTAMP)),
  (CAST(NULL AS TIMESTAMP))) AS "v1"("t")
