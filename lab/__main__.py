"""``python -m lab``: the command line."""

from __future__ import annotations

import sys

from lab.cli.main import main

if __name__ == "__main__":
    sys.argv[0] = "lab"
    sys.exit(main())
