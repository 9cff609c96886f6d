"""The marks of list items as a browser prints them: bullets, numbers, letters."""

from __future__ import annotations

from dataclasses import dataclass

from mandategraph.read.list_marks import BULLET, roman_of


@dataclass(slots=True)
class ItemList:
    """An open list: whether it is numbered, how, and the number that comes next."""

    numbered: bool
    kind: str = "1"
    next: int = 1
    step: int = 1

    @classmethod
    def of(cls, name: str, attributes: dict[str, str]) -> ItemList:
        """The list that the start tag opens."""
        start = whole(attributes.get("start", ""))
        down = "reversed" in attributes
        first = 1 if start is None else start
        return cls(name == "ol", attributes.get("type", "1"), first, -1 if down else 1)

    def mark(self, value: str) -> str:
        """The mark of the next item; `value` is the number that the item itself has."""
        if not self.numbered:
            return BULLET
        own = whole(value)
        number = self.next if own is None else own
        self.next = number + self.step
        return f"{_printed(number, self.kind)}."


def whole(text: str) -> int | None:
    """The whole number that the attribute gives, when it has nine digits at most."""
    digits = text.strip()
    plain = digits.removeprefix("-")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        return None
    return int(digits)


def _printed(number: int, kind: str) -> str:
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in ("i", "I") and (roman := roman_of(number)):
        return roman.upper() if kind == "I" else roman
    return str(number)
