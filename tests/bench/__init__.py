"""Benchmarks: what is timed, by commands that print it. No test asserts a time."""
