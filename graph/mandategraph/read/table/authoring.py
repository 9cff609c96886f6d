"""The authoring format: one row for each element; see docs/read/table.md."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.model import Warning
from mandategraph.read.extracted import not_carried
from mandategraph.read.table.columns import PARTIES, PLAN, STATEMENTS, VALUES
from mandategraph.read.table.drafts import DraftPlan
from mandategraph.read.table.links import Links
from mandategraph.read.table.row import Complaints, Header, RowCells
from mandategraph.read.table.typed import element_of, party_of, plan_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.read.table.cells import Sheet
    from mandategraph.read.table.drafts import Details

_KINDS: Final = ", ".join((PLAN, *STATEMENTS, *VALUES, *PARTIES))
_DOCS: Final = "see the columns in docs/read/table.md"


class Authoring:
    """Reads the sheets of one file, one after the other.

    `decode` undoes what the file format does not undo itself.
    """

    def __init__(self, file: str, decode: Callable[[str], str]) -> None:
        self.decode = decode
        self.complaints = Complaints(file)
        self.links = Links(self.complaints)
        self.plans: list[DraftPlan] = []
        self.warnings: list[Warning] = []
        self._unknown: Counter[str] = Counter()
        self._homeless: Counter[str] = Counter()
        self._plan: DraftPlan | None = None  # the one at hand, of the sheet at hand
        self._implied = False  # whether it has no row of its own

    def read(self, sheet: Sheet) -> None:
        """Enter the plans of a sheet; its first row names the columns."""
        rows = sheet.rows()
        header = Header.of(next(rows))
        self._plan, self._implied = None, False
        for row in rows:
            for at, name in header.unknown.items():
                self._unknown[f"{sheet.title}, column {name}"] += at in row.cells
            cells = RowCells(sheet, row, header, self.complaints, self.decode)
            if cells.cells:
                self._enter(cells)

    def finish(self) -> list[DraftPlan]:
        """The plans with their ids and links; SourceError for the first wrong cell."""
        if not self.complaints.found:
            self.links.resolve(self.plans)
        self.complaints.check()
        for line in not_carried(self._unknown):
            message = f"{line}: the format has no such column; {_DOCS}"
            self.warnings.append(Warning("not_carried", message))
        for line in not_carried(self._homeless):
            message = f"{line}: such a row has no place for it"
            self.warnings.append(Warning("cell_without_place", message))
        return self.plans

    def _close(self, row: RowCells, details: Details) -> None:
        """Note what of a row is left over."""
        details.rest += [cell for _, cell in row.unused()]
        for name in row.homeless():
            self._homeless[f"{row.sheet.title}, {name} of {row.text('kind')}"] += 1

    def _enter(self, row: RowCells) -> None:
        """Make of a row what its kind says."""
        kind = row.word("kind")
        if kind == PLAN:
            self._begin(row)
            return
        plan = self._plan or self._begin_implied()
        if kind in STATEMENTS:
            element = element_of(row, kind, plan)
            plan.elements.append(element)
            self.links.element(row, element, plan)
            self._close(row, element)
        elif kind in VALUES:
            value = value_of(row, kind)
            self.links.value(row, value, plan)
            self._close(row, value)
        elif kind in PARTIES:
            party = party_of(row, kind)
            plan.parties.append(party)
            self.links.party(row, party, plan)
            self._close(row, party)
        else:
            said = row.text("kind")
            reason = f"no such kind: {said}" if said else "the row has no kind"
            row.wrong("kind", reason, f"write one of {_KINDS}")

    def _begin_implied(self) -> DraftPlan:
        self._implied = True
        self._plan = DraftPlan(name=str(len(self.plans) + 1))
        self.plans.append(self._plan)
        return self._plan

    def _begin(self, row: RowCells) -> None:
        if self._implied:
            reason = "there are rows of a plan above its row of kind plan"
            row.wrong("kind", reason, "move this row to the top")
        self._plan = plan_of(row, str(len(self.plans) + 1))
        self.plans.append(self._plan)
        self.links.plan(row, self._plan.name)
        self._close(row, self._plan)
