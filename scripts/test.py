"""``python scripts/test.py ...``: the same as ``scripts/test``, where there is no POSIX shell."""

from __future__ import annotations

import bootstrap

if __name__ == "__main__":
    raise SystemExit(bootstrap.main("test"))
