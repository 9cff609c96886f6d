"""The marks of list items: bullets, and numbers in the ways that they are printed."""

from __future__ import annotations

from typing import Final

BULLET: Final = "•"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman_of(number: int) -> str | None:
    """The lower-case Roman number; None for one that has no common form."""
    if not 0 < number < 4000:
        return None
    roman = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        roman += letters * count
    return roman
