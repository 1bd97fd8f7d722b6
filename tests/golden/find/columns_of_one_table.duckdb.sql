WITH "q2" AS (
  SELECT
    "v1"."Session_Id",
    "v1"."EventText",
    "v1"."Version",
    '' AS "EventName"
  FROM (VALUES
    ('acbd', 'Some Text1', 'v1.0.0'),
    ('acbd', 'Some Text2', 'v1.0.0'),
    ('28b8', 'Some Text3', 'v1.0.1'),
    ('8f05', 'Some Text4', 'v1.1.0')) AS "v1"("Session_Id", "EventText", "Version")
), "q4" AS (
  SELECT
    "v3"."Session_Id",
    "v3"."EventText",
    "v3"."EventName",
    '' AS "Version"
  FROM (VALUES
    ('f7d5', 'Some Other Text1', 'Event1'),
    ('acbd', 'Some Other Text2', 'Event2'),
    ('acbd', 'Some Other Text3', 'Event3'),
    ('15ea', 'Some Other Text4', 'Event4')) AS "v3"("Session_Id", "EventText", "EventName")
), "q5" AS (
  SELECT
    'EventsTable1' AS "source_",
    "q2"."Session_Id",
    "q2"."EventText",
    "q2"."Version",
    '' AS "EventName"
  FROM "q2"
  WHERE
    (
      (
        "q2"."Version" = 'v1.0.0'
      ) OR (
        "q2"."EventName" = 'Event1'
      )
    )
  UNION ALL
  SELECT
    'EventsTable2' AS "source_",
    "q4"."Session_Id",
    "q4"."EventText",
    '' AS "Version",
    "q4"."EventName"
  FROM "q4"
  WHERE
    (
      (
        "q4"."Version" = 'v1.0.0'
      ) OR (
        "q4"."EventName" = 'Event1'
      )
    )
)
SELECT
  "q5"."source_",
  "q5"."Session_Id",
  "q5"."EventText",
  "q5"."Version",
  "q5"."EventName"
FROM "q5"
