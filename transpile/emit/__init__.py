"""sqlglot expressions to SQL text."""
