"""Terms of N-Quads, checked: what stands in a network may come from anywhere.

No term may end early and begin another: a line holds the quad that is meant, or none.
"""

from __future__ import annotations

import re
from typing import Final

from mandategraph.errors import QueryError, excerpt
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.rdf.nquads import XSD, literal

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# PN_CHARS_BASE of N-Quads, section 4.2, and the rest of PN_CHARS
_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff_"
)
_MORE: Final = f"{_LETTERS}0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_BLANK: Final = re.compile(f"_:[{_LETTERS}0-9](?:[{_MORE}.]*[{_MORE}])?")
_TAG: Final = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LITERAL: Final = re.compile(
    r'"[^"\\\n\r]*(?:\\(?:[tbnrf"\'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})[^"\\\n\r]*)*"'
    rf"(?:@{_TAG.pattern}(?:--(?:ltr|rtl))?|\^\^<([^<>]*)>)?"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)


def iri_text(value: object, where: str = "") -> str:
    """The absolute IRI as it is; QueryError, which names the place, when it is none."""
    if (
        isinstance(value, str)
        and _SCHEME.match(value)
        and not NOT_IN_IRI.search(value)
        and not _SURROGATE.search(value)
    ):
        return value
    shown = excerpt(value if isinstance(value, str) else repr(value))
    if isinstance(value, str) and not value.isprintable():
        shown = excerpt(repr(value))
    subject = f"{excerpt(where, 120)}: {shown}" if where else shown
    advice = "give it in full, such as https://example.org/id/x, without blanks"
    raise QueryError(subject, "not an absolute IRI", advice)


def node_term(value: object, where: str = "") -> str:
    """The IRI or the blank node as N-Quads write it; QueryError for all else."""
    if isinstance(value, str) and value.startswith("_:"):
        if _BLANK.fullmatch(value):
            return value
        advice = "write _: and letters, digits, _ - or . such as _:b1"
        raise QueryError(excerpt(repr(value)), "not a blank node", advice)
    return f"<{iri_text(value, where)}>"


def literal_term(value: object, where: str = "") -> str:
    """The literal, which must be written as N-Quads write it; QueryError else."""
    match = _LITERAL.fullmatch(value) if isinstance(value, str) else None
    if match is None or _SURROGATE.search(match[0]):
        shown = excerpt(value if isinstance(value, str) else repr(value))
        advice = 'write it as N-Quads do: "words"@en, "3"^^<datatype>'
        raise QueryError(
            f"{excerpt(where, 120)} {shown}".strip(), "not a literal", advice
        )
    if match[1] is not None:
        iri_text(match[1], where)
    return match[0]


def words_term(text: object, lang: object, where: str) -> str:
    """The words as a literal; QueryError for a tag that is none, or broken letters."""
    whole = str(text)
    if _SURROGATE.search(whole):
        reason = "it holds half of a character (a lone surrogate)"
        raise QueryError(excerpt(where, 120), reason, "write the text anew")
    if lang and not _TAG.fullmatch(str(lang)):
        advice = "write a BCP 47 tag such as fr"
        subject = f"{excerpt(where, 120)} {excerpt(repr(lang))}"
        raise QueryError(subject, "not a language tag", advice)
    return literal(whole, lang=str(lang))


def number_term(text: str, where: str) -> str:
    """The number as an xsd:decimal literal; QueryError when it is none."""
    if not _NUMBER.fullmatch(text):
        advice = "write a number such as 0.8"
        raise QueryError(f"{excerpt(where, 120)} {excerpt(text)}", "no number", advice)
    return literal(text, datatype=f"{XSD}decimal")
