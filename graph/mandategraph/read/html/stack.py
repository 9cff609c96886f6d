"""The open elements of a page: what a tag opens and closes, whatever was forgotten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from mandategraph.read.html.names import BLOCKS, CLOSED_BY, HEADINGS, WALLS

_SHOWN: Final = 16  # steps of a path; the outer ones of a deeper one are left out


@dataclass(slots=True)
class Element:
    """An open element; `number` counts those of its name in the same parent."""

    name: str
    number: int
    lang: str = ""
    bold: bool = False
    unread: bool = False
    grouped: bool = False
    children: dict[str, int] | None = None


class Stack:
    """The elements that are open now, the outermost first. Each step takes O(1)."""

    def __init__(self) -> None:
        self.elements: list[Element] = [Element("", 1)]
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    @property
    def top(self) -> Element:
        """The innermost element."""
        return self.elements[-1]

    def is_open(self, name: str) -> bool:
        """Whether an element of the name is open."""
        return bool(self._places[name])

    def push(self, name: str, lang: str) -> Element:
        """Open an element in the innermost one."""
        parent = self.top
        if parent.children is None:
            parent.children = {}
        number = parent.children[name] = parent.children.get(name, 0) + 1
        element = Element(name, number, lang or parent.lang, parent.bold, parent.unread)
        self._places[name].append(len(self.elements))
        self.elements.append(element)
        return element

    def pop(self) -> None:
        """Close the innermost element."""
        self._places[self.elements.pop().name].pop()

    def closed_by_start(self, name: str) -> int:
        """How many elements the start tag closes, from the innermost outwards."""
        level = len(self.elements)
        names, walls = CLOSED_BY.get(name, ((), ()))
        if names:
            level = min(level, self._outermost(names, walls))
        if name in BLOCKS:
            level = min(level, self._outermost(("p",), WALLS))
        if name in HEADINGS and self.top.name in HEADINGS:
            level = min(level, len(self.elements) - 1)
        return len(self.elements) - level

    def closed_by_end(self, name: str) -> int:
        """How many elements the end tag closes: none when it fits none."""
        places = self._places[name]
        if not places:
            return 0
        walls = ("table",) if name in ("tr", "td", "th", "caption") else WALLS
        if name in ("thead", "tbody", "tfoot"):
            walls = ("table",)
        wall = 0 if name == "table" else self._innermost(walls)
        if places[-1] < wall:
            return 0
        return len(self.elements) - places[-1]

    def path(self) -> str:
        """The way to the innermost element: `/html/body/ul/li[2]`."""
        steps = len(self.elements) - 1
        shown = self.elements[max(1, steps - _SHOWN + 1) :]
        names = (f"{e.name}[{e.number}]" if e.number > 1 else e.name for e in shown)
        return ("…/" if steps > _SHOWN else "/") + "/".join(names)

    def _innermost(self, names: tuple[str, ...]) -> int:
        """The place of the innermost open element of these names; 0 for none."""
        return max((self._places[n][-1] for n in names if self._places[n]), default=0)

    def _outermost(self, names: tuple[str, ...], walls: tuple[str, ...]) -> int:
        """The place of the outermost element of these names inside the wall."""
        places = [p for n in names for p in self._places[n][-2:]]
        if not places:
            return len(self.elements)
        wall = self._innermost(walls)
        return min((p for p in places if p > wall), default=len(self.elements))
