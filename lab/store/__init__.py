"""Stored logs: opening, loading, definitions and what a database says of itself."""
