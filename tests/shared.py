"""Where the outside data lies: ``../shared`` beside the checkout. Tests without it are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def shared(relative: str = "") -> Path:
    """A file or folder of the outside data; skips the calling test where it is absent."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(
            f"needs the outside data ../shared/{relative}, which is not beside the checkout"
        )
    return path


needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="needs the outside data ../shared, which is not beside the checkout"
)
