# Sourced by scripts/lab and scripts/test: sets $scripts (this folder) and $python (3.11 or newer).
# LAB_PYTHON names another one. The environment's own comes first: it starts fastest.
scripts=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
python=${LAB_PYTHON:-}
if [ -z "$python" ] && [ -x "$scripts/../.venv/bin/python" ] &&
    "$scripts/../.venv/bin/python" -E -s -S -c '' 2>/dev/null; then
    python=$scripts/../.venv/bin/python
fi
if [ -z "$python" ]; then
    for candidate in python3 python python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            python=$candidate
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "set-up: no Python 3.11 or newer was found: install one, or name it in LAB_PYTHON" >&2
    exit 1
fi
