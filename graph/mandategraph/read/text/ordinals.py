"""The number that a heading or a list item prints, in any of the usual notations."""

from __future__ import annotations

import re

from mandategraph.read.lexicon import grammar, squeeze

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HAN = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
AFTER_NOUN = ("digits", "below", "hanlast", "after", "roman")
_GROUPS = (*AFTER_NOUN, "nth", "hanfirst", "word")


def printed_path(match: re.Match[str], text: str) -> tuple[tuple[int, ...], str]:
    """The number of a heading as `(1, 2)` for 1.2, and the group that holds it.

    Both are empty when it prints none. `text` is the copy with its capitals: a Roman
    number is not small.
    """
    for group in _GROUPS:
        value = match[group]
        if value is None:
            continue
        if group == "roman" and not text[match.start(group)].isupper():
            continue
        path = parse_number(value)
        if path and all(path):
            return path, group
    return (), ""


def parse_number(value: str) -> tuple[int, ...]:
    """`1.2`, `iv`, `十二`, `first` or `الأول` as a path of integers; else empty."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*", value):
        return tuple(int(part) for part in value.split("."))
    if set(value) <= set("一二三四五六七八九十"):
        return (_han(value),)
    known = grammar().ordinals.get(squeeze(value))
    if known is not None:
        return (known,)
    return (roman(value),) if roman(value) else ()


def roman(value: str) -> int:
    """The value of a lower-case Roman number, 0 when it is none in proper form."""
    if not value or not re.fullmatch(
        "c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", value
    ):
        return 0
    total = 0
    for this, following in zip(value, value[1:] + " ", strict=True):
        worth = _ROMAN[this]
        total += -worth if _ROMAN.get(following, 0) > worth else worth
    return total


def _han(value: str) -> int:
    tens, ten, units = value.rpartition("十")
    if not ten:
        return _HAN.get(value, 0) if len(value) == 1 else 0
    if len(tens) > 1 or len(units) > 1 or "十" in tens:
        return 0
    return 10 * (_HAN[tens] if tens else 1) + (_HAN[units] if units else 0)
