"""The ``lab`` command: its subcommands, and how an error ends it.

Nothing heavy is imported here or by a command before it runs, so that ``lab --help`` is quick.
Exit codes: 0 done; 1 done, and something is wrong with the rules; 2 not done, one line says why;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer

import lab
from lab.cli import (
    advise,
    check,
    demo,
    generate,
    importing,
    init,
    mutate,
    query,
    replay,
    sweep,
    tables,
    test,
    transpile,
    why,
)
from transpile.diagnostics import CompileError
from transpile.errors import LabError

INTERRUPTED = 130
FAILED = 2

app = typer.Typer(
    name="lab",
    help="Replay KQL detection rules over logs, offline: would this rule have fired, when, "
    "on what, at what cost?",
    epilog="Start with 'lab demo'. Set LAB_TRACEBACK=1 to see where an internal error came from.",
    # Plain help: it is quick, and the same in a terminal and in the documents.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (
    demo,
    generate,
    replay,
    test,
    mutate,
    why,
    advise,
    sweep,
    query,
    transpile,
    check,
    tables,
    importing,
    init,
):
    app.command(module.NAME)(module.command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"lab {lab.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None: ...


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code.

    Args:
        arguments: what follows ``lab``; by default those of the process.
    """
    given = sys.argv[1:] if arguments is None else arguments
    command = typer.main.get_command(app)
    try:
        code = command.main(given or ["--help"], prog_name="lab", standalone_mode=False)
        sys.stdout.flush()
    except CompileError as error:
        return _refused(error)
    except LabError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (lab query ... | head): nothing is wrong, and nothing can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  the one place where nothing may pass as a traceback
        # The engine turns Ctrl-C into a plain error while it writes.
        if str(error) != "Query interrupted":
            return _unexpected(error)
        code = INTERRUPTED
    if code == INTERRUPTED:
        return _fail("interrupted; databases are as they were before", INTERRUPTED)
    return code if isinstance(code, int) else 0


def _refused(error: CompileError) -> int:
    """A query that does not compile, with carets."""
    if not error.text:
        return _fail(str(error))
    sys.stderr.write(f"{error.render()}\n")
    return FAILED


def _unexpected(error: Exception) -> int:
    # The usage errors of typer have no public base class; each can format itself.
    usage = getattr(error, "format_message", None)
    if callable(usage):
        context = getattr(error, "ctx", None)
        place = context.command_path if context is not None else "lab"
        message = " ".join(str(usage()).split()).rstrip(".")
        return _fail(f"{message[:1].lower()}{message[1:]}; see '{place} --help'")
    if os.environ.get("LAB_TRACEBACK"):
        traceback.print_exc()
    detail = " ".join(str(error).split())
    return _fail(
        f"internal error, please report it: {type(error).__name__}: {detail} "
        "(LAB_TRACEBACK=1 shows where)"
    )


def _fail(message: str, code: int = FAILED) -> int:
    line = " ".join(message.split())
    sys.stderr.write(f"error: {line}\n")
    return code
