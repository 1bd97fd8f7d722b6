"""What the product would reject in a rule that can be replayed all the same: warnings.

Source: the validator of the public rule repository and the bounds of the rule API.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from lab.rules.durations import spell_duration
from lab.rules.inferred import query_hints
from lab.rules.lookback import LONGEST_LOOKBACK, longest_lookback
from lab.rules.model import CUSTOM_DETECTION
from lab.rules.schedule import FREQUENCY_LET, PERIOD_LET
from transpile.diagnostics import near

if TYPE_CHECKING:
    from lab.rules.model import Rule

LONG_PERIOD = timedelta(days=2)
LONG_PERIOD_FREQUENCY = timedelta(hours=1)
LONGEST_QUERY = 10_000
HIGHEST_THRESHOLD = 10_000
LONGEST_SUPPRESSION = timedelta(hours=24)
TACTICS = (
    *("Reconnaissance", "ResourceDevelopment", "InitialAccess", "Execution", "Persistence"),
    *("PrivilegeEscalation", "DefenseEvasion", "CredentialAccess", "Discovery"),
    *("LateralMovement", "Collection", "Exfiltration", "CommandAndControl", "Impact"),
    *("PreAttack", "ImpairProcessControl", "InhibitResponseFunction"),
)
# Custom detections have categories that are no tactics.
CATEGORIES = (
    *TACTICS,
    *("Malware", "Ransomware", "SuspiciousActivity", "UnwantedSoftware", "Exploit"),
)
# Names under which queries repeat their schedule (in lower case, without _).
REPEATING = frozenset(
    {"timeframe", "timerange", "lookback", "queryperiod", "queryfrequency", "rulefrequency"}
    | {"ruleperiod", "runfrequency"}
)
_TECHNIQUE = re.compile(r"T\d{4}(\.\d{3})?")


def schedule_warnings(rule: Rule) -> list[str]:
    """Remarks on frequency, period and suppression."""
    kind, frequency, period = rule.kind, rule.frequency, rule.period
    back = "lookback" if kind.deduplicates else "period"
    shortest, longest = spell_duration(kind.shortest), spell_duration(kind.longest)
    found = [
        f"the product rejects a {word} of {spell_duration(length)}: "
        f"it takes {shortest} to {longest}"
        for word, length in (("frequency", frequency), (back, period))
        if not kind.shortest <= length <= kind.longest
    ]
    if period < frequency:
        found.append(
            f"the product rejects a {back} of {spell_duration(period)} below the frequency of "
            f"{spell_duration(frequency)}: what happens between two windows is never seen"
        )
    if kind is CUSTOM_DETECTION:
        found += _lookback_warnings(frequency, period)
    elif period >= LONG_PERIOD and frequency < LONG_PERIOD_FREQUENCY:
        found.append(
            f"the product rejects a frequency of {spell_duration(frequency)} with a period of "
            f"{spell_duration(period)}: a period of 2 days or more needs a frequency of at least 1h"
        )
    if not rule.assumed:
        found += _repeated(rule)
    if rule.suppression is not None and rule.suppression > LONGEST_SUPPRESSION:
        found.append(
            f"the product rejects a suppression of {spell_duration(rule.suppression)}: "
            "it takes up to 24h"
        )
    return found


def _repeated(rule: Rule) -> list[str]:
    """Remarks on lets that repeat the schedule and disagree; wider ones are pointed at in place."""
    return [
        f"let {name} = {spell_duration(length)} repeats neither the frequency of "
        f"{spell_duration(rule.frequency)} nor the period of {spell_duration(rule.period)}"
        for name, length in query_hints(rule.query).timespans.items()
        if name.lower().replace("_", "") in REPEATING
        and name not in (FREQUENCY_LET, PERIOD_LET)
        and length < rule.period
        and length != rule.frequency
        and rule.kind.always is None
    ]


def _lookback_warnings(frequency: timedelta, lookback: timedelta) -> list[str]:
    """Remarks on a lookback that is longer than a frequency allows."""
    bound = longest_lookback(frequency)
    fits = lookback <= bound if bound == LONGEST_LOOKBACK else lookback < bound
    if fits or lookback > LONGEST_LOOKBACK:  # the latter is said of every kind
        return []
    return [
        f"the product rejects a lookback of {spell_duration(lookback)} with a frequency of "
        f"{spell_duration(frequency)}: it takes less than {spell_duration(bound)}"
    ]


def text_warnings(rule: Rule) -> list[str]:
    """Remarks on query, threshold and techniques."""
    found = []
    if len(rule.query) > LONGEST_QUERY:
        found.append(
            f"the product rejects a query of {len(rule.query):,} characters: it takes 10,000"
        )
    if everything := query_hints(rule.query).reads_everything:
        found.append(f"the product rejects '{everything}' in a rule: name the tables")
    if not 0 <= rule.trigger_threshold <= HIGHEST_THRESHOLD:
        found.append(
            f"the product rejects a threshold of {rule.trigger_threshold}: it takes 0 to 10,000"
        )
    known = CATEGORIES if rule.kind.deduplicates else TACTICS
    for name in rule.tactics:
        if name not in known:
            hint = near(name, known)
            found.append(f"the product knows no tactic '{name}'{'; ' + hint if hint else ''}")
    unknown = [name for name in rule.techniques if not _TECHNIQUE.fullmatch(name)]
    if unknown:
        found.append(f"not the form of a technique (T1110, T1110.003): {', '.join(unknown)}")
    return found
