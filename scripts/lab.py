"""``python scripts/lab.py ...``: the same as ``scripts/lab``, where there is no POSIX shell."""

from __future__ import annotations

import bootstrap

if __name__ == "__main__":
    raise SystemExit(bootstrap.main("lab"))
