"""Reading a document by a template: its blocks, one after the other, by the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from mandategraph.model import Span, StatementType, Warning
from mandategraph.read.story.blocks import Box, Chart, Paragraph, Table, paragraphs
from mandategraph.read.template.drafts import Draft, PartyDraft, PlanDraft, Section
from mandategraph.read.template.tables import (
    Row,
    chart_values,
    table_rows,
    table_values,
)
from mandategraph.read.template.text import TemplateText

if TYPE_CHECKING:
    import re

    from mandategraph.read.story.blocks import Block, Cell
    from mandategraph.read.template.form import (
        ChartRule,
        LineRule,
        PartyRule,
        TableRule,
        Template,
    )

_GROUPS: Final = {
    "text", "label", "code", "ordinal", "mark", "title", "name", "body", "heading",
    "period", "unit", "caption",
}  # fmt: skip


class TemplateReader(TemplateText):
    """Takes the blocks in; afterwards `plans`, `marks` and `warnings` are there.

    `extract` has the text.
    """

    def __init__(self, template: Template) -> None:
        super().__init__(template)
        self.marks: list[Span] = []
        self.warnings: list[Warning] = []
        self.plans: list[PlanDraft] = []
        self.heads: list[Span] = []  # the lines that opened a section, for messages
        top = Section("", 0, Span(0, 0))
        self.stack = [top]
        self.held: Span | None = None
        self.title_of: list[Section | PlanDraft | PartyDraft] = []

    # --- blocks -----------------------------------------------------------------

    def take(self, blocks: list[Block]) -> None:
        """Read the blocks in order."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Box):
                self._carry(block.blocks)
            else:
                self._chart(block)

    def finish(self) -> None:
        """End all sections."""
        self._close(0, self.extract.length)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.text:
            span = self.add(paragraph)
            self._line(paragraph, span)
        if paragraph.pictures and (draft := self._latest("indicator")):
            draft.pictured = True
        self.take([f for f in paragraph.floats if isinstance(f, Chart)])
        for box in paragraph.floats:
            if isinstance(box, Box):
                self._carry(box.blocks)

    def _carry(self, blocks: list[Block]) -> None:
        """Take words into the text that stand beside the running text."""
        for paragraph in paragraphs(blocks):
            if paragraph.text:
                self.add(paragraph)

    # --- lines ------------------------------------------------------------------

    def _line(self, paragraph: Paragraph, span: Span) -> None:
        held, self.held = self.held, None
        text = self.words(span)
        if self.title_of:
            self._titled(span)
            return
        for number, rule in enumerate(self.template.line):
            if not self._applies(rule, number, paragraph, held=held is not None):
                continue
            found = rule.line.fullmatch(text)
            if found is None:
                continue
            self._section_of(rule).once.add(number)
            self._apply(rule, found, span, held)
            return
        for section in self.stack:
            section.said.append(text)

    def _applies(
        self, rule: LineRule, number: int, paragraph: Paragraph, *, held: bool
    ) -> bool:
        if rule.heading is not None and rule.heading is not (
            paragraph.level is not None
        ):
            return False
        if rule.held and not held:
            return False
        if not self._inside(rule.within, rule.not_within):
            return False
        return not (rule.once and number in self._section_of(rule).once)

    def _inside(self, within: tuple[str, ...], outside: tuple[str, ...]) -> bool:
        names = {s.name for s in self.stack}
        return (not within or not names.isdisjoint(within)) and names.isdisjoint(
            outside
        )

    def _section_of(self, rule: LineRule | TableRule | ChartRule) -> Section:
        """The innermost open section that the rule is for."""
        for section in reversed(self.stack):
            if section.name in rule.within:
                return section
        return self.stack[0]

    def _titled(self, span: Span) -> None:
        """Take the line as the title of what the line before it began."""
        used = False
        for owner in self.title_of:
            if isinstance(owner, PartyDraft):
                owner.name, used = span, True
            elif isinstance(owner, PlanDraft):
                owner.title, used = span, True
            else:
                owner.title = span
        self.title_of = []
        if not used:
            self.marks.append(span)

    def _apply(
        self, rule: LineRule, found: re.Match[str], span: Span, held: Span | None
    ) -> None:
        for section in self.stack:
            section.said.append(found[0])
        groups = {
            name: Span(span.start + found.start(name), span.start + found.end(name))
            for name in found.re.groupindex
            if found[name]
        }
        opened = self._open(rule, groups, span) if rule.opens else None
        if rule.plan and opened is not None:
            self._begin(opened, groups, span)
        if rule.party is not None:
            self._party(rule.party, rule, groups, opened)
        if rule.title_below and "title" not in groups:
            self.title_of += [opened] if opened is not None else []
            if opened is not None and opened.plan is not None and rule.plan:
                self.title_of.append(opened.plan)
        if rule.holds:
            self.held = groups.get("caption", span)
            return
        if rule.makes:
            self._make(rule, groups, held)
        elif rule.adds:
            self._add(rule, groups)
        self._cover(rule, groups, span)

    def _cover(self, rule: LineRule, groups: dict[str, Span], span: Span) -> None:
        """Mark what of the line was read as structure; a sentence is not."""
        if "mark" in groups:
            self.marks.append(groups["mark"])
        structure = rule.opens or rule.structure or rule.title_below
        if structure and not rule.makes:
            self.marks.append(span)
            return
        at = span.start
        for used in [*sorted(groups.values()), Span(span.end, span.end)]:
            between = self.words(Span(at, used.start)) if used.start > at else ""
            if between and not any(c.isalnum() for c in between):
                self.marks.append(Span(at, used.start))
            at = max(at, used.end)

    # --- sections and plans -----------------------------------------------------

    def _open(self, rule: LineRule, groups: dict[str, Span], span: Span) -> Section:
        depth = self.template.sections[rule.opens]
        self._close(depth, span.start)
        section = Section(
            rule.opens, depth, groups.get("heading", span), labels=rule.labels
        )
        section.introduces = rule.introduces
        self.heads.append(span)
        section.title = groups.get("title")
        section.body = groups.get("body")
        if rule.owner and "code" in groups:
            section.owner = self.collapsed(groups["code"])
        self.stack.append(section)
        return section

    def _close(self, depth: int, at: int) -> None:
        """End the sections that are as deep or deeper, and what they still owe."""
        while len(self.stack) > 1 and self.stack[-1].depth >= depth:
            section = self.stack[-1]
            if section.labels and not any(
                d.type == section.labels for d in section.made
            ):
                self.draft(section.labels, section.line.start)
            self._introduce(section)
            if section.plan is not None:
                section.plan.end = at
            self.stack.pop()

    def _introduce(self, section: Section) -> None:
        """Make the heading of the section a statement when it heads any."""
        plan = self.plan
        if not section.introduces or plan is None:
            return
        headed = [d for d in section.made if d.type == section.introduces]
        if not headed:
            return
        if section.line in self.marks:
            self.marks.remove(section.line)
        draft = Draft("section_heading", tuple(self.stack), section.line.start)
        draft.label, draft.introduced = section.line, headed
        plan.statements.append(draft)

    def _begin(self, section: Section, groups: dict[str, Span], span: Span) -> None:
        plan = PlanDraft(span, self.plan, tuple(self.stack[:-1]), groups.get("title"))
        plan.code = self.collapsed(groups["code"]) if "code" in groups else None
        plan.period = self.collapsed(groups["period"]) if "period" in groups else None
        section.plan = plan
        self.plans.append(plan)

    @property
    def plan(self) -> PlanDraft | None:
        """The innermost plan that is open."""
        return next((s.plan for s in reversed(self.stack) if s.plan is not None), None)

    def _party(
        self,
        party: PartyRule,
        rule: LineRule,
        groups: dict[str, Span],
        opened: Section | None,
    ) -> None:
        draft = PartyDraft(party.kind, party.role, groups.get(party.name))
        draft.code = self.collapsed(groups["code"]) if "code" in groups else ""
        home = opened or (self.stack[-1] if len(self.stack) > 1 else self.stack[0])
        if rule.plan and opened is not None and opened.plan is not None:
            opened.plan.own.append(draft)
        elif opened is None and self.plan is not None:
            self.plan.own.append(draft)
        else:
            home.parties.append(draft)
        if draft.name is None and rule.title_below:
            self.title_of.append(draft)

    # --- statements -------------------------------------------------------------

    def _make(self, rule: LineRule, groups: dict[str, Span], held: Span | None) -> None:
        start = min(s.start for s in groups.values())
        draft = self.draft(rule.makes, start)
        draft.parent, draft.stated, draft.nested = rule.parent, rule.stated, rule.nested
        draft.text = (groups["text"],) if "text" in groups else ()
        draft.label = groups.get("label") or draft.label
        if "code" in groups:
            draft.code = self.collapsed(groups["code"])
        if "ordinal" in groups:
            number = self.collapsed(groups["ordinal"])
            draft.ordinal = (
                int(number) if number.isascii() and number.isdigit() else None
            )
        for name, span in groups.items():
            if name not in _GROUPS:
                draft.fields.append(self.field(name, span))
        if held is not None:
            draft.fields.append(self.field("caption", held))

    def draft(self, kind: str, start: int) -> Draft:
        """A new statement, in the plan that is open, with what waits for it."""
        draft = Draft(cast("StatementType", kind), tuple(self.stack), start)
        for section in self.stack:
            section.made.append(draft)
            for waiting in [w for w in section.waiting if w[0] == kind]:
                getattr(draft, waiting[1]).append(waiting[2])
                section.waiting.remove(waiting)
        labelled = next((s for s in reversed(self.stack) if s.labels == kind), None)
        if labelled is not None and sum(d.type == kind for d in labelled.made) == 1:
            draft.label = labelled.line
        plan = self.plan
        if plan is not None:
            plan.statements.append(draft)
        return draft

    def _add(self, rule: LineRule, groups: dict[str, Span]) -> None:
        """Add words to the latest statement of the type, or keep them for the next."""
        draft = self._of(rule)
        if rule.adds == "unit":
            if draft is not None and draft.unit is None:
                draft.unit = groups["unit"]
            return
        if draft is None and rule.before:
            waiting = (rule.of, rule.adds, groups["text"])
            self._section_of(rule).waiting.append(waiting)
        elif draft is not None:
            getattr(draft, rule.adds).append(groups["text"])

    def _latest(self, kind: str) -> Draft | None:
        """The latest statement of the type in the open sections below the plan's."""
        for section in reversed(self.stack):
            if section.plan is not None:
                return None
            for draft in reversed(section.made):
                if draft.type == kind:
                    return draft
        return None

    def _of(self, rule: LineRule | TableRule | ChartRule) -> Draft | None:
        """The latest statement of the rule's type in the section that it is for."""
        made = self._section_of(rule).made
        return next((d for d in reversed(made) if d.type == rule.of), None)

    # --- tables and charts ------------------------------------------------------

    def _table(self, table: Table) -> None:
        rows = [[(cell, self._cell(cell)) for cell in row] for row in table.rows]
        rule = self._table_rule(rows)
        if rule is None:
            return
        if rule.makes:
            table_rows(self, rule, rows)
            return
        draft = self._of(rule)
        if draft is not None and not draft.measured:
            draft.measured = table_values(self, rule, rows, draft)

    def _table_rule(self, rows: list[Row]) -> TableRule | None:
        widths = {sum(cell.span for cell, _ in row) for row in rows if row}
        for rule in self.template.table:
            if not self._inside(rule.within, rule.not_within):
                continue
            if not rule.columns or widths == {rule.columns}:
                return rule
        return None

    def _cell(self, cell: Cell) -> list[tuple[Paragraph, Span]]:
        return [(p, self.add(p)) for p in cell.paragraphs]

    def _chart(self, chart: Chart) -> None:
        rule: ChartRule | None = next(
            (r for r in self.template.chart if self._inside(r.within, r.not_within)),
            None,
        )
        draft = self._of(rule) if rule is not None else None
        if rule is None or draft is None or draft.measured:
            chart_values(self, None, chart, None)
        else:
            draft.measured = chart_values(self, rule, chart, draft)
