"""Aggregates that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import unsupported_aggregate

_NAMES = (
    "avgif binary_all_and binary_all_or binary_all_xor buildschema count_distinct count_distinctif "
    "covariance covarianceif covariancep covariancepif hll hll_if hll_merge make_bag make_bag_if "
    "make_dictionary make_list_if make_list_with_nulls make_set_if maxif merge_tdigest minif "
    "percentile percentiles percentilesw percentilesw_array percentiles_array percentilew stdev "
    "stdevif stdevp stdevpif take_anyif anyif tdigest tdigest_merge variance varianceif variancep "
    "variancepif argmax argmin"
)
for _name in _NAMES.split():
    unsupported_aggregate(_name, why="valid KQL that is not translated yet")
