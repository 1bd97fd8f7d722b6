"""Functions that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import unsupported

_LATER = "valid KQL that is not translated yet"

_TIMES = "datetime_list_timezones"
_NUMBERS = (
    "convert_angle convert_energy convert_force convert_length convert_mass convert_speed "
    "convert_temperature convert_volume"
)
_CONTEXT = (
    "assert current_cluster_endpoint current_database current_principal "
    "current_principal_details current_principal_is_member_of cursor_after cursor_before_or_at "
    "cursor_current estimate_data_size extent_id extent_tags typeof"
)
_ALL = (
    *(_TIMES, _NUMBERS, _CONTEXT),
    "like !like",
)
for _name in " ".join(_ALL).split():
    unsupported(_name, why=_LATER)

_SIMPLIFIED = "which vertices stay is S2's choice, and no kept library offers it"

for _name, _why in (
    ("geo_line_buffer", "no kept library makes S2's buffers of lines"),
    ("geo_line_simplify", _SIMPLIFIED),
    ("geo_polygon_simplify", _SIMPLIFIED),
    ("geo_simplify_polygons_array", _SIMPLIFIED),
    ("new_guid", "it makes a chance value for each row, and a replay must give the same twice"),
    ("parse_version", "its decimals have up to 32 digits before the point, and the lab's have 20"),
):
    unsupported(_name, why=_why)
