"""What the lab warns of though a query runs: traps of the language.

One file for each check, listed in ``checks.py``. A check reads what was written (the syntax tree),
so that it can point at it.
"""
