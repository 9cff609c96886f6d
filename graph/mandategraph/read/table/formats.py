"""Number formats of spreadsheets: what a cell with a number shows.

Numbers are shown with a point and commas, as the format code writes them. Dates and
times are ISO 8601, as exact as the format shows them. Fractions and powers of ten are
shown plainly.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

GENERAL: Final = "General"
BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    15: "yyyy-mm-dd",
    16: "d-mmm",
    17: "yyyy-mm",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),  # East Asia
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0"),
    **dict.fromkeys((43, 44), "#,##0.00"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(General)|(.)', re.DOTALL | re.IGNORECASE
)
_CURRENCY: Final = re.compile(r"\$([^-]*)(?:-.*)?")
_LAST_DAY: Final = 2_958_466  # of the year 9999
_MOST_DIGITS: Final = 40


class _Code(NamedTuple):
    """One section of a format code: letters and signs apart from plain words."""

    signs: str  # the format's own characters, plain words as \x00
    words: tuple[str, ...]
    elapsed: bool


def shown(value: str, code: str, *, mac: bool = False) -> str:
    """What a cell shows that holds the number `value`; `mac`: dates count from 1904.

    A number that cannot be shown in the format is given as it is stored.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return value
    sections = _sections(code)
    which = 0
    if len(sections) > 1 and number < 0:
        which = 1
    elif len(sections) > 2 and number == 0:
        which = 2
    section = sections[which]
    kind = _dates(section)
    if kind:
        return _date(number, kind, mac=mac) or _general(number)
    if not re.search(r"[0#?]", section.signs):
        return _general(number) if "G" in section.signs else _only_words(section, value)
    if "/" in section.signs or "E" in section.signs.upper():
        return _general(number)
    return _formatted(abs(number) if which == 1 else number, section)


def _general(number: Decimal) -> str:
    """The number with at most fifteen digits, never with an exponent."""
    rounded = Decimal(f"{number:.15g}")
    text = f"{rounded.normalize():f}"
    return "0" if text == "-0" else text


def _only_words(section: _Code, value: str) -> str:
    """A section of nothing but words hides the number: it is given as stored."""
    words = "".join(section.words).strip()
    return words or _general(Decimal(value))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Code, ...]:
    """The sections of a format code: positive, negative, zero."""
    parts: list[tuple[list[str], list[str], list[bool]]] = [([], [], [])]
    for quoted, escaped, bracket, general, sign in _TOKEN.findall(code):
        signs, words, elapsed = parts[-1]
        word = quoted or escaped
        if bracket:
            currency = _CURRENCY.fullmatch(bracket)
            word = currency[1] if currency else ""
            elapsed.append(bracket.lower().strip("hms") == "" and not currency)
            signs.append(bracket[0] if elapsed[-1] else "")
        if word:
            signs.append("\x00")
            words.append(word)
        elif general:
            signs.append("G")
        elif sign == ";":
            parts.append(([], [], []))
        elif sign:
            signs.append(sign)
    return tuple(_Code("".join(s), tuple(w), any(e)) for s, w, e in parts)


def _dates(section: _Code) -> str:
    """`ymdhs`: the parts of a date and time that the section shows, if it does."""
    if re.search(r"[0#?G]", re.sub(r"[sS]\.0+", "", section.signs)):
        return ""
    found = set(section.signs.lower()) & set("ymdhs")
    if not found:
        return ""
    clock = bool(found & set("hs"))
    month = "m" in found and (bool(found & set("yd")) or not clock)
    kind = "".join(c for c in "yd" if c in found) + ("m" if month else "")
    return kind + ("t" if clock else "") + ("s" if "s" in found else "")


def _date(number: Decimal, kind: str, *, mac: bool) -> str:
    """The day, month, year or time of day; empty when the number is none."""
    if number < 0 or number >= _LAST_DAY:
        return ""
    # 1900 was no leap year, but the spreadsheets' calendar has its 29 February
    start = datetime(1904, 1, 1) if mac else datetime(1899, 12, 30)  # noqa: DTZ001
    days = number + 1 if not mac and number < 60 else number
    try:
        moment = start + timedelta(seconds=round(float(days) * 86_400))
    except OverflowError:
        return ""
    clock = f"{moment:%H:%M:%S}" if "s" in kind else f"{moment:%H:%M}"
    if set(kind) <= {"t", "s"}:
        return clock
    day = moment.date().isoformat()
    if "t" in kind:
        return f"{day}T{clock}"
    if "d" in kind or "y" not in kind:
        return day
    return day[:7] if "m" in kind else day[:4]


def _formatted(number: Decimal, section: _Code) -> str:
    """The number with the digits, signs and words of the section."""
    signs = section.signs
    first = re.search(r"[0#?]", signs)
    start = first.start() if first else 0
    last = max(signs.rfind(c) for c in "0#?")
    body = signs[start : last + 1]
    whole, _, decimals = body.partition(".")
    scale = len(signs[last + 1 :]) - len(signs[last + 1 :].lstrip(","))
    percent = signs.count("%")
    scaled = number.scaleb(2 * percent - 3 * scale)
    most = len(re.findall(r"[0#?]", decimals))
    least = len(re.findall("0", decimals))
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits, _, fraction = f"{rounded:f}".partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        digits = f"{int(digits or 0):,}" if not digits.startswith("0") else digits
    text = digits + (f".{fraction}" if fraction else "")
    minus = "-" if scaled < 0 and rounded else ""
    words = iter(section.words)
    around = [
        "".join(next(words) if c == "\x00" else c for c in part if c not in ",@")
        for part in (signs[:start], re.sub(r"[^\x00]", "", body), signs[last + 1 :])
    ]
    prefix, _, suffix = around
    return f"{minus}{prefix}{text or '0'}{suffix}".strip()
