"""Aggregates that are valid KQL and not translated yet: known by name, refused with the reason."""

from __future__ import annotations

from transpile.spec import unsupported_aggregate

_NAMES = "covariance covarianceif covariancep covariancepif make_dictionary argmax argmin"
for _name in _NAMES.split():
    unsupported_aggregate(_name, why="valid KQL that is not translated yet")
