"""What an alert says of itself: a rule's own words, overridden by its rows; the custom details.

Source: the alert details and custom details of Microsoft Sentinel. A value that is missing, empty,
too long or not of the property's kind leaves what the rule says. Of several rows the first counts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lab.replay.model import AlertDetails
from lab.rules.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lab.rules.model import Rule

MOST_PARAMETERS = 3  # of one format
LONGEST_TITLE = 256
LONGEST_DESCRIPTION = 5000

TACTICS = (
    "Reconnaissance",
    "ResourceDevelopment",
    "InitialAccess",
    "Execution",
    "Persistence",
    "PrivilegeEscalation",
    "DefenseEvasion",
    "CredentialAccess",
    "Discovery",
    "LateralMovement",
    "Collection",
    "Exfiltration",
    "CommandAndControl",
    "Impact",
    "PreAttack",
    "ImpairProcessControl",
    "InhibitResponseFunction",
)
# Properties that rows may override, and how long a value may be.
PROPERTIES: Mapping[str, int] = {
    "AlertLink": LONGEST_TITLE,
    "ConfidenceLevel": LONGEST_TITLE,
    "ConfidenceScore": LONGEST_TITLE,
    "ExtendedLinks": LONGEST_DESCRIPTION,
    "ProductComponentName": LONGEST_TITLE,
    "ProductName": LONGEST_TITLE,
    "ProviderName": LONGEST_TITLE,
    "RemediationSteps": LONGEST_DESCRIPTION,
}

_PARAMETER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_TECHNIQUE = re.compile(r"T\d{4}(\.\d{3})?")
_SEVERITIES = {name.lower(): name for name in SEVERITIES}
_TACTICS = {name.lower(): name for name in TACTICS}


class DetailsMaker:
    """Makes the details of a rule's alerts."""

    def __init__(self, rule: Rule, columns: Sequence[str]) -> None:
        overrides = rule.overrides
        self._rule = rule
        self._places = {name: place for place, name in reversed(list(enumerate(columns)))}
        self._title = self._format(overrides.title_format)
        self._description = self._format(overrides.description_format)
        self._own = AlertDetails(
            title=_constant(self._title, LONGEST_TITLE) or rule.title,
            description=_constant(self._description, LONGEST_DESCRIPTION) or rule.description,
            severity=rule.severity,
            tactics=rule.tactics,
            techniques=rule.techniques,
        )
        self._severity = self._places.get(overrides.severity_column)
        self._tactics = self._places.get(overrides.tactics_column)
        self._properties = [
            (name, self._places[column])
            for name, column in overrides.properties
            if column in self._places
        ]
        self._custom = [
            (key, self._places[column])
            for key, column in rule.custom_details
            if column in self._places
        ]

    def _format(self, text: str) -> list[str | int] | None:
        """Pieces of text and places of columns; None where the rule's own words stand."""
        if not text:
            return None
        pieces: list[str | int] = []
        for number, piece in enumerate(_PARAMETER.split(text)):
            if number % 2 and piece not in self._places:
                return None
            pieces.append(self._places[piece] if number % 2 else piece)
        return None if len(pieces) // 2 > MOST_PARAMETERS else pieces

    @property
    def reads(self) -> frozenset[int]:
        """The places of the columns that are read."""
        found = {place for _, place in (*self._properties, *self._custom)}
        for pieces in (self._title, self._description):
            found |= {piece for piece in pieces or () if isinstance(piece, int)}
        found |= {place for place in (self._severity, self._tactics) if place is not None}
        return frozenset(found)

    def details(self, positions: Sequence[int], cells: Mapping[int, Sequence[str]]) -> AlertDetails:
        """The details of an alert over some rows; ``cells`` are texts by place."""
        if not positions or not self.reads:
            return self._own
        own, first = self._own, positions[0]
        severity, tactics, techniques = own.severity, own.tactics, own.techniques
        if self._severity is not None:
            given = cells[self._severity][first].strip().lower()
            severity = _SEVERITIES.get(given, severity)
        if self._tactics is not None:
            tactics = _tactics(cells[self._tactics][first]) or tactics
        properties: dict[str, str] = {}
        for name, place in self._properties:
            value = cells[place][first]
            match name:
                case "AlertSeverity":
                    severity = _SEVERITIES.get(value.strip().lower(), severity)
                case "Tactics":
                    tactics = _tactics(value) or tactics
                case "Techniques":
                    techniques = _techniques(value) or techniques
                case _ if _fits(name, value):
                    properties[name] = value
                case _:
                    pass
        return AlertDetails(
            title=_filled(self._title, first, cells, LONGEST_TITLE) or own.title,
            description=_filled(self._description, first, cells, LONGEST_DESCRIPTION)
            or own.description,
            severity=severity,
            tactics=tactics,
            techniques=techniques,
            properties=tuple(properties.items()),
            custom=self._details(positions, cells),
        )

    def _details(
        self, positions: Sequence[int], cells: Mapping[int, Sequence[str]]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        kind = self._rule.kind
        room, found = kind.details_limit, []
        for key, place in self._custom:
            column = cells[place]
            values = []
            room -= len(key) + len('"":[],')
            seen = {""}
            for position in positions:
                value = column[position]
                if value in seen:
                    continue
                seen.add(value)
                room -= len(value.encode()) + len('"",')
                if room < 0 and kind.details_whole:
                    return ()
                if room < 0:
                    break
                values.append(value)
            if values:
                found.append((key, tuple(values)))
        return tuple(found)


def _constant(pieces: list[str | int] | None, longest: int) -> str:
    """A format without parameters, where it is one."""
    return _filled(pieces, 0, {}, longest) if pieces is not None and len(pieces) == 1 else ""


def _filled(
    pieces: list[str | int] | None, row: int, cells: Mapping[int, Sequence[str]], longest: int
) -> str:
    """A format over one row; empty where a value is missing or the whole is too long."""
    if pieces is None:
        return ""
    parts = [piece if isinstance(piece, str) else cells[piece][row] for piece in pieces]
    if not all(parts[1::2]):
        return ""
    text = "".join(parts)
    return text if len(text) <= longest else ""


def _words(text: str) -> list[str]:
    """The words of a list: as JSON, or between commas."""
    if text.startswith("["):
        try:
            return [str(word).strip() for word in json.loads(text)]
        except ValueError:
            return []
    return [word.strip() for word in text.split(",")]


def _tactics(text: str) -> tuple[str, ...]:
    words = [_TACTICS.get(word.lower().replace(" ", "")) for word in _words(text)]
    return tuple(word for word in words if word is not None)


def _techniques(text: str) -> tuple[str, ...]:
    return tuple(word for word in _words(text) if _TECHNIQUE.fullmatch(word))


def _fits(name: str, value: str) -> bool:
    if not value or len(value) > PROPERTIES.get(name, 0):
        return False
    if name != "ConfidenceScore":
        return True
    try:
        return 0.0 <= float(value) <= 1.0
    except ValueError:
        return False
