"""Numbers as the language of a page writes them."""

from __future__ import annotations

from typing import Final

# thousands, decimals; Arabic as the United Nations print it, in European digits
_SIGNS: Final = {
    "en": (",", "."),
    "fr": ("\u202f", ","),
    "es": ("\u202f", ","),
    "ar": (",", "."),
}

_LARGEST: Final = 1e15
_FINEST: Final = 6


def number(value: float, lang: str, places: int = 0) -> str:
    """The number with thousands set apart from 10,000 on, and `places` decimals.

    Very large and very small numbers are written with a power of ten: `2.5e+18`.
    """
    thousands, point = _SIGNS[lang]
    if abs(value) >= _LARGEST or places > _FINEST:
        return f"{value:.4g}".replace(".", point)
    large = abs(value) >= 10_000
    words = f"{value:,.{places}f}" if large else f"{value:.{places}f}"
    return words.replace(",", "\0").replace(".", point).replace("\0", thousands)


def percentage(part: int, whole: int, lang: str) -> str:
    """The share with one decimal, none for a whole number.

    Only all of it is 100 %, and only nothing of it is 0 %. No blank before the sign
    where that would part it from its number in words that run from right to left.
    """
    tenths = round(1000 * part / whole)
    if 0 < part < whole:
        tenths = min(999, max(1, tenths))
    words = number(tenths / 10, lang, 1 if tenths % 10 else 0)
    return f"{words}%" if lang in ("en", "ar") else f"{words}\u00a0%"
