r"""Whether an alert names those whom a scenario concerns.

Only like is compared with like: an address with addresses, a UPN with UPNs, ``DOMAIN\\name`` with
such names. Where nothing can be compared, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lab.replay.model import Alert, ScenarioInfo
    from lab.rules.model import EntityMapping

# What tells an entity apart, by type: its kind among a scenario's entities, and the identifiers.
_COMPARED: Mapping[str, tuple[str, frozenset[str]]] = {
    "account": ("account", frozenset({"FullName", "UserPrincipalName", "Name"})),
    "host": ("host", frozenset({"FullName", "HostName", "NetBiosName"})),
    "ip": ("ip", frozenset({"Address"})),
    "mailbox": ("account", frozenset({"MailboxPrimaryAddress", "UPN"})),
}


def names_the_right(
    alert: Alert, mappings: Sequence[EntityMapping], scenario: ScenarioInfo
) -> bool | None:
    """Whether the alert's mapped entities are the scenario's; None where they cannot be compared.

    One that agrees is enough: an alert may well name others beside.
    """
    compared = False
    for kind, value in _mapped(alert, mappings):
        mine = _form(kind, value)
        for other in scenario.entities.get(kind, ()):
            theirs = _form(kind, other)
            if mine[0] == theirs[0]:
                compared = True
                if mine == theirs:
                    return True
    return False if compared else None


def mentions(alert: Alert, scenario: ScenarioInfo) -> bool:
    """Whether some value of the alert's rows is one of the scenario's entities."""
    values = {_plain(value) for row in alert.rows for value in _texts(row.values())}
    return any(
        _plain(entity) in values for listed in scenario.entities.values() for entity in listed
    )


def _mapped(alert: Alert, mappings: Sequence[EntityMapping]) -> Iterator[tuple[str, str]]:
    for mapping in mappings:
        kind, identifiers = _COMPARED.get(mapping.type.lower(), ("", frozenset()))
        for identifier, column in mapping.identifiers:
            if identifier in identifiers:
                for row in alert.rows:
                    for value in _texts([row.get(column)]):
                        yield kind, value


def _form(kind: str, value: str) -> tuple[str, str]:
    """How a value is spelt, and the value in that spelling."""
    plain = _plain(value)
    if kind == "host":
        return "host", plain.partition(".")[0]
    if kind == "account":
        return ("upn" if "@" in plain else "domain" if "\\" in plain else "name"), plain
    return kind, plain


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, list):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())


def _plain(value: str) -> str:
    return value.strip().lower()
