"""Drafts to a reading: the extracted text, its places, spans and languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.model import (
    Field,
    Party,
    Plan,
    Reading,
    Reference,
    Span,
    Statement,
    Value,
    Warning,
    Wording,
)
from mandategraph.read.cover import leftover
from mandategraph.read.extracted import Extract, collapse, stable_key
from mandategraph.read.numbers import number_of
from mandategraph.read.table.cells import Shown
from mandategraph.read.text.identify import identify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mandategraph.model import Source
    from mandategraph.read.table.cells import Cell
    from mandategraph.read.table.drafts import (
        Details,
        DraftField,
        DraftParty,
        DraftPlan,
        DraftReference,
        DraftValue,
        Element,
        Words,
    )

_SAMPLE: Final = 2_000  # characters that decide a language
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_UNDETERMINED: Final = "und"
_NOTHING: Final = Wording("", "", Span(0, 0))


class Writer:
    """Writes the drafts of one file, plan after plan."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.extract = Extract()
        self.plans: list[Plan] = []
        self.marks: list[Span] = []
        self.guessed: Counter[str] = Counter()
        self._pieces: dict[Cell, Wording] = {}  # of the plan at hand
        self._lang = ""

    def reading(
        self, source: Callable[[Extract], Source], warnings: Iterable[Warning]
    ) -> Reading:
        """The reading of all that was added."""
        as_read = source(self.extract)
        marks = tuple(sorted(set(self.marks)))
        left = leftover(as_read.text, self.plans, marks)
        found = list(warnings)
        if self.guessed:
            langs = ", ".join(f"{k} x {n}" for k, n in sorted(self.guessed.items()))
            message = f"no language is stated; the words of the plans say: {langs}"
            found.append(Warning("language_identified", message))
        found.sort(key=lambda w: (w.span or Span(0, 0), w.code, w.message))
        return Reading(as_read, tuple(self.plans), left, tuple(found), marks)

    def add(self, draft: DraftPlan) -> None:
        """Write one plan; one of which there is no word is left out."""
        self._pieces.clear()
        start = self._end()
        self._lang = lang = self._language(draft)
        title = self._wordings(draft.title)
        description = self._wordings(draft.description)
        self._structure(draft, draft.identifier)
        references = self._references(draft.references)
        fields = self._fields(draft.fields)
        if draft.proof and not (title or description):
            self._mark(draft.proof)
        parties = tuple(self._party(party) for party in draft.parties)
        draft.elements.reverse()
        statements = []
        while draft.elements:  # each is freed when it is written
            statements.append(self._statement(draft.elements.pop()))
        self._rest(draft)
        end = self._end() - 1
        if end < start:
            return
        self.plans.append(
            Plan(
                key=stable_key("table", self.file, draft.name),
                lang=lang,
                span=Span(start, end),
                boundary=draft.boundary,
                statements=tuple(statements),
                title=title,
                description=description,
                identifier=_plain(draft.identifier),
                period=draft.period,
                published=draft.published,
                parties=parties,
                references=references,
                fields=fields,
            )
        )

    def _end(self) -> int:
        """Where the next piece will begin."""
        places = self.extract.places
        return places[-1].span.end + 1 if places else 0

    def _language(self, draft: DraftPlan) -> str:
        """The language that is stated, or that the words are in."""
        if draft.lang:
            return draft.lang
        words = [*draft.title, *draft.description]
        for one in draft.elements:
            words += [w for w in (*one.also, *one.description) if w.lang is None]
        texts = [w.cell.text for w in words if w.lang is None]
        texts += [e.text.text for e in draft.elements if e.text and e.lang is None]
        sample = ""
        for text in texts:
            sample = f"{sample} {text}"
            if len(sample) > _SAMPLE:
                break
        if len(_WORD.findall(sample)) < 3:
            return _UNDETERMINED
        lang = identify(sample).lang
        self.guessed[lang] += 1
        return lang

    def _statement(self, one: Element) -> Statement:
        lang = one.lang or self._lang
        heading = self._piece(one.label) if one.label else None
        if one.code:
            self._mark(one.code)
        text = self._piece(one.text) if one.text else None
        also = self._wordings(one.also)
        description = self._wordings(one.description)
        notes = self._wordings(one.notes)
        unit = next(iter(self._wordings([one.unit] if one.unit else [])), None)
        self._structure(one, one.identifier)
        references = self._references(one.references)
        fields = self._fields(one.fields)
        values = tuple(self._value(v, lang) for v in one.values)
        self._rest(one)
        proof = text or heading
        if proof is None:
            cell = one.identifier or one.code or one.proof
            proof = self._piece(cell) if cell else None
        section = one.kind == "section_heading"
        return Statement(
            id=one.id,
            type=one.kind,
            lang=lang,
            span=proof.span if proof else Span(0, 0),
            ordinal=one.ordinal,
            label=heading.text if heading else None,
            heading=heading.span if heading else None,
            text=text.text if text else None,
            text_status="extracted" if text or section else "absent_in_source",
            fragments=text.fragments if text else (),
            parent=one.parent,
            applies_to=one.applies_to,
            also=also,
            description=description,
            notes=notes,
            code=_plain(one.code),
            identifier=_plain(one.identifier),
            level=one.level,
            unit=unit,
            higher_is_better=one.higher_is_better,
            values=values,
            references=references,
            fields=fields,
        )

    def _value(self, one: DraftValue, lang: str) -> Value:
        cell = one.printed
        piece = self._piece(cell) if cell else _NOTHING
        number = one.number
        if number is None and cell:
            stored = cell.text.number if isinstance(cell.text, Shown) else None
            number = stored or number_of(piece.text, one.lang or lang)
        self._structure(one, None)
        notes = self._wordings(one.notes)
        fields = self._fields(one.fields)
        self._rest(one)
        return Value(
            kind=one.kind,
            span=piece.span,
            printed=piece.text,
            number=number or None,
            unit=one.unit,
            period=one.period,
            dimensions=one.dimensions,
            notes=notes,
            fields=fields,
        )

    def _party(self, one: DraftParty) -> Party:
        names = self._wordings(one.names)
        description = self._wordings(one.description)
        if one.code:
            self._mark(one.code)
        self._structure(one, one.identifier)
        if not names and one.proof:
            self._mark(one.proof)
        fields = self._fields(one.fields)
        self._rest(one)
        return Party(
            id=one.id,
            kind=one.kind,
            role=one.role,
            names=names,
            identifier=_plain(one.identifier) or "",
            code=_plain(one.code) or "",
            part_of=one.part_of,
            of=one.of,
            description=description,
            fields=fields,
        )

    def _wordings(self, words: list[Words]) -> tuple[Wording, ...]:
        return tuple(
            Wording(lang or self._lang, piece.text, piece.span, piece.fragments)
            for lang, cell in words
            for piece in (self._piece(cell),)
        )

    def _references(self, found: list[DraftReference]) -> tuple[Reference, ...]:
        spans = self._parts([(one.cell, one.part) for one in found])
        return tuple(
            Reference(one.relation, one.iri, span, one.printed)
            for one, span in zip(found, spans, strict=True)
        )

    def _fields(self, found: list[DraftField]) -> tuple[Field, ...]:
        spans = self._parts([(one.cell, one.part) for one in found if one.cell])
        each = iter(spans)
        return tuple(
            Field(one.name, one.value, next(each) if one.cell else None)
            for one in found
        )

    def _parts(self, parts: list[tuple[Cell, str]]) -> list[Span]:
        """Where the parts of cells stand, one after the other; the rest is a mark."""
        spans = []
        ends: dict[Cell, int] = {}
        for cell, part in parts:
            whole = self._piece(cell).span
            if not part:
                spans.append(whole)
                continue
            if cell not in ends:
                self.marks.append(whole)
            at = cell.text.strip().find(part, ends.get(cell, 0))
            ends[cell] = at + len(part)
            spans.append(Span(whole.start + at, whole.start + at + len(part)))
        return spans

    def _structure(self, details: Details, identifier: Cell | None) -> None:
        """Enter the cells that are known by what was made of them."""
        for cell in (*details.marks, *([identifier] if identifier else [])):
            self._mark(cell)

    def _mark(self, cell: Cell) -> None:
        self.marks.append(self._piece(cell).span)

    def _rest(self, details: Details) -> None:
        """Enter the words that have no place: they are leftover."""
        for cell in details.rest:
            self._piece(cell)

    def _piece(self, cell: Cell) -> Wording:
        """The cell's words and where they stand, in no language yet.

        A cell is entered once for each plan.
        """
        known = self._pieces.get(cell)
        if known is None:
            known = self.extract.wording("", cell.text, cell.path)
            self._pieces[cell] = known
        return known


def _plain(cell: Cell | None) -> str | None:
    return collapse(cell.text) if cell else None
