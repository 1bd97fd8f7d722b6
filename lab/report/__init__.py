"""What a replay is reported as: JSON for programs, tables for a terminal."""
