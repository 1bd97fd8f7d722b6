"""Functions that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import unsupported

_LATER = "valid KQL that is not translated yet"

_TIMES = "datetime_list_timezones"
_NUMBERS = (
    "beta_cdf beta_inv beta_pdf "
    "convert_angle convert_energy convert_force convert_length convert_mass convert_speed "
    "convert_temperature convert_volume erf erfc "
    "welch_test"
)
_CONTEXT = (
    "assert current_cluster_endpoint current_database current_principal "
    "current_principal_details current_principal_is_member_of cursor_after cursor_before_or_at "
    "cursor_current estimate_data_size extent_id extent_tags typeof"
)
_SERIES = (
    "series_abs series_acos series_add series_asin series_atan series_ceiling series_cos "
    "series_cosine_similarity series_decompose series_decompose_anomalies "
    "series_decompose_forecast series_divide series_dot_product series_equals series_exp "
    "series_fft series_fill_backward series_fill_const series_fill_forward series_fill_linear "
    "series_fir series_fit_2lines series_fit_2lines_dynamic series_fit_line "
    "series_fit_line_dynamic series_fit_poly series_floor series_greater series_greater_equals "
    "series_ifft series_iir series_less series_less_equals series_log series_magnitude "
    "series_multiply series_not_equals series_outliers series_pearson_correlation "
    "series_periods_detect series_periods_validate series_pow series_product series_seasonal "
    "series_sign series_sin series_stats series_stats_dynamic series_subtract series_sum "
    "series_tan"
)

_ALL = (
    *(_TIMES, _NUMBERS, _CONTEXT, _SERIES),
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
