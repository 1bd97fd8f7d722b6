"""Tests of rules, kept beside them: what each case gives, what came of it, what no test notices."""
