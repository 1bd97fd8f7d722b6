"""Bound tree to bound tree: pruning, windows, hoisting, lifting."""
