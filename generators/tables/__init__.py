"""How activity becomes the columns of a table, one file per table (or pair of twins)."""
