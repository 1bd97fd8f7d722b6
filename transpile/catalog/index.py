"""Which family holds a name; made by scripts/docs.py."""

from __future__ import annotations

FUNCTIONS: dict[str, str] = {
    "address_texts": """
format_ipv4 format_ipv4_mask
""",
    "arithmetic": """
% * + - / unary+ unary-
""",
    "arrays": """
array_concat array_index_of array_length array_reverse array_slice array_split
array_sum
""",
    "bag_parts": """
bag_has_key bag_keys bag_merge bag_pack bag_remove_keys bag_set_key dynamic_to_json
pack pack_dictionary
""",
    "bits": """
binary_and binary_not binary_or binary_shift_left binary_shift_right binary_xor
bitset_count_ones tohex
""",
    "calendar": """
dayofmonth dayofweek dayofyear endofday endofmonth endofweek endofyear getmonth
getyear hourofday monthofyear startofday startofmonth startofweek startofyear
week_of_year weekofyear
""",
    "clocks": """
bin_at bin_auto datetime_local_to_utc datetime_utc_to_local
unixtime_microseconds_todatetime unixtime_milliseconds_todatetime
unixtime_nanoseconds_todatetime unixtime_seconds_todatetime
""",
    "columns": """
$array $dense $row_text bag_pack_columns column_ifexists columnifexists
iscolumnexists pack_all pack_array
""",
    "comparisons": """
!= !between !in !in~ < <= == > >= and between in in~ not or
""",
    "compression": """
gzip_compress_to_base64_string gzip_decompress_from_base64_string
zlib_compress_to_base64_string zlib_decompress_from_base64_string
""",
    "conditionals": """
case coalesce iff iif isnotnull isnull
""",
    "conversions": """
$number timespan tobool toboolean todatetime todecimal todouble toguid toint tolong
toreal tostring totime totimespan
""",
    "datetimes": """
datetime_add datetime_diff datetime_part make_datetime make_timespan
""",
    "digests": """
gettype hash_md5 hash_sha1 hash_sha256 isascii isutf8 regex_quote
""",
    "distributions": """
beta_cdf beta_inv beta_pdf erf erfc welch_test
""",
    "dynamics": """
[] parse_json todynamic
""",
    "element_sets": """
jaccard_index range repeat set_difference set_has_element set_intersect set_union
""",
    "encodings": """
base64_decode_toarray base64_decode_toguid base64_decode_tostring
base64_decodestring base64_encode_fromarray base64_encode_fromguid
base64_encode_tostring base64_encodestring url_decode url_encode
url_encode_component
""",
    "foreign": """
parse_user_agent parse_xml punycode_domain_from_string punycode_domain_to_string
punycode_from_string punycode_to_string
""",
    "formatting": """
format_datetime format_timespan
""",
    "former": """
array_strcat arraylength datepart extract_json extractall extractjson notempty
notnull parsejson parseurl parseurlquery toobject
""",
    "geo_cells": """
geo_geohash_neighbors geo_geohash_to_central_point geo_geohash_to_polygon
geo_h3cell_children geo_h3cell_level geo_h3cell_neighbors geo_h3cell_parent
geo_h3cell_rings geo_h3cell_to_central_point geo_h3cell_to_polygon
geo_line_to_s2cells geo_point_to_geohash geo_point_to_h3cell geo_point_to_s2cell
geo_polygon_to_h3cells geo_polygon_to_s2cells geo_s2cell_neighbors
geo_s2cell_to_central_point geo_s2cell_to_polygon
""",
    "geo_lines": """
geo_closest_point_on_line geo_distance_point_to_line geo_intersection_2lines
geo_intersection_line_with_polygon geo_intersects_2lines
geo_intersects_line_with_polygon geo_line_centroid geo_line_densify
geo_line_interpolate_point geo_line_length geo_line_locate_point
geo_union_lines_array
""",
    "geo_points": """
geo_angle geo_azimuth geo_distance_2points geo_from_wkt geo_point_in_circle
""",
    "geo_polygons": """
geo_closest_point_on_polygon geo_distance_point_to_polygon
geo_intersection_2polygons geo_intersects_2polygons geo_point_buffer
geo_point_in_polygon geo_polygon_area geo_polygon_buffer geo_polygon_centroid
geo_polygon_densify geo_polygon_perimeter geo_union_polygons_array
""",
    "graphs": """
$path_after $path_array $path_before $path_has $path_none $path_value
$strong_components $weak_components all any inner_nodes labels map node_degree_in
node_degree_out
""",
    "hashes": """
hash hash_combine hash_many hash_xxhash64
""",
    "locations": """
geo_info_from_ip_address ipv4_range_to_cidr_list
""",
    "mathematics": """
acos asin atan atan2 cos cot degrees exp exp10 exp2 gamma log log10 log2 loggamma pi
pow radians sin sqrt tan
""",
    "nested": """
bag_zip treepath
""",
    "networks": """
ipv4_compare ipv4_is_in_any_range ipv4_is_in_range ipv4_is_match ipv4_is_private
ipv4_netmask_suffix parse_ipv4 parse_ipv4_mask
""",
    "networks6": """
$last_ipv6 has_any_ipv4 has_any_ipv4_prefix has_ipv4 has_ipv4_prefix ipv6_compare
ipv6_is_in_any_range ipv6_is_in_range ipv6_is_match parse_ipv6 parse_ipv6_mask
""",
    "parsing": """
parse_path parse_url parse_urlquery parse_version
""",
    "positions": """
countof indexof indexof_regex
""",
    "records": """
parse_command_line parse_csv
""",
    "refused": """
!like assert column_names_of current_cluster_endpoint current_cursor
current_database current_node_id current_principal current_principal_details
current_principal_is_member_of cursor_after cursor_before_or_at cursor_current
datetime_list_timezones extent_id extent_tags extentid geo_line_buffer
geo_line_simplify geo_polygon_simplify geo_simplify_polygons_array hll_isvalid like
new_guid row_id rowstore_ordinal_range set_equals tdigest_isvalid typeof
""",
    "regexes": """
extract extract_all matches&regex
""",
    "rewriting": """
replace replace_regex trim trim_end trim_start
""",
    "rounding": """
abs around ceiling isfinite isinf isnan max_of min_of rand round sign
""",
    "series": """
series_abs series_acos series_add series_asin series_atan series_ceiling series_cos
series_cosine_similarity series_divide series_dot_product series_equals series_exp
series_fill_backward series_fill_const series_fill_forward series_fill_linear
series_floor series_greater series_greater_equals series_less series_less_equals
series_log series_magnitude series_multiply series_not_equals
series_pearson_correlation series_pow series_product series_sign series_sin
series_subtract series_sum series_tan
""",
    "series_fits": """
series_fft series_fir series_fit_2lines series_fit_2lines_dynamic series_fit_line
series_fit_line_dynamic series_fit_poly series_ifft series_iir series_outliers
series_stats series_stats_dynamic
""",
    "series_seasons": """
series_decompose series_decompose_anomalies series_decompose_forecast
series_periods_detect series_periods_validate series_seasonal
""",
    "sizes": """
estimate_data_size format_bytes
""",
    "sketches": """
$tdigest_values dcount_hll hll_merge merge_tdigest percentile_tdigest
percentiles_array_tdigest percentrank_tdigest rank_tdigest tdigest_merge
""",
    "sorting": """
array_iff array_iif array_rotate_left array_rotate_right array_shift_left
array_shift_right array_sort_asc array_sort_desc zip
""",
    "strings": """
isempty isnotempty strcat strlen tolower toupper
""",
    "substrings": """
split strcat_array strcat_delim substring
""",
    "terms": """
has_all has_any has_any_index
""",
    "text": """
!contains !contains_cs !endswith !endswith_cs !has !has_cs !hasprefix !hasprefix_cs
!hassuffix !hassuffix_cs !startswith !startswith_cs !~ =~ contains contains_cs
endswith endswith_cs has has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs
startswith startswith_cs
""",
    "times": """
ago bin floor ingestion_time now
""",
    "units": """
convert_angle convert_energy convert_force convert_length convert_mass convert_speed
convert_temperature convert_volume
""",
    "wholes": """
make_string replace_string replace_strings reverse strcmp string_size strrep to_utf8
translate unicode_codepoints_from_string unicode_codepoints_to_string
""",
    "windows": """
next prev row_cumsum row_number row_rank_dense row_rank_min row_window_session
""",
}

AGGREGATES: dict[str, str] = {
    "conditional": """
anyif count_distinct count_distinctif make_bag make_bag_if make_dictionary
make_list_if make_list_with_nulls make_set_if maxif minif take_anyif
""",
    "counting": """
count countif dcount dcountif sum sumif
""",
    "extremes": """
any arg_max arg_min argmax argmin max min take_any
""",
    "percentiles": """
percentile percentiles percentiles_array
""",
    "sets": """
buildschema make_list make_set makelist makeset
""",
    "sketches": """
hll hll_if hll_merge merge_tdigest tdigest tdigest_merge
""",
    "statistics": """
avg avgif binary_all_and binary_all_or binary_all_xor covariance covarianceif
covariancep covariancepif stdev stdevif stdevp stdevpif variance varianceif
variancep variancepif
""",
    "weighted": """
percentilesw percentilesw_array percentilew
""",
}

OPERATORS: dict[str, str] = {
    "apply": """
mv-apply
""",
    "by_names": """
project-by-names
""",
    "evaluate": """
evaluate
""",
    "expand": """
mv-expand mvexpand
""",
    "external": """
externaldata
""",
    "find": """
find
""",
    "fork": """
facet fork
""",
    "graph_mark_components": """
graph-mark-components
""",
    "graph_match": """
graph-match
""",
    "graph_shortest_paths": """
graph-shortest-paths
""",
    "graph_to_table": """
graph-to-table
""",
    "invoke": """
invoke
""",
    "join": """
join lookup
""",
    "macro_expand": """
entity_group macro-expand
""",
    "make_graph": """
make-graph
""",
    "make_series": """
make-series
""",
    "nested": """
top-hitters top-nested
""",
    "parse": """
parse parse-where
""",
    "parse_kv": """
parse-kv
""",
    "partition": """
partition
""",
    "project": """
extend project project-away project-keep project-rename
""",
    "refused": """
consume graph-where-edges graph-where-nodes reduce
""",
    "sampling": """
sample sample-distinct
""",
    "scan": """
scan
""",
    "search": """
search
""",
    "small": """
getschema project-reorder render serialize
""",
    "sort": """
limit order sort take top
""",
    "sources": """
as datatable print range
""",
    "summarize": """
count distinct summarize
""",
    "union": """
union
""",
    "where": """
filter where
""",
}
