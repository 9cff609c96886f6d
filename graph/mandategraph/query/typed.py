"""Literals as Python values, when their lexical form is what the datatype allows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from mandategraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from mandategraph.store.terms import Parts

Typed: TypeAlias = "bool | int | Decimal | float | date | datetime | str"

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = (
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger"),
    *("positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedLong"),
    *("unsignedInt", "unsignedShort", "unsignedByte"),
)
_FORMS: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "double": re.compile(
        r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
    ),
    "boolean": re.compile(r"true|false|0|1"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
        r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
}
_MAKERS: Final[dict[str, Callable[[str], Typed]]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}
_KINDS: Final = {
    **{_XSD + name: name for name in _MAKERS},
    **dict.fromkeys((_XSD + name for name in _INTEGERS), "integer"),
    _XSD + "float": "double",
}
_LONGEST: Final = 400  # characters of a number; Python refuses to read very long ones


def typed(found: Parts) -> Typed:
    """The value of the term; its text when it has no type that Python has, too.

    A year, a month, and a day in a time zone stay text, as printed, and so does what
    its datatype does not allow.
    """
    if not found.datatype:
        return found.text
    kind = _KINDS.get(found.datatype)
    text = found.text.strip(" \t\r\n")
    if kind is None or len(text) > _LONGEST or not _FORMS[kind].fullmatch(text):
        return found.text
    try:
        return _MAKERS[kind](text)
    except ValueError:  # the 30th of February
        return found.text
