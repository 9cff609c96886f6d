"""The numbers and bullets that a DOCX prints before its list items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from mandategraph.read.docx.package import W, on, whole
from mandategraph.read.list_marks import BULLET, roman_of
from mandategraph.read.text.headings import BULLETS

_DASHES: Final = "-–—*·"
_PLACE: Final = re.compile(r"%([1-9])")
_HAN: Final = "〇一二三四五六七八九"
_ALPHABETS: Final = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_HAN_FORMATS: Final = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd"}
_LEVELS: Final = 9


@dataclass(slots=True)
class Level:
    """One level of a list: how its number is written, and where it begins."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """The levels of a list, and the counters that it shares with its like."""

    levels: dict[int, Level]
    counters: list[int | None]
    starts: dict[int, int] = field(default_factory=dict)  # still to be set


class Numbering:
    """The lists of a document; each call of `mark` counts one item on.

    `unknown` counts the numbers whose format cannot be computed.
    """

    def __init__(self, root: Any) -> None:
        self.unknown: dict[str, int] = {}
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is None:
            return
        for element in root.iterfind(f"{W}abstractNum"):
            self._abstract[element.get(f"{W}abstractNumId") or ""] = element
        for element in root.iterfind(f"{W}num"):
            self._numbers[element.get(f"{W}numId") or ""] = element

    def mark(self, number: str | None, depth: int) -> str:
        """What is printed before the next item of the list; empty for nothing."""
        if number is None or number == "0":
            return ""
        entry = self._list(number)
        if entry is None:
            return BULLET
        depth = min(max(depth, 0), _LEVELS - 1)
        level = entry.levels.get(depth, Level())
        self._count(entry, depth)
        if level.format == "bullet":
            char = level.text.strip()[:1]
            return char if char and char in BULLETS + _DASHES else BULLET
        if level.format == "none" and not _PLACE.search(level.text):
            return level.text.strip()
        return self._written(entry, level)

    def _count(self, entry: _List, depth: int) -> None:
        counters = entry.counters
        for at in [at for at in entry.starts if at <= depth]:
            counters[at] = entry.starts.pop(at) - (at == depth)
        before = counters[depth]
        level = entry.levels.get(depth, Level())
        counters[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = entry.levels.get(deeper, Level()).restart
            if restart is None or (restart and depth < restart):
                counters[deeper] = None
        for upper in range(depth):
            if counters[upper] is None:
                counters[upper] = entry.levels.get(upper, Level()).start

    def _written(self, entry: _List, level: Level) -> str:
        """The number as the level's text has it; a bullet if it cannot be computed."""
        failed = False

        def number(match: re.Match[str]) -> str:
            nonlocal failed
            at = int(match[1]) - 1
            style = entry.levels.get(at, Level()).format
            style = "decimal" if level.legal and style != "none" else style
            written = written_number(entry.counters[at] or 0, style)
            if written is None:
                failed = True
                self.unknown[style] = self.unknown.get(style, 0) + 1
            return written or ""

        text = _PLACE.sub(number, level.text)
        return BULLET if failed else " ".join(text.split())

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            element = self._numbers.get(number)
            if element is None:
                return None
            found = element.find(f"{W}abstractNumId")
            name = "" if found is None else found.get(f"{W}val") or ""
            levels = _levels(self._abstract.get(name))
            counters = self._counters.setdefault(name, [None] * _LEVELS)
            entry = _List(levels, counters)
            for override in element.iterfind(f"{W}lvlOverride"):
                at = whole(override.get(f"{W}ilvl"), 0)
                changed = override.find(f"{W}lvl")
                if changed is not None:
                    levels[at] = _level(changed)
                start = override.find(f"{W}startOverride")
                if start is not None and 0 <= at < _LEVELS:
                    entry.starts[at] = whole(start.get(f"{W}val"), 1)
            self._lists[number] = entry
        return self._lists[number]


def _levels(abstract: Any) -> dict[int, Level]:
    if abstract is None:
        return {}
    found = abstract.iterfind(f"{W}lvl")
    return {whole(e.get(f"{W}ilvl"), 0): _level(e) for e in found}


def _level(element: Any) -> Level:
    values = {
        tag: found.get(f"{W}val")
        for tag in ("start", "numFmt", "lvlText", "lvlRestart")
        if (found := element.find(f"{W}{tag}")) is not None
    }
    restart = values.get("lvlRestart")
    return Level(
        whole(values.get("start"), 1),
        values.get("numFmt") or "decimal",
        values.get("lvlText") or "",
        None if restart is None else whole(restart, 0),
        on(element.find(f"{W}isLgl")),
    )


def written_number(number: int, style: str) -> str | None:
    """The number in the style of OOXML's ST_NumberFormat; None for one not known."""
    plain = {"decimal": str(number), "decimalZero": f"{number:02}", "none": ""}
    if style in plain or number < 1:
        return plain.get(style)
    if style in ("lowerRoman", "upperRoman"):
        roman = roman_of(number)
        return roman.upper() if roman and style == "upperRoman" else roman
    if style == "ordinal":
        teen = 10 < number % 100 < 20
        return f"{number}{'th' if teen else _SUFFIXES.get(number % 10, 'th')}"
    return _han(number) if style in _HAN_FORMATS else _letters(number, style)


def _letters(number: int, style: str) -> str | None:
    """The letter of the number in the style's alphabet, doubled when it is used up."""
    upper = style in ("upperLetter", "russianUpper")
    alphabet = _ALPHABETS.get(style.replace("upper", "lower").replace("Upper", "Lower"))
    if alphabet is None or number > 10 * len(alphabet):
        return None
    times, at = divmod(number - 1, len(alphabet))
    letters = alphabet[at] * (times + 1)
    return letters.upper() if upper else letters


def _han(number: int) -> str | None:
    if number > 99:
        return None
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _HAN[tens]) + "十"
    return head + (_HAN[ones] if ones or not tens else "")
