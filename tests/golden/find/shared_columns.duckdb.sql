WITH "q3" AS (
  SELECT
    'EventsTable1' AS "source_",
    "v1"."Session_Id",
    "v1"."Level",
    "v1"."EventText",
    CAST(JSON_OBJECT('Version', CAST(CAST("v1"."Version" AS VARIANT) AS JSON)) AS VARIANT) AS "pack_"
  FROM (VALUES
    ('acbd', 'Information', 'Some Text1', 'v1.0.0'),
    ('acbd', 'Error', 'Some Text2', 'v1.0.0'),
    ('28b8', 'Error', 'Some Text3', 'v1.0.1'),
    ('8f05', 'Information', 'Some Text4', 'v1.1.0')) AS "v1"("Session_Id", "Level", "EventText", "Version")
  WHERE
    (
      "v1"."Session_Id" = 'acbd'
    )
  UNION ALL
  SELECT
    'EventsTable2' AS "source_",
    "v2"."Session_Id",
    "v2"."Level",
    "v2"."EventText",
    CAST(JSON_OBJECT('EventName', CAST(CAST("v2"."EventName" AS VARIANT) AS JSON)) AS VARIANT) AS "pack_"
  FROM (VALUES
    ('f7d5', 'Information', 'Some Other Text1', 'Event1'),
    ('acbd', 'Information', 'Some Other Text2', 'Event2'),
    ('acbd', 'Error', 'Some Other Text3', 'Event3'),
    ('15ea', 'Error', 'Some Other Text4', 'Event4')) AS "v2"("Session_Id", "Level", "EventText", "EventName")
  WHERE
    (
      "v2"."Session_Id" = 'acbd'
    )
)
SELECT
  "q3"."source_",
  "q3"."Session_Id",
  "q3"."Level",
  "q3"."EventText",
  CAST(CAST("q3"."pack_" AS JSON) AS TEXT) AS "pack_"
FROM "q3"
