SELECT
  (
    "v1"."a" / "v1"."b"
  ) AS "d",
  CASE
    WHEN (
      "v1"."b" = 0
    )
    THEN CAST(0.0e0 AS DOUBLE)
    ELSE CASE
      WHEN (
        (
          "v1"."a" % "v1"."b"
        ) < 0
      )
      THEN (
        (
          "v1"."a" % "v1"."b"
        ) + ABS("v1"."b")
      )
      ELSE (
        "v1"."a" % "v1"."b"
      )
    END
  END AS "m"
FROM (VALUES
  (CAST(1.5e0 AS DOUBLE), CAST(0.0e0 AS DOUBLE)),
  (CAST((
      -1.5e0
  ) AS DOUBLE), CAST(0.0e0 AS DOUBLE)),
  (CAST(0.0e0 AS DOUBLE), CAST(0.0e0 AS DOUBLE)),
  (CAST((
      -7.5e0
  ) AS DOUBLE), CAST(2.0e0 AS DOUBLE)),
  (CAST(5.5e0 AS DOUBLE), CAST((
      -3.0e0
  ) AS DOUBLE))) AS "v1"("a", "b")
