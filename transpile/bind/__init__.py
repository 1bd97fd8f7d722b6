"""Names, types and exact columns: the bound tree."""
