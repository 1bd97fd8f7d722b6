"""Keys and values in a text, apart by delimiters, quoted and escaped (``parse-kv``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.engines.kernels.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


@dataclass(frozen=True)
class _Reader:
    """Reads one text after the other; ``pair`` and ``kv`` are empty where no delimiter is given."""

    places: dict[str, int]
    pair: str
    kv: str
    quotes: dict[str, str]
    escapes: frozenset[str]
    greedy: bool

    def found(self, text: str) -> str:
        """The wanted values by the positions of their keys, as JSON; the first of equal keys."""
        made: dict[str, str] = {}
        for key, value in self._delimited(text) if self.kv else self._words(text):
            place = self.places.get(key)
            if place is not None:
                made.setdefault(f"k{place}", value)
        return json.dumps(made, ensure_ascii=False)

    # --- with delimiters ------------------------------------------------------------------------

    def _delimited(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(text):
            key, after = self._key(text, at)
            if after < 0:  # no pair before the next delimiter
                following = text.find(self.pair, at)
                if following < 0:
                    return
                at = following + len(self.pair)
                continue
            value, at = self._value(text, after)
            yield key, value

    def _key(self, text: str, at: int) -> tuple[str, int]:
        """The key that begins at a place, and where its value begins; -1 where none does."""
        start = self._blanks(text, at)
        quoted = self._quoted(text, start)
        if quoted is not None:
            after = self._blanks(text, quoted[1])
            if text.startswith(self.kv, after):
                return quoted[0], after + len(self.kv)
        between, ends = text.find(self.kv, at), text.find(self.pair, at)
        if between < 0 or 0 <= ends < between:
            return "", -1
        return text[at:between].strip(), between + len(self.kv)

    def _value(self, text: str, at: int) -> tuple[str, int]:
        """The value that begins at a place, and where the next pair begins."""
        quoted = self._quoted(text, self._blanks(text, at))
        if quoted is not None:
            ends = text.find(self.pair, quoted[1])
            return quoted[0], len(text) if ends < 0 else ends + len(self.pair)
        ends = text.find(self.pair, at)
        while self.greedy and ends >= 0 and self._key(text, ends + len(self.pair))[1] < 0:
            ends = text.find(self.pair, ends + 1)
        if ends < 0:
            return text[at:].strip(), len(text)
        return text[at:ends].strip(), ends + len(self.pair)

    def _blanks(self, text: str, at: int) -> int:
        while at < len(text) and text[at].isspace() and not self._delimits(text, at):
            at += 1
        return at

    def _delimits(self, text: str, at: int) -> bool:
        return bool(self.kv) and (text.startswith(self.pair, at) or text.startswith(self.kv, at))

    def _quoted(self, text: str, at: int) -> tuple[str, int] | None:
        """What stands in quotes at a place, and the place after them; None where nothing does."""
        closing = self.quotes.get(text[at : at + 1])
        if closing is None:
            return None
        made: list[str] = []
        at += 1
        while at < len(text):
            char = text[at]
            if char in self.escapes and at + 1 < len(text):
                made.append(text[at + 1])
                at += 2
                continue
            if char == closing:
                return "".join(made), at + 1
            made.append(char)
            at += 1
        return None

    # --- without --------------------------------------------------------------------------------

    def _words(self, text: str) -> Iterator[tuple[str, str]]:
        """Each wanted key with the word, or the text in quotes, that follows it."""
        words = list(self._split(text))
        place = 0
        while place + 1 < len(words):
            if words[place] in self.places:
                yield words[place], words[place + 1]
                place += 1
            place += 1

    def _split(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            quoted = self._quoted(text, at)
            if quoted is not None:
                word, at = quoted
                yield word
            elif text[at].isalnum():
                start = at
                while at < len(text) and text[at].isalnum():
                    at += 1
                yield text[start:at]
            else:
                at += 1


def found(texts: pa.Array, options: pa.Array) -> pa.Array:
    """The values of the wanted keys of each text, as JSON by position: ``{"k0": "x"}``.

    ``options`` is the same JSON in every row: ``keys``, ``pair``, ``kv``, ``quotes``, ``escapes``
    and ``greedy``.
    """
    if len(options) == 0:
        return texts
    told = json.loads(options[0].as_py())
    reader = _Reader(
        {key: place for place, key in enumerate(told["keys"])},
        told["pair"],
        told["kv"],
        {quote[0]: quote[-1] for quote in told["quotes"]},
        frozenset(told["escapes"]),
        told["greedy"],
    )
    return each(texts, reader.found)
