"""Results frameworks: tables whose columns are objectives, results, indicators, values.

Each row is read by the words over its columns. A cell that is merged downwards counts
for all its rows; an empty cell under a statement goes on with that statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Period,
    Span,
    Statement,
    StatementType,
    Value,
    ValueKind,
    Warning,
    Wording,
)
from mandategraph.read.extracted import collapse
from mandategraph.read.lexicon import grammar, squeeze
from mandategraph.read.numbers import number_of
from mandategraph.read.story.columns import STATEMENTS, VALUES, Role, role_of
from mandategraph.read.text.headings import BULLETS
from mandategraph.read.text.normalise import Matching

if TYPE_CHECKING:
    from mandategraph.model import Basis
    from mandategraph.read.story.blocks import Cell, Table
    from mandategraph.read.story.page import Written

_CODE: Final = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]+)[.)]?\s+(?=\S)")
_AUTOMATIC: Final = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?")
_NOTHING: Final = {"-", "–", "—", "‒", "−", "n/a", "n.a.", "na", "..."}
_TYPES: Final = {
    "objective": "objective", "result": "expected_result", "indicator": "indicator",
}  # fmt: skip
_NAMES: Final = {
    "mandate": "mandate", "objective": "objective", "expected_result": "result",
    "indicator": "indicator",
}  # fmt: skip


@dataclass(slots=True)
class Framework:
    """A table that is one: the role of each column, and the first row below them.

    `by_row`: the first column says the type in each cell. `written` has the paragraphs
    of each cell as they stand in the text.
    """

    rows: list[list[Cell]]
    roles: dict[int, Role]
    heads: dict[int, Cell]
    first: int
    by_row: bool = False
    written: dict[int, list[Written]] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min(w.span.start for lines in self.written.values() for w in lines)


def framework(table: Table) -> Framework | None:
    """The table as a results framework; None when its headings do not say so."""
    for number, row in enumerate(table.rows[:3]):
        roles: dict[int, Role] = {}
        heads: dict[int, Cell] = {}
        for cell in row:
            role = role_of(collapse(cell.text))
            if role is not None:
                roles[cell.column], heads[cell.column] = role, cell
        names = {role.name for role in roles.values()}
        statements = names.intersection(STATEMENTS)
        below = table.rows[number + 1 :]
        if below and statements and len(names.intersection(STATEMENTS + VALUES)) > 1:
            by_row = row[0].column not in roles and _typed_by_row(below)
            return Framework(table.rows, roles, heads, number + 1, by_row)
    return None


def _typed_by_row(rows: list[list[Cell]]) -> bool:
    """Whether the cells of the first column begin with the word for their type."""
    return any(row and _label(row[0].text)[1] for row in rows)


def _label(text: str) -> tuple[int, str, int, str]:
    """End and type of the label that the text begins with, where words go on, number.

    `Objective 2: Clean beaches` gives 11, `objective`, 13 and `2`.
    """
    copy = Matching(text[:200])
    match = grammar().heading.match(copy.lower)
    if match is None:
        return 0, "", 0, ""
    meaning = grammar().meanings.get(squeeze(match["noun"]))
    kind = _TYPES.get(meaning[0]) if meaning else None
    after = re.compile(r"\s*(?:[:.–—-]\s*|\n\s*|$)").match(copy.lower, match.end())
    if kind is None or after is None:
        return 0, "", 0, ""
    digits = match["digits"] or match["nth"] or ""
    end = copy.to_raw(match.end())
    return end, kind, copy.to_raw(after.end()), digits


class FrameworkReader:
    """Reads one framework to statements; `above` is the objective that it is for.

    `form` names the format in the fields.
    """

    def __init__(
        self,
        table: Framework,
        number: int,
        text: str,
        lang: str,
        form: str,
        above: str | None,
    ) -> None:
        self.table, self.text, self.lang, self.above = table, text, lang, above
        self.form = form
        self.prefix = f"t{number}"
        self.statements: list[Statement] = []
        self.marks: list[Span] = []
        self.warnings: list[Warning] = []
        self._open: dict[int, list[int]] = {}  # column -> statements that it holds now
        self._merged: dict[int, bool] = {}
        self._counts: dict[str, int] = {}
        self._of_column: dict[int, list[str]] = {}

    def read(self) -> None:
        """Fill `statements`, `marks` and `warnings`."""
        for row in self.table.rows[self.table.first :]:
            self._row({cell.column: cell for cell in row})
        self._headings()

    def _row(self, cells: dict[int, Cell]) -> None:
        roles = dict(self.table.roles)
        if self.table.by_row and 0 in cells:
            kind = _label(cells[0].text)[1]
            if kind:
                roles[0] = Role(kind)
        for column in sorted(roles):
            cell, role = cells.get(column), roles[column]
            if cell is None or role.name not in STATEMENTS:
                continue
            lines = self.table.written.get(id(cell), [])
            if lines:
                self._begin(column, role, lines)
            else:
                self._merged[column] = cell.below
        for column, role in roles.items():
            cell = cells.get(column)
            lines = self.table.written.get(id(cell), []) if cell else []
            if lines and role.name not in STATEMENTS:
                self._value(column, role, lines)

    def _begin(self, column: int, role: Role, lines: list[Written]) -> None:
        """New statements in the column; what stands to its right ends."""
        for other in [c for c in self._open if c >= column]:
            del self._open[other]
        marked = [w for w in lines if w.paragraph.mark]
        several = len(lines) > 1 and len(marked) == len(lines)
        groups = [[w] for w in lines] if several else [lines]
        parent = self._parent(column, role)
        for group in groups:
            self._statement(column, role, group, parent)

    def _parent(self, column: int, role: Role) -> Parent:
        """The statement in the nearest column to the left that may stand above."""
        wanted = {
            "objective": ("mandate",),
            "expected_result": ("expected_result", "objective"),
            "indicator": ("expected_result", "objective"),
        }.get(role.name, ())
        for other in sorted((c for c in self._open if c < column), reverse=True):
            found = [self.statements[i] for i in self._open[other]]
            if found[0].type not in wanted:
                continue
            if len(found) > 1:
                names = tuple(Candidate(s.id) for s in found)
                return Parent("unknown", candidates=names)
            basis: Basis = (
                "stated" if self._merged.get(other, True) else "reading-order"
            )
            return Parent("asserted", basis, found[0].id)
        if self.above and "objective" in wanted:
            return Parent("asserted", "reading-order", self.above)
        return Parent("none_in_source")

    def _statement(
        self, column: int, role: Role, lines: list[Written], parent: Parent
    ) -> None:
        kind = cast("StatementType", role.name)
        label, code, start = self._head(lines[0], kind)
        fragments = tuple(
            Span(span.start + m.start(), span.start + m.end())
            for span in [Span(start, lines[0].span.end), *(w.span for w in lines[1:])]
            for m in re.finditer(r"\S(?:[^\n\r]*\S)?", span.of(self.text))
        )
        words = " ".join(collapse(f.of(self.text)) for f in fragments)
        number = self._counts[kind] = self._counts.get(kind, 0) + 1
        name = f"{self.prefix}-{_NAMES[kind]}-{number}"
        span = (
            Span(fragments[0].start, fragments[-1].end)
            if fragments
            else label or lines[0].span
        )
        plain = code is not None and code.isascii() and code.isdigit()
        self._open.setdefault(column, []).append(len(self.statements))
        self._merged[column] = True
        self._of_column.setdefault(column, []).append(name)
        self.statements.append(
            Statement(
                name,
                kind,
                self.lang,
                span,
                ordinal=int(code) if plain and code else None,
                label=collapse(label.of(self.text)) if label else None,
                heading=label,
                text=words.replace("\xad", "") or None,
                text_status="extracted" if words else "absent_in_source",
                fragments=fragments,
                parent=parent,
                code=code,
                level=role.level,
            )
        )

    def _head(
        self, line: Written, kind: StatementType
    ) -> tuple[Span | None, str | None, int]:
        """Label and number that the cell begins with, and where its words begin."""
        span, mark = line.span, line.paragraph.mark
        if mark:
            lead = self.text.rfind(mark, 0, span.start)
            self.marks.append(Span(lead, lead + len(mark)))
            found = _AUTOMATIC.fullmatch(mark)
            if mark not in BULLETS and found:
                return None, found[1], span.start
        text = span.of(self.text)
        end, labelled, words, digits = _label(text)
        if labelled == kind and words <= len(text):
            label = Span(span.start, span.start + end)
            self.marks.append(Span(label.end, span.start + words))
            return label, digits or None, span.start + words
        code = _CODE.match(text)
        if code and code[1][0].isdigit():
            self.marks.append(Span(span.start, span.start + code.end()))
            return None, code[1], span.start + code.end()
        return None, None, span.start

    def _value(self, column: int, role: Role, lines: list[Written]) -> None:
        """Give the cell's words to the statement of the row that they are of."""
        span = Span(lines[0].span.start, lines[-1].span.end)
        printed = collapse(" ".join(w.span.of(self.text) for w in lines))
        if printed.lower() in _NOTHING:
            self.marks.append(span)
            return
        wanted = STATEMENTS if role.name == "code" else ("indicator",)
        held = [i for _, found in sorted(self._open.items()) for i in found]
        held = [i for i in held if self.statements[i].type in wanted]
        if role.name == "code":
            held = held[-1:]
        if len(held) != 1:
            message = f"{printed[:60]!r}: the row does not say which statement it is of"
            self.warnings.append(Warning("value_of_none", message, span))
            return
        self.statements[held[0]] = self._with(
            self.statements[held[0]], column, role, span, printed
        )

    def _with(
        self, s: Statement, column: int, role: Role, span: Span, printed: str
    ) -> Statement:
        if role.name == "unit":
            return replace(s, unit=Wording(self.lang, printed, span, (span,)))
        if role.name == "code":
            self.marks.append(span)
            return s if s.code else replace(s, code=printed)
        head = self._head_span(column)
        name = f"{self.form}:column"
        column_field = (
            (Field(name, collapse(head.of(self.text)), head),) if head else ()
        )
        value = Value(
            cast("ValueKind", role.name),
            span,
            printed,
            number_of(printed, self.lang),
            "%" if printed.endswith("%") else None,
            Period(role.year, role.year) if role.year else None,
            fields=column_field,
        )
        return replace(s, values=(*s.values, value))

    def _head_span(self, column: int) -> Span | None:
        cell = self.table.heads.get(column)
        lines = self.table.written.get(id(cell), []) if cell else []
        return Span(lines[0].span.start, lines[-1].span.end) if lines else None

    def _headings(self) -> None:
        """State the headings over the columns of statements; mark the others."""
        number = 0
        for column in sorted(self.table.heads):
            span = self._head_span(column)
            if span is None:
                continue
            if column not in self._of_column:
                self.marks.append(span)
                continue
            number += 1
            self.statements.append(
                Statement(
                    f"{self.prefix}-column-{number}",
                    "section_heading",
                    self.lang,
                    span,
                    label=collapse(span.of(self.text)),
                    heading=span,
                    applies_to=tuple(self._of_column[column]),
                )
            )
        self.statements.sort(key=lambda s: s.span)
