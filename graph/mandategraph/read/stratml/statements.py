"""Mission, vision, values, goals, objectives and indicators of one StratML plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Parent, Statement
from mandategraph.read.stratml.drafts import Draft, collect, has_words, ordered
from mandategraph.read.stratml.names import (
    INDICATOR,
    INDICATORS,
    MEMBERS,
    OBJECTIVE,
    ORGANISATIONS,
    ORIGIN,
    PREFIX,
    VALUE_WRAPPERS,
    VALUES,
)
from mandategraph.read.stratml.values import ValueReader

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mandategraph.model import Span, StatementType, Value, Wording
    from mandategraph.read.stratml.parties import PartyReader
    from mandategraph.read.stratml.pieces import Pieces

_NONE: Final = Parent("none_in_source")
_TYPES: Final[dict[str, StatementType]] = {
    "Mission": "mandate",
    "Vision": "vision",
    "Value": "value_statement",
    "Goal": "objective",
    "Objective": "objective",
}
_ORDINAL: Final = re.compile(r"[1-9][0-9]{0,8}")
_NUMBERED: Final = ("Goal", "Objective", "PerformanceIndicator")
_INDICATOR: Final = "PerformanceIndicator"  # what the names of 3.5 end with


class StatementReader:
    """Reads statements into `found`, in the order of the text."""

    def __init__(self, pieces: Pieces, parties: PartyReader) -> None:
        self.pieces, self.parties = pieces, parties
        self.values = ValueReader(pieces)
        self.found: list[Statement] = []
        self._identifiers: set[str] = set()
        self._last = _NONE

    def read(
        self, element: _Element, local: str, path: str, above: Statement | None = None
    ) -> None:
        """Take the element, and all below it, as statements that serve `above`."""
        if local in INDICATORS:
            self._indicator(element, local, path, above)
            return
        pieces = self.pieces
        start = len(pieces.places)
        draft = collect(pieces, element, path, OBJECTIVE)
        named = draft.has_words()
        if not named and not any(has_words(e, pieces) for _, e, _ in draft.nested):
            self._placeholder(element, local)
            return
        if element.keys():
            pieces.attributes(element, "", path, draft.fields)
        statement = above
        # without a word or a number of its own the element is no statement: what is
        # in it belongs to what is around it
        if named or draft.found or draft.fields:
            statement = self._statement(draft, local, above, start)
        for name, child, below in draft.nested:
            if name == "Stakeholder" or name in MEMBERS or name in ORGANISATIONS:
                of = statement.id if statement else None
                self.parties.stakeholder(child, name, below, of)
            else:
                self.read(child, name, below, statement)

    def _placeholder(self, element: _Element, local: str) -> None:
        """Count an element without words, and those like it that it holds."""
        count = self.pieces.count
        count("empty_placeholder", local)
        for inner in element.iterdescendants():
            name = self.pieces.names[inner.tag]
            if name in _NUMBERED:
                count("empty_placeholder", name)

    def _statement(
        self, draft: Draft, local: str, above: Statement | None, start: int
    ) -> Statement:
        kind = _TYPES[local]
        words, description = draft.name or draft.description, draft.description
        if not draft.name:
            description = ()
        if kind in ("mandate", "vision"):
            if draft.name and draft.description:
                words, description = draft.description, ()
                name = f"{PREFIX}Name"
                draft.fields += [Field(name, w.text, w.span) for w in draft.name]
        elif words and not draft.name:
            draft.fields.append(Field(ORIGIN, "Description"))
        level = None
        if kind == "objective":
            upper = above.level if above else None
            level = "levelGoal" if local == "Goal" else "levelObjective"
            if local != "Goal" and upper in ("levelObjective", "levelSubObjective"):
                level = "levelSubObjective"
        return self._add(draft, local, words, description, above, start, level=level)

    def _indicator(
        self, element: _Element, local: str, path: str, above: Statement | None
    ) -> None:
        pieces = self.pieces
        start = len(pieces.places)
        draft = collect(pieces, element, path, INDICATOR)
        measures = [n for n in draft.nested if n[0] in VALUES or n[0] in VALUE_WRAPPERS]
        if not draft.has_words() and not any(
            has_words(child, pieces) for _, child, _ in measures
        ):
            self._placeholder(element, local)
            return
        if element.keys():
            pieces.attributes(element, "", path, draft.fields)
        if local != _INDICATOR:
            kind = local.removesuffix(_INDICATOR)
            draft.fields.append(Field(f"{PREFIX}@PerformanceIndicatorType", kind))
        words, description = draft.name or draft.dimension, draft.description
        if draft.name:
            name = f"{PREFIX}MeasurementDimension"
            draft.fields += [Field(name, w.text, w.span) for w in draft.dimension]
        elif not words:
            words, description = description, ()
        for name in ("SequenceIndicator", "Identifier"):
            draft.take(pieces, name)
        values: list[Value] = []
        for name, child, below in measures:
            self.values.read(child, name, below, values, draft.fields)
        statement = self._add(
            draft, local, words, description, above, start, values=values
        )
        for name, child, below in draft.nested:
            if name not in VALUES and name not in VALUE_WRAPPERS:
                self.parties.stakeholder(child, name, below, statement.id)

    def _add(
        self,
        draft: Draft,
        local: str,
        words: tuple[Wording, ...],
        description: tuple[Wording, ...],
        above: Statement | None,
        start: int,
        *,
        level: str | None = None,
        values: list[Value] | None = None,
    ) -> Statement:
        """The statement; `start` is the number of the element's first piece of text."""
        pieces, kind = self.pieces, _TYPES.get(local, "indicator")
        sequence = identifier = None
        if draft.found or draft.taken:
            sequence = draft.take(pieces, "SequenceIndicator")
            identifier = draft.take(pieces, "Identifier")
        self._check(identifier, local)
        word = "indicator" if kind == "indicator" else local.lower()
        whole = bool(sequence and _ORDINAL.fullmatch(sequence))
        first = words[0] if words else None
        statement = Statement(
            id=f"{word}-{pieces.number(word)}",
            type=kind,
            lang=first.lang if first else "und",
            span=first.span if first else self._proof(start),
            ordinal=int(sequence) if sequence and whole else None,
            text=first.text if first else None,
            text_status="extracted" if first else "absent_in_source",
            fragments=first.fragments if first else (),
            parent=self._below(above.id) if above else _NONE,
            also=words[1:],
            description=description,
            notes=draft.notes,
            code=None if whole else sequence,
            identifier=identifier,
            level=level,
            unit=draft.unit[0] if draft.unit else None,
            values=tuple(values or ()),
            references=draft.references,
            fields=ordered(draft.fields),
        )
        self.found.append(statement)
        return statement

    def _below(self, target: str) -> Parent:
        """The link to the statement above: one for all that are below it."""
        if target != self._last.target:
            self._last = Parent("asserted", "stated", target)
        return self._last

    def _proof(self, start: int) -> Span:
        """The words that prove an element without wording of its own."""
        pieces = self.pieces
        spans = [place.span for place in pieces.places[start:]]
        return next((span for span in spans if span not in pieces.left_out), spans[0])

    def _check(self, identifier: str | None, local: str) -> None:
        """Count missing identifiers, warn of one that stands twice."""
        if identifier is None:
            if local in _NUMBERED:
                self.pieces.count("missing_identifier", local)
        elif identifier in self._identifiers:
            message = f"more than one element has the identifier {identifier}"
            self.pieces.warn("duplicate_identifier", message)
        else:
            self._identifiers.add(identifier)
