"""Functions that are valid KQL and not translated: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import unsupported

_NOBODY = "no cluster and no caller who signed in stand behind the lab"
_CURSOR = "the lab keeps no database cursors; ingestion_time() tells when a row came"
_SHARDS = "rows lie in no shards here"
_SIMPLIFIED = "which vertices stay is S2's choice, and no kept library offers it"
_UNDOCUMENTED = "it is known to Kusto's parser, but not documented"

for _names, _why in (
    ("like !like", "patterns with % are not documented; has, contains or matches regex say it"),
    ("assert", "conditions are not worked out while a query is bound"),
    ("current_cluster_endpoint current_database current_node_id", _NOBODY),
    ("current_principal current_principal_details current_principal_is_member_of", _NOBODY),
    ("cursor_after cursor_before_or_at cursor_current current_cursor", _CURSOR),
    ("datetime_list_timezones", "the list is that of Kusto's own zone data"),
    ("extent_id extentid extent_tags rowstore_ordinal_range", _SHARDS),
    ("geo_line_buffer", "no kept library makes S2's buffers of lines"),
    ("geo_line_simplify geo_polygon_simplify geo_simplify_polygons_array", _SIMPLIFIED),
    ("new_guid", "it makes a chance value for each row, and a replay must give the same twice"),
    ("row_id column_names_of set_equals hll_isvalid tdigest_isvalid", _UNDOCUMENTED),
    ("typeof", "the name of a type stands only where a function or operator asks for one"),
):
    for _name in _names.split():
        unsupported(_name, why=_why)
