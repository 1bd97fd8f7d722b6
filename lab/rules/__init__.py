"""Detection rules: the one ``Rule``, the formats it is read from, and the walk over a folder."""
