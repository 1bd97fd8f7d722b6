WITH "q3" AS (
  SELECT
    'EventsTable1' AS "source_",
    "v1"."EventText",
    "v1"."Version",
    '' AS "EventName",
    CAST(JSON_OBJECT(
      'Session_Id',
      CAST(CAST("v1"."Session_Id" AS VARIANT) AS JSON),
      'Level',
      CAST(CAST("v1"."Level" AS VARIANT) AS JSON)
    ) AS VARIANT) AS "pack_"
  FROM (VALUES
    ('acbd', 'Information', 'Some Text1', 'v1.0.0'),
    ('acbd', 'Error', 'Some Text2', 'v1.0.0'),
    ('28b8', 'Error', 'Some Text3', 'v1.0.1'),
    ('8f05', 'Information', 'Some Text4', 'v1.1.0')) AS "v1"("Session_Id", "Level", "EventText", "Version")
  WHERE
    (
      (
        "v1"."Session_Id" = 'acbd'
      ) AND (
        "v1"."Level" = 'Error'
      )
    )
  UNION ALL
  SELECT
    'EventsTable2' AS "source_",
    "v2"."EventText",
    '' AS "Version",
    "v2"."EventName",
    CAST(JSON_OBJECT(
      'Session_Id',
      CAST(CAST("v2"."Session_Id" AS VARIANT) AS JSON),
      'Level',
      CAST(CAST("v2"."Level" AS VARIANT) AS JSON)
    ) AS VARIANT) AS "pack_"
  FROM (VALUES
    ('f7d5', 'Information', 'Some Other Text1', 'Event1'),
    ('acbd', 'Information', 'Some Other Text2', 'Event2'),
    ('acbd', 'Error', 'Some Other Text3', 'Event3'),
    ('15ea', 'Error', 'Some Other Text4', 'Event4')) AS "v2"("Session_Id", "Level", "EventText", "EventName")
  WHERE
    (
      (
        "v2"."Session_Id" = 'acbd'
      ) AND (
        "v2"."Level" = 'Error'
      )
    )
)
SELECT
  "q3"."source_",
  "q3"."EventText",
  "q3"."Version",
  "q3"."EventName",
  CAST(CAST("q3"."pack_" AS JSON) AS TEXT) AS "pack_"
FROM "q3"
