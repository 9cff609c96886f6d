"""One StratML plan: what is said of the plan itself, then its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Period, Plan, Span
from mandategraph.read.extracted import stable_key
from mandategraph.read.numbers import iso_date
from mandategraph.read.stratml.drafts import Draft, collect, has_words, ordered, refer
from mandategraph.read.stratml.names import ORGANISATIONS, PLAN, PREFIX, STRATEGY
from mandategraph.read.stratml.parties import PartyReader
from mandategraph.read.stratml.statements import StatementReader

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mandategraph.read.stratml.pieces import Pieces

_DATES: Final = ("StartDate", "EndDate", "PublicationDate")
_ADMINISTRATION: Final = "AdministrativeInformation"


class PlanReader:
    """Reads one plan after the other from one file."""

    def __init__(self, pieces: Pieces, file: str) -> None:
        self.pieces, self.file = pieces, file
        self.plans: list[Plan] = []
        self._keys: set[str] = set()

    def read(self, root: _Element, path: str, boundary: str) -> None:
        """Take the plan below its root element, and those of sub-organisations."""
        self._one(_PlanDraft(self.pieces), root, path, boundary)

    def _one(
        self, plan: _PlanDraft, element: _Element, path: str, boundary: str
    ) -> None:
        start = self.pieces.length
        plan.take(element, path)
        self._finish(plan, start, boundary)
        for organisation, below in plan.parties.sub_plans:
            inner = _PlanDraft(self.pieces)
            start = self.pieces.length
            inner.organisation(organisation, below)
            self._finish(inner, start, "strategy of an organisation within another")

    def _finish(self, plan: _PlanDraft, start: int, boundary: str) -> None:
        """Add the plan, unless it says nothing."""
        pieces, draft = self.pieces, plan.draft
        identifier = draft.take(pieces, "Identifier") or draft.take(pieces, "id")
        fields = ordered([*draft.fields, *plan.parties.rest])
        statements, parties = plan.statements.found, plan.parties.found
        dates = plan.dates
        stated = (draft.name, draft.description, identifier, fields, dates)
        if not (statements or parties or any(stated)):
            return
        key = stable_key("stratml", self.file, identifier or str(len(self.plans) + 1))
        if key in self._keys:
            number = str(len(self.plans) + 1)
            key = stable_key("stratml", self.file, identifier or "", number)
        self._keys.add(key)
        period = None
        if "StartDate" in dates or "EndDate" in dates:
            period = Period(dates.get("StartDate"), dates.get("EndDate"))
        self.plans.append(
            Plan(
                key,
                pieces.lang,
                Span(start, max(start, pieces.length - 1)),
                boundary,
                tuple(statements),
                draft.name,
                draft.description,
                identifier,
                period,
                dates.get("PublicationDate"),
                tuple(parties),
                draft.references,
                fields,
            )
        )


class _PlanDraft:
    """One plan while it is read."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.draft = Draft()
        self.parties = PartyReader(pieces)
        self.statements = StatementReader(pieces, self.parties)
        self.dates: dict[str, str] = {}

    def take(self, root: _Element, path: str) -> None:
        """Take all that stands below the root element."""
        collect(self.pieces, root, path, PLAN, self.draft)
        if root.keys():
            self.pieces.attributes(root, "", path, self.draft.fields)
        self._nested(self.draft)

    def organisation(self, element: _Element, path: str) -> None:
        """Take the organisation whose plan this is, and its strategy."""
        for strategy, below in self.parties.organisation(element, path, "plan_of"):
            self._strategy(strategy, below)

    def _nested(self, draft: Draft) -> None:
        for local, child, below in draft.nested:
            if local in ORGANISATIONS:
                self.organisation(child, below)
            elif local == "Strategy":
                self._strategy(child, below)
            elif local == "Submitter":
                self.parties.submitter(child, below)
            elif local == _ADMINISTRATION:
                self._administration(child, below)
            else:
                self.statements.read(child, local, below)

    def _strategy(self, element: _Element, path: str) -> None:
        inner = collect(self.pieces, element, path, STRATEGY)
        self.draft.references += inner.references
        for f in inner.fields:
            name = f"{PREFIX}Strategy/{f.name.removeprefix(PREFIX)}"
            self.draft.fields.append(Field(name, f.value, f.span))
        self._nested(inner)

    def _administration(self, element: _Element, path: str) -> None:
        """Take dates, source and identifier of the document, and who submitted it."""
        pieces, draft = self.pieces, self.draft
        fields: list[Field] = []
        pieces.attributes(element, _ADMINISTRATION, path, fields)
        for f in fields:
            name = f.name.rpartition("@")[2]
            if name in _DATES and f.span and self._date(name, f.value):
                pieces.marks.append(f.span)
            else:
                draft.fields.append(f)
        seen: dict[str, int] = {}
        for child in element:
            local = pieces.names[child.tag]
            number = seen[local] = seen.get(local, 0) + 1
            below = f"{path}/{local}[{number}]"
            if local == "Submitter":
                self.parties.submitter(child, below)
            elif len(child) or child.keys():
                if has_words(child, pieces, attributes=True):
                    name = f"{_ADMINISTRATION}/{local}"
                    pieces.subtree(child, name, below, draft.fields)
            elif text := (child.text or "").strip():
                self._detail(local, text, below)

    def _detail(self, local: str, text: str, path: str) -> None:
        """Take a date, the source or the identifier of the document."""
        pieces, draft = self.pieces, self.draft
        if local == "Source":
            refer(pieces, draft, local, text, path)
        elif local in _DATES and self._date(local, text):
            pieces.mark(text, path)
        elif local == "Identifier" and local not in draft.found:
            draft.found[local] = (text, path)
        else:
            name = f"{_ADMINISTRATION}/{local}"
            draft.fields.append(pieces.own_field(name, text, path))

    def _date(self, name: str, text: str) -> bool:
        """Whether the date was taken: it is one, and the first of its name."""
        if iso_date(text) != text:
            self.pieces.warn("invalid_date", f"{name} is no date: {text[:40]}")
            return False
        if name in self.dates:
            return False
        self.dates[name] = text
        return True
