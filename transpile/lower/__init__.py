"""Bound tree to sqlglot expressions."""
