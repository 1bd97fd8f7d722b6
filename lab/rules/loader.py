"""Find the rules in a folder: read every file that a format claims, gather what is wrong.

One bad file never keeps the others from loading, and nothing is passed over in silence: every
file is a rule, skipped with the reason, or invalid with its problems; so is each rule of a file
that holds several, under ``path#name``. Hidden files and folders
(their names begin with a dot) are not looked at, nor are the tests beside rules.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lab.errors import RuleError
from lab.rules.draft import Passed, finish
from lab.rules.formats.defender_json import DefenderJson
from lab.rules.formats.kql_file import KqlFile
from lab.rules.formats.markdown import Markdown
from lab.rules.formats.sentinel_arm import SentinelArm
from lab.rules.formats.sentinel_yaml import SentinelYaml
from lab.rules.model import NRT, Problem, Rule, RuleFileError

if TYPE_CHECKING:
    from lab.rules.formats.protocol import RuleFormat

FORMATS: tuple[RuleFormat, ...] = (
    KqlFile(),
    SentinelYaml(),
    SentinelArm(),
    DefenderJson(),
    Markdown(),
)
# Of the tests that lie beside rules (lab.testing): no rules, and no files to remark on.
TESTS_ENDINGS = (".tests.yaml", ".tests.yml")
MOST_NRT = 50
# How much of a file that is too large is looked at, to say whether it was meant as rules.
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that holds no rule, and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class InvalidFile:
    """A rule file that cannot run, with everything that is wrong in it."""

    path: str
    problems: tuple[Problem, ...]

    @property
    def line(self) -> int:
        """The line of the first problem; 0 where it has none."""
        return self.problems[0].line

    @property
    def reason(self) -> str:
        """All problems in one line."""
        return "; ".join(str(problem) for problem in self.problems)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """What a folder holds, each list in order of path."""

    rules: tuple[Rule, ...]
    skipped: tuple[SkippedFile, ...]
    invalid: tuple[InvalidFile, ...]


def load_rules(path: Path) -> LoadedRules:
    """The rules of a folder and all folders below it, or of a single file.

    Raises:
        RuleError: where there is nothing to read: no such folder, no access, no files.
    """
    if not path.exists():
        raise RuleError(
            f"no such folder or file: {path}; name a folder of rules "
            "('lab init' puts samples into detections/)"
        )
    files = [path] if path.is_file() else _files(path)
    if not files:
        raise RuleError(
            f"the folder {path} holds no files; rules are .kql or Sentinel .yaml files "
            "('lab init' puts samples into detections/)"
        )
    root = path.parent if path.is_file() else path
    found = _Found()
    for name, file in sorted((file.relative_to(root).as_posix(), file) for file in files):
        try:
            found.take(name, file)
        except RuleFileError as error:
            found.invalid.append(InvalidFile(name, error.problems))
    rules = _remark_many(_remark_twins(found.rules))
    return LoadedRules(rules, tuple(found.skipped), tuple(found.invalid))


@dataclass
class _Found:
    """What a walk gathers."""

    rules: list[Rule] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)
    invalid: list[InvalidFile] = field(default_factory=list)

    def take(self, name: str, file: Path) -> None:
        """Read a file: its rules, or why it holds none.

        Raises:
            RuleFileError: for a file that cannot be read at all.
        """
        suffix = file.suffix.lower()
        formats = [one for one in FORMATS if suffix in one.suffixes]
        if name.lower().endswith(TESTS_ENDINGS):
            self.skipped.append(SkippedFile(name, "tests of a rule: 'lab test' runs them"))
            return
        if not formats:
            self.skipped.append(SkippedFile(name, "no rule format has this ending"))
            return
        text = _text(name, file, formats)
        claiming = next((one for one in formats if one.claims(name, text)), None)
        if claiming is None:
            self.skipped.append(SkippedFile(name, formats[0].declined(name, text)))
            return
        parts = claiming.read(name, text)
        for part in parts:
            place = f"{name}#{part.name}" if len(parts) > 1 and part.name else name
            if isinstance(part, Passed):
                self.skipped.append(SkippedFile(place, part.reason))
                continue
            try:
                self.rules.append(replace(finish(part), path=place))
            except RuleFileError as error:
                self.invalid.append(InvalidFile(place, error.problems))


def _files(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise RuleError(f"cannot read the folder {error.filename}: {error.strerror}") from error

    files: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += (
            Path(place, name)
            for name in names
            if not name.startswith(".") and not name.lower().endswith(TESTS_ENDINGS)
        )
    return files


def _text(name: str, file: Path, formats: list[RuleFormat]) -> str:
    """The file's text with plain line ends and without a byte order mark.

    Of a file that is too large and not meant as rules only the beginning.
    """
    largest = max(one.largest for one in formats)
    try:
        if not file.is_file():
            raise RuleFileError(name, (Problem("not a plain file"),))
        size = file.stat().st_size
        if size > largest:
            with file.open("rb") as opened:
                head = opened.read(_HEAD).decode("utf-8-sig", errors="ignore")
            if any(one.claims(name, head) for one in formats):
                message = f"{size:,} bytes are too many for rules; the limit is {largest:,}"
                raise RuleFileError(name, (Problem(message),))
            return head
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text (byte {error.start}); save the file as UTF-8"
        raise RuleFileError(name, (Problem(message),)) from error
    except OSError as error:
        raise RuleFileError(name, (Problem(f"cannot be read: {error.strerror}"),)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _remark_many(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, with a warning on those of kind NRT that a workspace has no place for."""
    near = [rule for rule in rules if rule.kind is NRT and rule.enabled]
    remark = f"the product takes {MOST_NRT} enabled NRT rules; these are {len(near)}"
    beyond = {id(rule) for rule in near[MOST_NRT:]}
    return tuple(
        replace(rule, warnings=(*rule.warnings, remark)) if id(rule) in beyond else rule
        for rule in rules
    )


def _remark_twins(rules: list[Rule]) -> tuple[Rule, ...]:
    """The rules, each with a warning where an earlier one has the same id."""
    first: dict[str, str] = {}
    result = []
    for rule in rules:
        owner = first.setdefault(rule.id, rule.path)
        if owner != rule.path:
            remark = f"its id {rule.id} is also that of {owner}"
            result.append(replace(rule, warnings=(*rule.warnings, remark)))
        else:
            result.append(rule)
    return tuple(result)
