"""``lab replay``: run every rule of a folder at every one of its runs, and score the alerts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lab.cli.options import Addresses, Database, Json, JUnit, Sarif, instant_of
from lab.cli.output import (
    console,
    prefix_of,
    print_json,
    progress,
    remark,
    write_junit,
    write_sarif,
)
from lab.errors import RuleError, SettingsError
from lab.settings import DEFAULT_DATABASE

if TYPE_CHECKING:
    from lab.replay.model import Replay
    from lab.score.gates import Gates

NAME = "replay"


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of rules, or a file.")],
    database: Database = DEFAULT_DATABASE,
    strategy: Annotated[
        str,
        typer.Option(help="auto, lifted, hoisted or run-by-run; the results are the same."),
    ] = "auto",
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="TIME", help="Start here. [default: start of the logs]"),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME", help="End here. [default: their end]"),
    ] = None,
    replays: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep it here. [default: <db>.replays.duckdb]"),
    ] = None,
    phases: Annotated[
        int,
        typer.Option(metavar="N", help="Try the attacks at N anchor phases of each rule."),
    ] = 1,
    lateness: Annotated[
        str,
        typer.Option(metavar="none|default|FACTOR", help="How late rows arrive."),
    ] = "default",
    networks: Addresses = None,
    no_lost_scenarios: Annotated[
        bool,
        typer.Option(
            "--no-lost-scenarios", help="Fail where an attack is missed, or found no more."
        ),
    ] = False,
    max_alerts_per_day: Annotated[
        str | None,
        typer.Option(metavar="N|+N%", help="Fail where a rule has more; +N% is of --against."),
    ] = None,
    max_delay: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Fail where a detection takes longer, as 30m."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare with an earlier replay's --json."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Replay what changed whenever a file is saved.")
    ] = False,
    junit: JUnit = None,
    sarif: Sarif = None,
    json: Json = False,
) -> None:
    """Run rules at all their runs and score the alerts.

    Every rule in a folder runs at each of its anchors, seeing what it would have seen.

    An alert is true if a result row changes or disappears once an attack's rows are hidden; benign
    if that holds for what only looks like an attack; "again" if it tells of rows that an earlier
    one told of. Time to detect runs from the first event that makes detection possible to the
    first true alert.

    --watch keeps the database open and goes on until Ctrl-C; only its first replay is kept.

    Exit code 0: rules ran; 1: a file is invalid or refused, no rule could be tested, or a gate does
    not hold (--no-lost-scenarios, --max-alerts-per-day, --max-delay, and with --against that
    whatever was tested still is); 2: the replay could not begin.
    """
    import lab
    from lab.rules.watching import seen
    from lab.score.gates import gates_asked

    if watch and json:
        raise SettingsError("--json is one document, and --watch has no end: take one of them")
    gates = gates_asked(no_lost_scenarios, max_alerts_per_day, max_delay, against)
    first, last = instant_of("--from", from_), instant_of("--to", to)
    with lab.open(database, replays=replays, networks=networks) as workspace:

        def replayed(since: Replay | None = None) -> Replay:
            with progress("replaying", "runs") as advance:
                return workspace.replay(
                    folder,
                    strategy,
                    from_utc=first,
                    to_utc=last,
                    phases=phases,
                    lateness=lateness,
                    keep=since is None,
                    progress=advance,
                    since=since,
                )

        def finished(result: Replay) -> int:
            return _judged(result, gates, prefix_of(folder), junit, sarif, json=json)

        before = seen(folder)  # first: what is saved during the replay is seen after it
        result = replayed()
        if not result.rules and not watch:
            raise RuleError(
                f"no rules in {folder}: {len(result.skipped)} files hold none; rules are .kql, "
                ".yaml, .json or .md files ('lab init' puts samples into detections/)"
            )
        if not json:
            show(result)
            if result.number:
                kept = workspace.settings.replays_file
                typer.echo(f"kept as replay {result.number} in {kept} ({result.seconds:.1f} s)")
        code = finished(result)
        if watch:
            from lab.cli.watching import watch as watched

            watched(folder, before, result, replayed, finished)
            return
    if code:
        raise typer.Exit(code)


def _judged(
    result: Replay,
    gates: Gates,
    prefix: str,
    junit: Path | None,
    sarif: Path | None,
    *,
    json: bool,
) -> int:
    """Write the reports for programs and say which gates do not hold; the exit code."""
    from lab.report.document import replay_document
    from lab.report.findings import rule_checks, rule_findings
    from lab.score.gates import violations

    violated = violations(result, gates)
    write_junit(junit, "lab replay", rule_checks(result.rules, prefix, gates.asked, violated))
    write_sarif(sarif, rule_findings(result.rules, prefix, violated))
    if json:
        print_json(replay_document(result, violated))
        for one in result.with_status("invalid"):
            remark(f"error: {one.path}: {one.why}")
        for warning in result.warnings:
            remark(f"warning: {warning}")
    for violation in violated:
        (remark if json else typer.echo)(f"gate: {violation}")
    return 1 if violated else exit_code(result)


def show(result: Replay) -> None:
    """Print the report."""
    from lab.report.terminal import replay_parts

    screen = console()
    for part in replay_parts(result):
        screen.print(part)


def exit_code(result: Replay) -> int:
    """1 where a rule is invalid, refused or failed, or none was tested; else 0."""
    wrong = any(result.with_status(status) for status in ("invalid", "refused", "failed"))
    return 1 if wrong or not result.with_status("tested") else 0
