"""How much is worded in each language: a map of languages by kinds of element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.coverage import coverage
from mandategraph.coverage.count import HEADING
from mandategraph.draw.content import Text
from mandategraph.draw.coverage_cells import CellPen, signs, told
from mandategraph.draw.frame import Caption, sheets
from mandategraph.draw.metrics import drawable, uncovered
from mandategraph.draw.numbers import number
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.pen import GAP
from mandategraph.draw.picture import Block, Picture
from mandategraph.draw.shapes import MUTED, Box, Group
from mandategraph.draw.sources import Sources, drawn_line
from mandategraph.draw.texts.coverage import language_name, own_name
from mandategraph.draw.words import say
from mandategraph.errors import QueryError
from mandategraph.language import direction_of
from mandategraph.network import stands_in, wording
from mandategraph.query import all_forms
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from mandategraph.coverage import Count, Coverage
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

MOST_TABLES: Final = 24
_MOST_SOURCES: Final = 6
_ALL: Final = "all"
_STUB: Final = 112.0  # the column with the names of the languages
_NARROWEST: Final = 84.0
_BETWEEN: Final = 4.0


def picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The coverage of all plans, or of the plan asked for, as counted by `coverage`.

    The rows are the languages asked for, then all others that occur and those of the
    project. `split` draws a table for each plan. UnknownNameError for a plan that there
    is not; QueryError for a graph without elements, and for a focus or a comparison,
    which this view does not have.
    """
    for name, given in (("focus", options.focus), ("compare", options.compare)):
        if given is not None:
            reason, advice = "the coverage view has no such part", "choose a plan"
            raise QueryError(f"--{name}", reason, advice)
    plans = [options.plan] if options.plan else []
    found = coverage(graph, plans=plans)
    asked = tuple(dict.fromkeys(tag.partition("-")[0] for tag in policy.asked))
    others = [tag for tag in found.languages if tag not in asked]
    if unknown := [tag for tag in asked if tag not in found.languages]:
        found = coverage(graph, [*found.languages, *unknown], plans=plans)
    view = _View(graph, policy, options, found, (*asked, *others))
    drawn = fitted(view.roomy(paper(options.page)), view.sheets)
    return Picture(view.caption.title, drawn, options.theme)


@dataclass(slots=True)
class _Row:
    """A language of a table: its counts by column."""

    tag: str
    counts: list[Count]


class _View:
    def __init__(
        self,
        graph: MandateGraph,
        policy: LanguagePolicy,
        options: DrawOptions,
        found: Coverage,
        languages: tuple[str, ...],
    ) -> None:
        self.found, self.languages = found, languages
        sources = Sources(graph)
        self.plans = sorted(found.plans, key=sources.place)
        self.lang = lang = language_of(policy, sources.lang(self.plans[0]))
        self.pen = CellPen(lang)
        forms = all_forms(graph, self.plans)
        self.words = {plan: wording(policy, forms[plan]) for plan in self.plans}
        plain = [kind for kind in found.kinds if kind != HEADING]
        headings = [HEADING] if HEADING in found.kinds else []
        self.columns = [*plain, *([_ALL] if len(plain) > 1 else []), *headings]
        single = len(self.plans) == 1
        self.tables = [""]
        if single or options.split:
            self.tables = self.plans[:MOST_TABLES]
        self.caption = self._caption(options, sources, single=single)

    def _caption(
        self, options: DrawOptions, sources: Sources, *, single: bool
    ) -> Caption:
        lang = self.lang
        caption = Caption(lang, options.title or say(lang, "coverage_title"))
        elements = self.found.count(self.languages[0]).total
        if not single:
            caption.subtitles.append(
                say(lang, "coverage_plans", n=number(len(self.plans), lang))
            )
        caption.subtitles.append(
            say(lang, "coverage_elements", n=number(elements, lang))
        )
        caption.subtitles.append(say(lang, "coverage_share"))
        if (left := len(self.plans) - len(self.tables)) and self.tables != [""]:
            words = say(lang, "coverage_plans_left", n=number(left, lang))
            caption.notes.append(words)
        counts = [
            count
            for plan in self.tables
            for row in self._rows(plan)
            for count in row.counts
        ]
        caption.signs = signs(lang, counts)
        lines = sources.lines(self.plans, lang)
        caption.sources = lines[:_MOST_SOURCES]
        if (more := len(lines) - _MOST_SOURCES) > 0:
            words = say(lang, "coverage_sources_left", n=number(more, lang))
            caption.sources.append(words)
        titles = (self.words[plan] for plan in self.tables if plan)
        known = [words for words in titles if words]
        if line := drawn_line(lang, known, date=options.date):
            caption.sources.append(line)
        return caption

    def _rows(self, plan: str) -> list[_Row]:
        return [
            _Row(tag, [self._count(tag, column, plan) for column in self.columns])
            for tag in self.languages
        ]

    def _count(self, tag: str, column: str, plan: str) -> Count:
        return self.found.count(tag, [] if column == _ALL else [column], plan)

    def roomy(self, sheet: Paper) -> Paper:
        """The paper, with more units on it when the columns need them."""
        count = len(self.columns)
        needed = _STUB + count * (_NARROWEST + _BETWEEN)
        return sheet.larger(max(1.0, (needed + 2 * sheet.margin) / sheet.width))

    def sheets(self, sheet: Paper) -> list[Sheet]:
        """The tables on paper."""
        blocks = []
        wide = (sheet.inner - _STUB) / len(self.columns) - _BETWEEN
        wide = min(wide, 240.0)
        for plan in self.tables:
            if plan:
                blocks.append(self._title(plan, sheet.inner))
            blocks.append(self._head(wide))
            blocks += [self._row(row, wide) for row in self._rows(plan)]
        return sheets(self.caption, sheet, blocks)

    def _title(self, plan: str, inner: float) -> Block:
        """The name of the plan, which leads to it."""
        words = self._named(plan)
        box = Box(0, 0, inner, 0, radius=0, role="plan")
        lines, below = self.pen.block(0, 4, inner, words, 16, bold=True)
        box.h = below
        return Block([Group("", words.words, plan, items=[box, *lines])], below, GAP)

    def _named(self, plan: str) -> Text:
        found = self.words[plan]
        if not found or stands_in(found["label_status"]):
            key = plan.rpartition("/")[2].removeprefix("plan-")
            return self.pen.own(f"{say(self.lang, 'plan')} {key}")
        lang = found["label_lang"]
        other = lang if lang.partition("-")[0] != self.lang else ""
        rtl = direction_of(lang) == "rtl"
        return Text(drawable(found["label"]), rtl, lang=other)

    def _head(self, wide: float) -> Block:
        group, below, x = Group(), 0.0, _STUB
        for column in self.columns:
            words = self.pen.own(say(self.lang, f"coverage_{column}"))
            lines, end = self.pen.block(x, 0, wide, words, 12, bold=True, fill=MUTED)
            group.items += lines
            below, x = max(below, end), x + wide + _BETWEEN
        return Block([group], below, _BETWEEN)

    def _row(self, row: _Row, wide: float) -> Block:
        """The name of the language, then a cell for each kind."""
        named = language_name(row.tag, self.lang)
        stub, below = self.pen.block(
            0, 5, _STUB - 8, self.pen.own(named), 13.5, bold=True
        )
        own = own_name(row.tag)
        if own != named and own and not uncovered(own):
            text = self.pen.own(own)
            lines, below = self.pen.block(0, below, _STUB - 8, text, 11.5, fill=MUTED)
            for line in lines:
                line.rtl, line.lang = direction_of(row.tag) == "rtl", row.tag
            stub += lines
        if named != row.tag:
            text = self.pen.own(row.tag)
            lines, below = self.pen.block(0, below, _STUB - 8, text, 11.5, fill=MUTED)
            stub += lines
        cells, x = [], _STUB
        for column, count in zip(self.columns, row.counts, strict=True):
            kind = say(self.lang, f"coverage_{column}")
            told_ = told(count, self.lang)
            title = say(self.lang, "coverage_cell", kind=kind, words=told_)
            cells.append(self.pen.cell(count, x, 0, wide, title))
            x += wide + _BETWEEN
        boxes = [cell.items[0] for cell in cells]
        high = max(below, *(box.h for box in boxes if isinstance(box, Box)))
        for box in boxes:
            if isinstance(box, Box):
                box.h = high
        listed = Group("list", named, items=[*cells])
        return Block([Group(items=[*stub]), listed], high, _BETWEEN)
