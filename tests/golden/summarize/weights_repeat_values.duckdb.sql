WITH "q2" AS (
  SELECT
    {'f0': LIST_EXTRACT(
      KQL_DIGESTS_WEIGHTED__BIGINTS_BIGINTS_DOUBLES(
        ARRAY_AGG("v1"."Bucket"),
        ARRAY_AGG("v1"."ReqCount"),
        LIST_VALUE(0.5e0, 0.75e0, 0.9990000000000001e0)
      ),
      1
    ), 'f1': LIST_EXTRACT(
      KQL_DIGESTS_WEIGHTED__BIGINTS_BIGINTS_DOUBLES(
        ARRAY_AGG("v1"."Bucket"),
        ARRAY_AGG("v1"."ReqCount"),
        LIST_VALUE(0.5e0, 0.75e0, 0.9990000000000001e0)
      ),
      2
    ), 'f2': LIST_EXTRACT(
      KQL_DIGESTS_WEIGHTED__BIGINTS_BIGINTS_DOUBLES(
        ARRAY_AGG("v1"."Bucket"),
        ARRAY_AGG("v1"."ReqCount"),
        LIST_VALUE(0.5e0, 0.75e0, 0.9990000000000001e0)
      ),
      3
    )} AS "$s0",
    CAST(KQL_DIGESTS_WEIGHTED__BIGINTS_BIGINTS_DOUBLES(ARRAY_AGG("v1"."Bucket"), ARRAY_AGG("v1"."ReqCount"), LIST_VALUE(0.5e0, 0.75e0)) AS VARIANT) AS "percentile_Bucket"
  FROM (VALUES
    (CAST(8 AS BIGINT), CAST(10 AS BIGINT)),
    (CAST(6 AS BIGINT), CAST(20 AS BIGINT)),
    (CAST(3 AS BIGINT), CAST(30 AS BIGINT)),
    (CAST(1 AS BIGINT), CAST(40 AS BIGINT))) AS "v1"("ReqCount", "Bucket")
)
SELECT
  STRUCT_EXTRACT("q2"."$s0", 'f0') AS "percentile_Bucket_50",
  STRUCT_EXTRACT("q2"."$s0", 'f1') AS "percentile_Bucket_75",
  STRUCT_EXTRACT("q2"."$s0", 'f2') AS "percentile_Bucket_99_9",
  CAST(CAST("q2"."percentile_Bucket" AS JSON) AS TEXT) AS "percentile_Bucket"
FROM "q2"
