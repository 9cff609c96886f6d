"""One IATI activity as a plan: its names, dates, parties, objectives and results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Span,
    Statement,
    Wording,
)
from mandategraph.read.extracted import collapse
from mandategraph.read.iati.codes import (
    BOOLEANS,
    ENDS,
    GENERAL,
    OBJECTIVES,
    ROLES,
    STARTS,
    UNKNOWN,
    token,
)
from mandategraph.read.iati.references import Referring
from mandategraph.read.iati.results import Results
from mandategraph.read.iati.text import LANG, local
from mandategraph.read.numbers import iso_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.read.iati.text import ActivityText, Element

_CARRIED: Final = (
    "hierarchy",
    "humanitarian",
    "last-updated-datetime",
    "linked-data-uri",
)
_DATES: Final = ("iso-date", "iso_date")  # the second in files before version 1.01
_NO_WORDING: Final = "an objective of which nothing is printed"


class Activity(Referring):
    """Reads one `iati-activity` into `text`; `plan` gives the outcome."""

    def __init__(
        self, element: Element, path: str, lang: str, text: ActivityText
    ) -> None:
        super().__init__(text, [])
        self.lang = lang
        self.identifier: str | None = None
        self._title: list[Wording] = []
        self._description: list[Wording] = []
        self._objectives: list[list[Wording]] = []
        self._open: set[str] = set()  # languages of an objective as version 1 has it
        self._parties: list[Party] = []
        self._dates: dict[str, str] = {}
        self._attributes(element, path)
        results: list[tuple[Element, str]] = []
        if (between := element.text) and (between := between.strip()):
            text.stray(between, path)
        numbers, counts = dict.fromkeys(self.HANDLERS, 0), text.counts
        for child in element:
            tag = child.tag
            if tag in numbers:
                numbers[tag] += 1
                self.HANDLERS[tag](self, child, f"{path}/{tag}[{numbers[tag]}]")
            elif tag == "result":
                results.append((child, f"{path}/result[{len(results) + 1}]"))
            elif tag[0] == "{":
                text.skip(child)
            else:
                counts[tag] = counts.get(tag, 0) + 1
            if (between := child.tail) and (between := between.strip()):
                text.stray(between, path)
        statements = [self._objective(n) for n in range(len(self._objectives))]
        if results:
            read = Results(text, _parent_of_results(statements))
            for child, place in results:
                read.read(child, place, lang)
            statements += read.statements
        self._statements = tuple(statements)

    def plan(self, key: str) -> Plan:
        """The activity as a plan; its text is all that was extracted."""
        text = self.text
        end = text.places[-1].span.end if text.places else 0
        return Plan(
            key,
            self.lang,
            Span(0, end),
            "iati-activity element",
            self._statements,
            title=tuple(text.one_each(self._title)),
            description=tuple(text.one_each(self._description)),
            identifier=self.identifier,
            period=self._period(),
            parties=tuple(self._parties),
            references=tuple(self.references),
            fields=tuple(self.fields),
        )

    def _attributes(self, element: Element, path: str) -> None:
        for name, value in element.items():
            if name in _CARRIED and (kept := value.strip()):
                place = f"{path}/@{name}"
                self.fields.append(self.text.field(f"iati:{name}", kept, place))
            elif name != LANG:
                self.text.count(f"@{local(name)}")

    def read_identifier(self, element: Element, path: str) -> None:
        """Take in the identifier; a second one is left over."""
        words = (element.text or "").strip()
        if not words:
            self.text.skip(element)
        elif self.identifier is None:
            self.identifier = collapse(words)
            self.fields.append(self.text.field("iati:iati-identifier", words, path))
        else:
            self.text.warn(
                "second_identifier",
                "a second iati-identifier; the first was taken",
                self.text.add(words, path),
            )

    def read_title(self, element: Element, path: str) -> None:
        """Take in a title; in version 1 each language has an element of its own."""
        self._title += self.text.narratives(element, path, self.lang)

    def read_description(self, element: Element, path: str) -> None:
        """Take in a description: general, of objectives, or a field by its type."""
        kind = (element.get("type") or "").strip()
        wordings = self.text.narratives(element, path, self.lang)
        if kind.lower() in GENERAL:
            self._description += wordings
        elif kind.lower() in OBJECTIVES:
            self._add_objective(wordings, undivided=not len(element))
        else:
            self._add_fields(_named("iati:description", kind), wordings)

    def _add_objective(self, wordings: list[Wording], *, undivided: bool) -> None:
        """Add an objective; in version 1 each language has an element of its own."""
        if not wordings:
            self.text.note("no_wording", _NO_WORDING)
            return
        langs = {w.lang for w in wordings}
        if undivided and self._open and self._open.isdisjoint(langs):
            self._objectives[-1] += wordings
            self._open |= langs
        else:
            self._objectives.append(wordings)
            self._open = langs if undivided else set()

    def _objective(self, index: int) -> Statement:
        first, *others = self.text.one_each(self._objectives[index])
        return Statement(
            f"o{index + 1}",
            "objective",
            first.lang,
            first.span,
            text=first.text,
            fragments=first.fragments,
            also=tuple(others),
        )

    def read_date(self, element: Element, path: str) -> None:
        """Take in an `activity-date`: `iati:activity-date-1` is the planned start."""
        text = self.text
        kind = (element.get("type") or "").strip()
        name = _named("iati:activity-date", kind)
        printed = None
        for attribute, value in element.items():
            if attribute in _DATES and (kept := value.strip()):
                printed = kept
                place = f"{path}/@{attribute}"
                self.fields.append(text.field(name, kept, place))
            elif attribute not in ("type", LANG):
                text.count(f"activity-date/@{local(attribute)}")
        wordings = text.narratives(element, path, self.lang)
        self._add_fields(f"{name}-narrative" if printed else name, wordings)
        if printed is None and wordings:
            printed = wordings[0].text
        day = iso_day(printed) if printed else None
        if day:
            self._dates.setdefault(kind.lower(), day)
        elif printed:
            text.note("date_not_iso", "a date that is no ISO date")

    def _period(self) -> Period | None:
        if not self._dates:
            return None
        start = next((self._dates[k] for k in STARTS if k in self._dates), None)
        end = next((self._dates[k] for k in ENDS if k in self._dates), None)
        return Period(start, end) if start or end else None

    def read_reporting(self, element: Element, path: str) -> None:
        """Take in who reports; a secondary reporter reports on another's activity."""
        secondary = (element.get("secondary-reporter") or "").strip().lower()
        role: Final = "context" if BOOLEANS.get(secondary) else "plan_of"
        self._add_party(role, element, path)

    def read_participating(self, element: Element, path: str) -> None:
        """Take in an organisation that takes part, by its role."""
        role = ROLES.get((element.get("role") or "").strip().lower())
        self._add_party(role or "context", element, path)

    def _add_party(
        self,
        role: Literal["plan_of", "context", "performer", "beneficiary"],
        element: Element,
        path: str,
    ) -> None:
        """Add an organisation; without a name it goes by its identifier."""
        text = self.text
        fields = text.attributes(element, path)
        wordings = text.narratives(element, path, self.lang)
        names = tuple(text.one_each(wordings))
        ref = ""
        for field in fields:
            if field.name == "iati:ref":
                ref = field.value
                if not names and field.span:
                    names = (Wording(UNKNOWN, ref, field.span, (field.span,)),)
        if not names:
            text.count(f"{element.tag} without name and identifier")
            text.loose = text.loose or bool(fields)
            return
        self._parties.append(
            Party(
                f"p{len(self._parties) + 1}",
                "organisation",
                role,
                names,
                identifier=ref,
                fields=tuple(fields),
            )
        )

    def read_coded(self, element: Element, path: str) -> None:
        """Take in an identifier, status or related activity: `{element}-{type}`."""
        name = _named(f"iati:{element.tag}", (element.get("type") or "").strip())
        for attribute, value in element.items():
            if attribute in ("code", "ref") and (kept := value.strip()):
                place = f"{path}/@{attribute}"
                self.fields.append(self.text.field(name, kept, place))
            elif attribute not in ("type", LANG):
                self.text.count(f"{element.tag}/@{local(attribute)}")
        self._add_fields(name, self.text.narratives(element, path, self.lang))

    def read_concept(self, element: Element, path: str) -> None:
        """Take in a tag or sector of the SDGs; those of others are counted."""
        if not self.concept(element, path):
            self.text.skip(element)

    def _add_fields(self, name: str, wordings: list[Wording]) -> None:
        self.fields += [Field(name, w.text, w.span) for w in wordings]

    HANDLERS: Final[dict[str, Callable[[Activity, Element, str], None]]] = {
        "iati-identifier": read_identifier,
        "title": read_title,
        "description": read_description,
        "activity-date": read_date,
        "reporting-org": read_reporting,
        "participating-org": read_participating,
        "other-identifier": read_coded,
        "related-activity": read_coded,
        "activity-status": read_coded,
        "tag": read_concept,
        "sector": read_concept,
        "document-link": Referring.document,
        "activity-website": Referring.website,
    }


def _named(name: str, kind: str) -> str:
    """The name of a field with its type, when that can be part of a name."""
    return f"{name}-{token(kind)}" if token(kind) else name


def _parent_of_results(objectives: list[Statement]) -> Parent:
    """Which objective a result serves is nowhere said: all are candidates."""
    if not objectives:
        return Parent("none_in_source")
    return Parent("unknown", candidates=tuple(Candidate(o.id) for o in objectives))
