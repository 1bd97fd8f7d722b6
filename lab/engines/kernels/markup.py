"""XML as nested values. Entities and document types that declare them are refused, never read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, property_lexical_handler

from lab.engines.kernels.rows import dumped, each

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    import pyarrow as pa

MOST_BYTES = 1024 * 1024  # Kusto: longer texts give null
MOST_DEPTH = 200  # JSON of more levels is read by neither side


def parsed_xml(texts: pa.Array) -> pa.Array:
    """The elements, attributes and texts of a document as JSON; null of anything else."""
    return each(texts, _read)


def _read(text: str) -> str | None:
    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    packed = text.strip().encode()  # a declared encoding is that of the file it came from
    if not packed or len(packed) > MOST_BYTES:
        return None
    handler = _Nested()
    parser = DefusedExpatParser()
    parser.setContentHandler(handler)
    parser.setProperty(property_lexical_handler, handler)
    source = _source(packed)
    try:
        parser.parse(source)
    except (SAXException, DefusedXmlException, _TooDeep):
        return None
    return dumped(handler.whole)


def _source(packed: bytes) -> Any:
    from io import BytesIO
    from xml.sax.xmlreader import InputSource

    source = InputSource()
    source.setByteStream(BytesIO(packed))
    source.setEncoding("utf-8")
    return source


class _TooDeep(Exception):  # noqa: N818 - never leaves this module
    """More levels than are read."""


class _Nested(ContentHandler):
    """Builds the value of each element from those of its parts, without recursion."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.whole]
        self._text: list[str] = []
        self._hidden = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self._flush()
        if len(self._open) > MOST_DEPTH:
            raise _TooDeep
        self._open.append({f"@{key}": value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802
        self._flush()
        parts = self._open.pop()
        value: Any = parts or None
        if list(parts) == ["#text"]:
            value = parts["#text"]
        _add(self._open[-1], name, value)

    def characters(self, content: str) -> None:
        if not self._hidden:
            self._text.append(content)

    def _flush(self) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            _add(self._open[-1], "#text", text)

    # CDATA is neither an element nor a text node, and only those are translated

    def startCDATA(self) -> None:  # noqa: N802
        self._hidden = True

    def endCDATA(self) -> None:  # noqa: N802
        self._hidden = False

    def startDTD(self, *_: object) -> None:  # noqa: N802
        """A document type is skipped; entities in it are refused by the parser."""

    def endDTD(self) -> None:  # noqa: N802
        """The end of what was skipped."""

    def comment(self, _content: str) -> None:
        """Comments are skipped."""


def _add(parts: dict[str, Any], name: str, value: Any) -> None:
    """The second value of a name makes an array of both."""
    if name not in parts:
        parts[name] = value
    elif isinstance(parts[name], list):
        parts[name].append(value)
    else:
        parts[name] = [parts[name], value]
