"""Texts in languages of their own, read by engine functions: XML, user agents, Punycode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transpile import codes
from transpile.bind.tree import Constant, Expr
from transpile.catalog.functions.texts import bind_strict
from transpile.diagnostics import near, refusal
from transpile.spec import FunctionSpec, checked, constant_value, kernel
from transpile.types import KqlType

if TYPE_CHECKING:
    from transpile.bind.binder import Binder
    from transpile.span import Span

kernel(
    "parse_xml(text: string) -> dynamic",
    "markup:parsed_xml",
    source="learn:parse-xml-function",
    doc="The elements, attributes (``@name``) and texts (``#text``) of an XML document as a bag;"
    " null of what is none, of more than 1 MB, or of 200 levels.",
    differs="Texts stay texts, spaces around them are cut; documents with entities of their own"
    " give null.",
    nulls="always",
    passes_name=True,
    bound_by=bind_strict,
    examples={
        "parse_xml('<e/>')": {"e": None},
        "parse_xml('<e n=\"v\">text</e>')": {"e": {"#text": "text", "@n": "v"}},
        "parse_xml('<e> text <a>1</a> <a>2</a></e>')": {"e": {"#text": "text", "a": ["1", "2"]}},
        "parse_xml('<e>')": None,
    },
)


# --- user agents --------------------------------------------------------------------------------

_PARTS = ("browser", "os", "device")


def _bind_agent(
    spec: FunctionSpec, binder: Binder, arguments: tuple[Expr, ...], span: Span
) -> Expr:
    text, wanted = checked(binder, spec.signature, arguments, span)
    value = constant_value(wanted)
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        raise refusal(codes.NOT_CONSTANT, "what is looked for must be a constant", wanted.span)
    for name in names:
        if name not in _PARTS:
            hint = near(str(name), _PARTS) or '"browser", "os" and "device" are'
            raise refusal(
                codes.BAD_ARGUMENT, f"'{name}' is no part of a user agent", wanted.span, hint
            )
    return spec.applied((text, Constant(names, KqlType.DYNAMIC, span=wanted.span)), span)


_AGENT = "Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1"
kernel(
    "parse_user_agent(text: string, wanted: string|dynamic) -> dynamic",
    "agents:parts",
    source="learn:parse-user-agent-function",
    doc="The browser, operating system or device that a user agent names; of several an array of"
    " names asks. What is not known is ``Other`` or empty.",
    differs="By the patterns of the installed version of uap-core.",
    bound_by=_bind_agent,
    examples={
        f'parse_user_agent("{_AGENT}", "browser")': {
            "Browser": {
                "Family": "AdobeAIR",
                "MajorVersion": "2",
                "MinorVersion": "5",
                "Patch": "1",
            }
        },
        'parse_user_agent("", dynamic(["device"])).Device.Family': "Other",
    },
)


# --- Punycode -----------------------------------------------------------------------------------

for _name, _target, _doc, _shown in (
    (
        "punycode_from_string",
        "encoded",
        "The Punycode of a text, without ``xn--``.",
        ("académie-française", "acadmie-franaise-npb1a"),
    ),
    (
        "punycode_to_string",
        "decoded",
        "The text behind Punycode; empty where it is none.",
        ("acadmie-franaise-npb1a", "académie-française"),
    ),
    (
        "punycode_domain_to_string",
        "domain_encoded",
        "A domain name in ASCII, its other labels in Punycode after ``xn--``.",
        ("Riðill｡Skáldskaparmál｡org", "xn--Riill-jta.xn--Skldskaparml-dbbj.org"),
    ),
    (
        "punycode_domain_from_string",
        "domain_decoded",
        "A domain name as people read it; empty where a label is no Punycode.",
        ("xn--Ge-mia.Bulg.edu", "Gáe.Bulg.edu"),
    ),
):
    kernel(
        f"{_name}(text: string) -> string",
        f"punycode:{_target}",
        source=f"learn:{_name.replace('_', '-')}-function",
        doc=_doc,
        nulls="always",
        bound_by=bind_strict,
        examples={f'{_name}("{_shown[0]}")': _shown[1]},
    )
