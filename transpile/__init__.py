"""KQL to DuckDB: text to tokens, syntax, bound tree, sqlglot AST and SQL."""
