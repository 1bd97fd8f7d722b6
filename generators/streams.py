"""A random stream per name and day.

Each generator draws from streams of its own name, so that adding one shifts nothing in another.
Only methods of ``numpy.random.Generator`` whose algorithm is stable across platforms are used.
"""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, name: str, day: int | str = "") -> np.random.Generator:
    """The stream of ``name`` on ``day`` (days count from 0) under the plan's seed."""
    digest = hashlib.sha256(f"{seed}/{name}/{day}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
