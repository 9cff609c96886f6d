"""Results of an IATI activity with their indicators, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.model import Parent
from mandategraph.read.iati.codes import BOOLEANS, LEVELS
from mandategraph.read.iati.parts import Part
from mandategraph.read.iati.values import Indicator

if TYPE_CHECKING:
    from mandategraph.model import Statement
    from mandategraph.read.iati.text import ActivityText, Element

_NO_PARENT: Final = Parent("none_in_source")


class Results:
    """Reads the results of one activity; `statements` grows in the file's order."""

    def __init__(self, text: ActivityText, parent: Parent) -> None:
        self.text, self.parent = text, parent
        self.statements: list[Statement] = []
        self._results = self._indicators = 0

    def read(self, element: Element, path: str, inherited: str) -> None:
        """Take in one `result` with its indicators."""
        part = Part(self.text, element, path, inherited)
        indicators: list[tuple[Element, str]] = []
        for child, place in self.text.children(element, path):
            if child.tag == "indicator":
                indicators.append((child, place))
            else:
                part.take(child, place)
        name = f"r{self._results + 1}"
        level = LEVELS.get((element.get("type") or "").strip().lower())
        statement = part.statement(name, "expected_result", self.parent, level=level)
        parent = _NO_PARENT
        if statement is None:
            self.text.note("no_wording", "a result of which nothing is printed")
        else:
            self._results += 1
            self.statements.append(statement)
            parent = Parent("asserted", "stated", name)
        for child, place in indicators:
            self._indicator(child, place, part.lang, parent)

    def _indicator(
        self, element: Element, path: str, inherited: str, parent: Parent
    ) -> None:
        part = Indicator(self.text, element, path, inherited)
        for child, place in self.text.children(element, path):
            tag = child.tag
            if tag == "period":
                part.period(child, place)
            elif tag == "baseline":
                part.baseline(child, place)
            else:
                part.take(child, place)
        name = f"i{self._indicators + 1}"
        better = BOOLEANS.get((element.get("ascending") or "").strip().lower())
        statement = part.statement(name, "indicator", parent, better=better)
        if statement is None:
            self.text.note("no_wording", "an indicator of which nothing is printed")
        else:
            self._indicators += 1
            self.statements.append(statement)
