"""What a browser tells about itself: user agents by the patterns of uap-core."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lab.engines.kernels.rows import dumped, rowwise

if TYPE_CHECKING:
    import pyarrow as pa

_VERSION = {"MajorVersion": "major", "MinorVersion": "minor", "Patch": "patch"}
_PARTS = {
    "browser": ("Browser", "user_agent", _VERSION),
    "os": ("OperatingSystem", "os", {**_VERSION, "PatchMinor": "patch_minor"}),
    "device": ("Device", "device", {"Brand": "brand", "Model": "model"}),
}


def parts(texts: pa.Array, wanted: pa.Array) -> pa.Array:
    """A bag of the wanted parts (a JSON array of their names); what is not known is empty."""
    import pyarrow as pa
    import ua_parser  # its patterns are loaded at the first use

    def read(text: str | None, names: str) -> str | None:
        agent = text or ""
        found = ua_parser.parse(agent)
        made = {}
        for name in json.loads(names):
            shown, attribute, fields = _PARTS[name]
            made[shown] = _part(getattr(found, attribute), fields)
        return dumped(made)

    return rowwise(read, pa.string(), texts, wanted)


def _part(found: Any, fields: dict[str, str]) -> dict[str, str]:
    made = {"Family": found.family if found else "Other"}
    for name, own in fields.items():
        made[name] = (getattr(found, own) or "") if found else ""
    return made
