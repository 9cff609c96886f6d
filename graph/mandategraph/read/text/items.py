"""Where a list item may begin: bullets, dashes, numbers and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mandategraph.read.text.headings import BULLETS, SENTENCE_END
from mandategraph.read.text.ordinals import parse_number, roman

if TYPE_CHECKING:
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout

_ITEM = re.compile(
    rf"""^[ ]*(?:
        (?P<bullet>[{BULLETS}])
      | (?P<dash>[-–—*·])(?=[ ]|[^\W\d_])
      | (?P<number>[(]?(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[a-z]|[ivx]{{2,5}})[.)](?!\d)
          |\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[ ])
          |[(]?[一二三四五六七八九十]{{1,3}}[、.)])
    )[ ]*(?=[^ \n])
    | (?P<inner>[{BULLETS}])[ ]*""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(slots=True)
class Item:
    """A list item's mark `[start, end)`; its words begin at `stop` (matching copy).

    `style` is the bullet, or the kind of number; `path` the number that it prints.
    """

    start: int
    end: int
    stop: int
    style: str
    path: tuple[int, ...]
    indent: int
    sure: bool


def find_items(copy: Matching, layout: Layout) -> list[Item]:
    """All marks that may begin a list item, in order of the text."""
    text = copy.text
    found: list[Item] = []
    for match in _ITEM.finditer(copy.lower):
        group = match.lastgroup or "bullet"
        start, end = match.span(group)
        indent, value = start - match.start(), match[group]
        sure = group in ("bullet", "inner")
        path: tuple[int, ...] = ()
        style = value
        if group == "dash":
            glued = end == match.end()
            if glued and not text[end].isupper():
                continue
            line = match.start()
            before = text[max(layout.start(line), line - 200) : line]
            sure = not glued and _may_break(before, text[match.end() : match.end() + 1])
        elif group == "number":
            if match.end() == end and not value.endswith(("、", ")")):
                continue  # "1.Text" is rare, "3.5" and "a.m." are not
            style, path = _number(value.strip("().、"), value)
        found.append(Item(start, end, match.end(), style, path, indent, sure))
    return found


def _number(value: str, printed: str) -> tuple[str, tuple[int, ...]]:
    shape = printed[-1] if not printed[-1].isalnum() else ""
    if value[0].isdigit():
        path = parse_number(value)
        return f"1{shape}{len(path)}", path
    if value[0] in "一二三四五六七八九十":
        return f"一{shape}", parse_number(value)
    if len(value) == 1:
        return f"a{shape}", (ord(value) - ord("a") + 1,)
    return f"ii{shape}", (roman(value),)


def _may_break(before: str, first: str) -> bool:
    """Whether a dash here begins an item rather than going on with a sentence."""
    before = before.rstrip(" ")
    if not before.strip() or before.endswith("\n\n"):
        return True
    last = before.rstrip()[-1]
    return last in SENTENCE_END + ":," or not first.islower()
