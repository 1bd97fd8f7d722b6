"""A stolen mailbox gets a rule that hides or forwards what the victim must not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generators.background.office import (
    EXCHANGE,
    Act,
    office_record,
    parameters,
    rule_parameters,
)
from generators.truth import Planted, Scenario

if TYPE_CHECKING:
    from generators.truth import Stage

_MINUTE = 60_000_000
_WAYS: tuple[tuple[str, dict[str, str]], ...] = (
    (".", {"SubjectOrBodyContainsWords": "invoice;payment", "MoveToFolder": "RSS Feeds"}),
    ("..", {"ForwardTo": "finance.archive@mail.example", "StopProcessingRules": "True"}),
    ("a", {"SubjectContainsWords": "password;security", "DeleteMessage": "True"}),
    (",", {"RedirectTo": "copy@mail.example", "StopProcessingRules": "True"}),
    ("~", {"From": "security@tallyport.example", "MoveToFolder": "Conversation History"}),
)  # fmt: skip


def plant(stage: Stage) -> Planted:
    """Mail is read, a rule is made, and in half of the variants the mailbox forwards."""
    world, rng, victim = stage.world, stage.rng, stage.victim
    hosters = world.addresses_of("hoster")
    lair = int(hosters[rng.integers(0, len(hosters))])
    span = stage.end_us - stage.start_us
    begun = stage.start_us + int(rng.random() * max(1, span - 120 * _MINUTE))
    upn = world.accounts[victim].upn
    owner: dict[str, Any] = {"MailboxOwnerUPN": upn, "Logon_Type": "Owner"}
    name, values = _WAYS[stage.variant % len(_WAYS)]
    steps: list[tuple[int, Act, dict[str, Any]]] = [
        (place * 3, Act("MailItemsAccessed", EXCHANGE, "ExchangeItemAggregated", 0), owner)
        for place in range(3 + stage.variant % 4)
    ]
    rule = owner | {"Parameters": rule_parameters(name, **values)}
    steps.append((20, Act("New-InboxRule", EXCHANGE, "ExchangeAdmin", 0), rule))
    if stage.variant % 2:
        sent_on = parameters(Identity=upn, ForwardingSmtpAddress="smtp:copy@mail.example")
        forward = owner | {"Parameters": sent_on}
        steps.append((24, Act("Set-Mailbox", EXCHANGE, "ExchangeAdmin", 0), forward))
    return Planted(
        entities={"account": (upn,), "ip": (world.addresses[lair],)},
        records=tuple(
            office_record(world, rng, begun + minute * _MINUTE, act, victim, lair, more)
            for minute, act, more in steps
        ),
    )


SCENARIO = Scenario(
    name="mailbox-rule",
    title="A rule that hides or forwards mail",
    severity="High",
    techniques=("T1564.008", "T1114.003"),
    usual_count=2,
    plant=plant,
)
