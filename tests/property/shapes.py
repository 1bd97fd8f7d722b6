"""Trees compared by shape: spans do not count, NaN is itself, and True is not 1."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from transpile.span import Span


def same_shape(left: object, right: object) -> bool:
    """Whether two syntax trees are equal apart from spans."""
    if type(left) is not type(right):
        return False
    if isinstance(left, Span):
        return True
    if is_dataclass(left):
        return all(
            same_shape(getattr(left, field.name), getattr(right, field.name))
            for field in fields(left)
            if field.name != "span"
        )
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return len(left) == len(right) and all(map(same_shape, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same_shape(left[key], right[key]) for key in left)
    return repr(left) == repr(right)
