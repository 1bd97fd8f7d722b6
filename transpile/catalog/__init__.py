"""The catalog: every function, aggregate and operator of the language, each in one place."""
