"""Codes of the Sustainable Development Goals: what they name, and by which IRI."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SDG: Final = "http://metadata.un.org/sdg/"
SCHEME: Final = "http://metadata.un.org/sdg"

_COMPACT: Final = re.compile(
    r"(?P<goal>1[0-7]|[1-9])(?:\.(?P<target>\d{1,2}|[a-z])(?:\.(?P<number>\d{1,2}))?)?"
)
_PADDED: Final = re.compile(r"(0[1-9]|1[0-7])(\.(\d\d|0?[a-z])(\.\d\d)?)?")
_PERMANENT: Final = re.compile(r"C(0[1-9]|1[0-7]|20)\d?[0-9a-z][0-9a-z]\d\d")

# An indicator that stands under several targets has one permanent code of its own.
_SHARED: Final = {
    "C200202": ("8.4.1", "12.2.1"),
    "C200203": ("8.4.2", "12.2.2"),
    "C200204": ("10.3.1", "16.b.1"),
    "C200205": ("10.6.1", "16.8.1"),
    "C200206": ("15.7.1", "15.c.1"),
    "C200207": ("15.a.1", "15.b.1"),
    "C200303": ("1.5.1", "11.5.1", "13.1.1"),
    "C200304": ("1.5.3", "11.b.1", "13.1.2"),
    "C200305": ("1.5.4", "11.b.2", "13.1.3"),
    "C020b02": ("2.b.1",),
}
_PERMANENT_OF: Final = {c: p for p, codes in _SHARED.items() for c in codes}

# Codes whose indicator the review of 2020 replaced: a text that goes by such a code
# may speak of the old one or of the new one, and the IRI below is that of the old one.
REPLACED: Final = frozenset(
    {"1.a.1", "1.b.1", "7.b.1", "11.a.1", "12.a.1", "12.b.1", "13.2.1", "13.3.1"}
    | {"13.b.1", "14.2.1", "15.9.1", "17.3.1", "17.6.1", "17.18.1"}
)


class Code(NamedTuple):
    """A goal, target or indicator: its compact code, its kind, its IRI."""

    compact: str
    kind: str
    iri: str


def code_of(compact: str) -> Code | None:
    """What the code `1`, `1.a` or `1.a.2` names; None when it is no code."""
    found = _COMPACT.fullmatch(compact)
    if found is None:
        return None
    goal, target, number = found["goal"], found["target"], found["number"]
    if target is None:
        return Code(compact, "goal", f"{SDG}{compact}")
    if number is None:
        return Code(compact, "target", f"{SDG}{compact}")
    permanent = _PERMANENT_OF.get(compact)
    if permanent is None:
        permanent = f"C{int(goal):02}{target.zfill(2)}{int(number):02}"
    return Code(compact, "indicator", f"{SDG}{permanent}")


def is_notation(text: str, kind: str) -> bool:
    """Whether the text is a code for something of this kind, in any of the forms."""
    parts = {"goal": 0, "target": 1, "indicator": 2}.get(kind)
    if parts is None:
        return bool(text)
    if kind == "indicator" and _PERMANENT.fullmatch(text):
        return True
    known = _COMPACT.fullmatch(text) or _PADDED.fullmatch(text)
    return known is not None and text.count(".") == parts
