"""Printed values to numbers, printed periods to ends: only where there is no doubt."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from mandategraph.model import Period

# languages whose decimal sign is the point; elsewhere `1,250` may be a fraction
_POINT: Final = {"en", "zh", "ja", "ko", "th", "he", "ar", "hi"}
_PLAIN: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d\d?)?")
_COMMAS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTS: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_BLANKS: Final = re.compile(
    r"[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?"
)
_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_GROUP: Final = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_LONGEST: Final = 60
_END: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]00:00(?::00)?Z?)?)?)?")
_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?"
)
_YEARS: Final = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
OPEN: Final = ".."


@lru_cache(maxsize=8192)
def number_of(printed: str, lang: str = "") -> str | None:
    """The canonical decimal form of what is printed, None when it is not one number.

    A per cent sign is left out: `45%` is 45. `1,250` is a number in a language with a
    decimal point only, `1.250` in such a language or in no known one.
    """
    text = printed.strip().replace("\u2212", "-").removesuffix("%").rstrip()
    if not text.isascii():
        text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    if len(text) > _LONGEST:
        return None
    primary = lang.partition("-")[0]
    plain = ""
    if _GROUP.fullmatch(text) and text.lstrip("+-")[0] != "0":
        if primary in _POINT or (text[-4] == "." and primary in ("", "und")):
            plain = text.replace(",", "")
    elif _PLAIN.fullmatch(text):
        plain = text
    elif _COMMAS.fullmatch(text):
        plain = text.replace(",", "")
    elif _POINTS.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    elif _BLANKS.fullmatch(text):
        plain = re.sub(r"[ '’]", "", text).replace(",", ".")
    elif _COMMA.fullmatch(text):
        plain = text.replace(",", ".")
    return canonical(plain) if plain else None


def canonical(text: str) -> str | None:
    """The decimal number without exponent, sign of plus or needless zeros.

    None for what is no number in plain notation, or with a power of ten after `e`.
    """
    if len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        return None
    number = Decimal(text)
    if abs(number.adjusted()) > _LONGEST:
        return None
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def shown_number(printed: str, stored: str) -> str | None:
    """The number that a cell shows among words or in its country's way.

    `stored` is the number that the cell holds: what is shown must be that number,
    rounded. None when it is not.
    """
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return None
    if "%" in printed:
        value *= 100
    digits = re.sub(r"[^\d.,-]", "", printed.replace("\u2212", "-")).strip(".,")
    if value < 0 and not digits.startswith("-"):
        digits = f"-{digits}"  # as in (5)
    signs = (("", ""), (",", "."), (".", ","))  # of thousands, of decimals
    for thousands, decimals in signs:
        plain = digits.replace(thousands, "") if thousands else digits
        found = canonical(plain.replace(decimals, ".") if decimals else plain)
        if found is not None:
            exponent = Decimal(found).as_tuple().exponent
            half = Decimal(5).scaleb(int(exponent) - 1)
            if abs(Decimal(found) - value) <= half:
                return found
    return None


@lru_cache(maxsize=8192)
def iso_day(text: str) -> str | None:
    """The day of an XSD date or dateTime, less its time and zone; None for others."""
    match = _MOMENT.fullmatch(text.strip())
    return iso_date(match[1]) if match else None


def iso_date(text: str) -> str | None:
    """The ISO day, month or year that the text is; None for anything else."""
    match = _END.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def period_of(text: str) -> Period | None:
    """The period that is typed: `2024`, `2024-01/2024-06`, `2022-2025`, `../2030`.

    None for anything else; one day, month or year is both ends.
    """
    years = _YEARS.fullmatch(text.strip())
    start, slash, end = (years[1], "/", years[2]) if years else text.partition("/")
    ends = [None if e.strip() in ("", OPEN) else iso_date(e) for e in (start, end)]
    stated = [e.strip() not in ("", OPEN) for e in (start, end)]
    if any(said and found is None for said, found in zip(stated, ends, strict=True)):
        return None
    if not slash:
        return Period(ends[0], ends[0]) if ends[0] else None
    return Period(*ends)


def period_text(period: Period) -> str:
    """The inverse of `period_of`."""
    if period.start == period.end and period.start:
        return period.start
    return f"{period.start or OPEN}/{period.end or OPEN}"
