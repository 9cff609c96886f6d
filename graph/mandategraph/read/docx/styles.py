"""What the styles of a DOCX say: headings, lists, hidden and bold text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from mandategraph.read.docx.package import W, on, whole

_NAMED: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLES: Final = {"title": 0, "subtitle": 1}
_LISTS: Final = re.compile(r"^list (?:bullet|number)\b", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"^(?:toc \d|table of figures)$", re.IGNORECASE)
_DEEPEST: Final = 40  # styles on styles; Word allows ten


@dataclass(slots=True)
class Style:
    """One style with all that it inherits.

    `level` is the outline level (0 for the highest heading), None for body text.
    `number` is the list, `depth` the level in it. `size` counts half points.
    """

    name: str = ""
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    listed: bool = False
    contents: bool = False
    hidden: bool = False
    bold: bool = False
    size: int | None = None
    raised: bool = False


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str | None, Style] = {}
        self._default: str | None = None
        self.size = 20
        if root is None:
            return
        for element in root.iterfind(f"{W}style"):
            identifier = element.get(f"{W}styleId")
            if not identifier:
                continue
            self._elements[identifier] = element
            default = element.get(f"{W}default") in ("1", "true", "on")
            if default and element.get(f"{W}type") == "paragraph":
                self._default = identifier
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        if defaults is not None:
            self.size = whole(defaults.get(f"{W}val"), 20)
        normal = self.of(None).size
        self.size = normal if normal is not None else self.size

    def of(self, identifier: str | None) -> Style:
        """The style; for None, or an unknown one, that of plain paragraphs."""
        identifier = identifier if identifier in self._elements else self._default
        if identifier not in self._known:
            self._known[identifier] = self._resolved(identifier)
        return self._known[identifier]

    def character(self, identifier: str | None) -> Style | None:
        """The character style; None when there is none."""
        return self.of(identifier) if identifier in self._elements else None

    def _resolved(self, identifier: str | None) -> Style:
        """The style with what it is based on: the nearest word on each point counts."""
        style = Style()
        chain: list[Any] = []
        while identifier in self._elements and len(chain) < _DEEPEST:
            element = self._elements[identifier]
            if element in chain:
                break
            chain.append(element)
            based = element.find(f"{W}basedOn")
            identifier = None if based is None else based.get(f"{W}val")
        for element in reversed(chain):
            _take(style, element)
        if chain:
            style.name = _name(chain[0])
            style.contents = bool(_CONTENTS.match(style.name))
            if style.level is None:
                style.level = _by_name(style.name)
            style.listed = bool(_LISTS.match(style.name))
        return style


def _take(style: Style, element: Any) -> None:
    paragraph = element.find(f"{W}pPr")
    style.level, style.number, style.depth = levels_of(paragraph, style)
    run = element.find(f"{W}rPr")
    if run is not None:
        for tag, name in (("vanish", "hidden"), ("b", "bold")):
            found = run.find(f"{W}{tag}")
            if found is not None:
                setattr(style, name, on(found))
        size = run.find(f"{W}sz")
        if size is not None:
            style.size = whole(size.get(f"{W}val"), 20)
        raised = run.find(f"{W}vertAlign")
        if raised is not None:
            style.raised = raised.get(f"{W}val") == "superscript"


def levels_of(
    properties: Any, style: Style
) -> tuple[int | None, str | None, int | None]:
    """Outline level, list and level in it that a `w:pPr` names, else the style's."""
    level, number, depth = style.level, style.number, style.depth
    if properties is None:
        return level, number, depth
    outline = properties.find(f"{W}outlineLvl")
    if outline is not None:
        found = whole(outline.get(f"{W}val"), 9)
        level = found if 0 <= found < 9 else None
    named = properties.find(f"{W}numPr/{W}numId")
    if named is not None:
        number = named.get(f"{W}val")
    inner = properties.find(f"{W}numPr/{W}ilvl")
    if inner is not None:
        depth = whole(inner.get(f"{W}val"), 0)
    return level, number, depth


def _name(element: Any) -> str:
    found = element.find(f"{W}name")
    return (found.get(f"{W}val") or "") if found is not None else ""


def _by_name(name: str) -> int | None:
    """The level that a built-in name stands for."""
    match = _NAMED.fullmatch(name)
    return int(match[1]) - 1 if match else _TITLES.get(name.lower())
