"""Engines: SQL in, Arrow out."""
