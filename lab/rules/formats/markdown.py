"""Rules in Markdown: one for each fenced block of KQL, named by the headings above it.

Collections of hunting queries are kept so. A block may have the comment header of ``.kql`` files;
a heading that names Defender makes it a custom detection, one that names Sentinel an analytics
rule, so that a pair of blocks is read as both. Techniques are those that the text names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.rules.draft import Draft, Passed
from lab.rules.formats.header import read_header
from lab.rules.formats.kql_file import holds_query
from lab.rules.given import Given
from lab.rules.model import CUSTOM_DETECTION, SCHEDULED, RuleKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = re.compile(r"^ {0,9}(?:```|~~~)[`~]* *\{?\.?(?:kql|kusto)\b", re.IGNORECASE | re.MULTILINE)
_LANGUAGE = re.compile(r"\{?\.?(?:kql|kusto|csl)\b", re.IGNORECASE)
_TECHNIQUE = re.compile(r"\bT\d{4}(?:\.\d{3})?\b")
_DEFENDER = re.compile(r"\b(?:defender|m365d?|mde|xdr|advanced hunting)\b", re.IGNORECASE)
_SENTINEL = re.compile(r"\bsentinel\b", re.IGNORECASE)
_DESCRIPTION = re.compile(r"description\b.*", re.IGNORECASE)
_LONGEST_DESCRIPTION = 5_000


@dataclass(frozen=True, slots=True)
class Markdown:
    """Markdown with blocks fenced as ``kql`` or ``kusto``."""

    suffixes: frozenset[str] = frozenset({".md", ".markdown"})
    largest: int = 1_000_000

    def claims(self, path: str, text: str) -> bool:
        """Whether a line opens such a block."""
        return _FENCE.search(text) is not None

    def declined(self, path: str, text: str) -> str:
        """Why it was not claimed."""
        return "Markdown without a block of KQL"

    def read(self, path: str, text: str) -> list[Draft | Passed]:
        """A rule for each block that holds a query, in order."""
        page = _page(text)
        used: dict[str, int] = {}
        found: list[Draft | Passed] = []
        for block in page.blocks:
            if not holds_query(block.text):
                continue
            slug = _slug(block.headings[-1][1] if block.headings else "query")
            used[slug] = used.get(slug, 0) + 1
            name = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
            found.append(_draft(path, page, block, name))
        return found or [Passed("", "its blocks of KQL hold no query")]


@dataclass(frozen=True)
class _Block:
    """A fenced block: its text, the lines above it, the headings that it stands under."""

    text: str
    above: int
    headings: tuple[tuple[int, str], ...]


@dataclass
class _Page:
    blocks: list[_Block] = field(default_factory=list)
    title: str = ""
    title_line: int = 0
    description: str = ""
    techniques: list[str] = field(default_factory=list)


def _page(text: str) -> _Page:
    """What a page holds, read by a Markdown parser."""
    from markdown_it import MarkdownIt

    page = _Page()
    headings: list[tuple[int, str]] = []
    for token in (tokens := iter(MarkdownIt("commonmark").enable("table").parse(text))):
        line = token.map[0] if token.map else 0
        if token.type == "heading_open":
            level = int(token.tag[1:])
            title = next(tokens).content.strip().strip("*_#: ")
            headings = [(above, name) for above, name in headings if above < level]
            headings.append((level, title))
            if not page.title:
                page.title, page.title_line = title, line + 1
        elif token.type == "fence":
            if _LANGUAGE.match(token.info.strip()):
                page.blocks.append(_Block(token.content, line + 1, tuple(headings)))
        elif token.type == "inline":
            page.techniques += _TECHNIQUE.findall(_words(token))
            if headings and not page.description and _DESCRIPTION.fullmatch(headings[-1][1]):
                page.description = token.content.strip()[:_LONGEST_DESCRIPTION]
    return page


def _words(token: Token) -> str:
    """A paragraph without the targets of its links."""
    return "".join(one.content for one in token.children or () if one.type != "html_inline")


def _draft(path: str, page: _Page, block: _Block, name: str) -> Draft:
    """The rule of a block; its own header outranks the page."""
    draft = Draft(path, block.text, query_line=block.above, name=name)
    read_header(draft, block.text.split("\n"), block.above)
    kind = _kind(block)
    draft.given.setdefault("kind", Given(kind.name, "kind"))
    draft.given.setdefault("id", Given(f"{path}#{name}", "id"))
    heading = block.headings[-1][1] if block.headings else ""
    title = page.title or heading
    if title and len(page.blocks) > 1 and heading and heading != title:
        title = f"{title} ({heading})"
    for key, value in {
        "title": title,
        "description": page.description,
        "techniques": ", ".join(dict.fromkeys(page.techniques)),
    }.items():
        if value:
            draft.given.setdefault(key, Given(value, key, page.title_line))
    return draft


def _kind(block: _Block) -> RuleKind:
    """By the nearest heading that names a product."""
    for _, heading in reversed(block.headings):
        if _SENTINEL.search(heading):
            return SCHEDULED
        if _DEFENDER.search(heading):
            return CUSTOM_DETECTION
    return SCHEDULED


def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "query"
