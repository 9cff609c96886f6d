"""Single StratML elements: texts, identifiers, dates, stakeholders and results."""

from __future__ import annotations

import calendar
import re
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from mandategraph.read.numbers import iso_date
from mandategraph.read.stratml.names import KINDS, ORIGIN, PREFIX, ROLES, UNTYPED

if TYPE_CHECKING:
    from mandategraph.export.stratml_losses import Losses
    from mandategraph.model import Field, Party, Value, Wording

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_NAME: Final = re.compile(f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_START}]*")
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_MINT: Final = uuid.UUID("5f1c0f3c-6f0e-5d53-9c57-8f6c7d1c2a44")
_TYPES: Final = {kind: name for name, kind in KINDS.items()}
_ROLE_TYPES: Final = {role: name for name, role in ROLES.items()}
_DESCRIPTOR: Final = f"{PREFIX}Descriptor/"
_ROLE: Final = f"{PREFIX}Role/"


class Elements:
    """Makes elements in one namespace; what does not fit goes to `losses`."""

    def __init__(self, namespace: str, lang: str, losses: Losses, plan: str) -> None:
        self.namespace, self.lang, self.losses = namespace, lang, losses
        self._plan = plan
        self._identifiers: set[str] = set()

    def root(self, name: str) -> etree._Element:
        """The root element, with the namespace as the default one."""
        full = f"{{{self.namespace}}}{name}"
        names: Any = {None: self.namespace}  # the stubs know no default namespace
        return etree.Element(full, nsmap=names)

    def add(self, above: etree._Element, name: str) -> etree._Element:
        """A new element."""
        return etree.SubElement(above, f"{{{self.namespace}}}{name}")

    def text(self, above: etree._Element, name: str, text: str | None) -> None:
        """A new element with the text."""
        element = self.add(above, name)
        if text:
            kept = _NO_XML.sub(" ", text)
            if kept != text:
                count = len(_NO_XML.findall(text))
                self.losses.add("characters", "XML cannot hold them", count)
            element.text = kept

    def optional(self, above: etree._Element, name: str, text: str | None) -> None:
        """A new element, if there is a text."""
        if text:
            self.text(above, name, text)

    def words(self, wordings: Iterable[Wording], what: str) -> str | None:
        """The wording in the language of the document; the others do not fit."""
        listed = list(wordings)
        if not listed:
            return None
        chosen = next((w for w in listed if w.lang == self.lang), listed[0])
        if chosen.lang != self.lang:
            why = "StratML does not say the language of a text"
            self.losses.add(f"{what} in {chosen.lang}", why)
        why = "StratML has one language"
        others = [w for w in listed if w is not chosen]
        self.losses.add(f"{what} in other languages", why, len(others))
        return chosen.text

    def identifier(self, above: etree._Element, given: str | None, *mint: str) -> None:
        """The identifier, if it is one that the schema allows, else one from `mint`.

        A minted one is a UUID of version 5: the same plan gets the same again.
        """
        if given:
            if _NAME.fullmatch(given) is None:
                why = "the schema wants a letter or _ first, and no blank, : or /"
                self.losses.add("identifiers that are no XML names", why)
            elif given in self._identifiers:
                self.losses.add("identifiers", "another element has the same one")
            else:
                self._identifiers.add(given)
                self.text(above, "Identifier", given)
                return
        if mint:
            minted = f"_{uuid.uuid5(_MINT, chr(31).join((self._plan, *mint)))}"
            self._identifiers.add(minted)
            self.losses.add("identifiers minted", "the plan gives none that fits")
            self.text(above, "Identifier", minted)

    def date(
        self, above: etree._Element, name: str, value: str | None, *, widen: bool = True
    ) -> None:
        """The day; of a month or year its first or last day, unless not to `widen`."""
        if value is None:
            return
        day = _day(value, last=name == "EndDate") if iso_date(value) == value else None
        if day is None or (not widen and day != value):
            self.losses.add("dates", "the schema wants a day")
            return
        if day != value:
            why = "the schema wants a day: the first or the last one was written"
            self.losses.add("dates of a month or year", why)
        self.text(above, name, day)

    def stakeholders(self, above: etree._Element, parties: Iterable[Party]) -> None:
        """One element for each party, with all its roles."""
        for group in _mentions(parties):
            self._stakeholder(above, group)

    def _stakeholder(self, above: etree._Element, group: list[Party]) -> None:
        party = group[0]
        element = self.add(above, "Stakeholder")
        if not any(f.name == UNTYPED for f in party.fields):
            kind = _TYPES.get(party.kind)
            if kind is None:
                why = "StratML has none: written as Organization"
                self.losses.add("programmes as stakeholders", why)
            element.set("StakeholderTypeType", kind or "Organization")
        self.text(element, "Name", self.words(party.names, "names"))
        about = self.words(party.description, "descriptions")
        self.optional(element, "Description", about)
        self.losses.add("identifiers of stakeholders", count=bool(party.identifier))
        self.losses.add("acronyms of stakeholders", count=bool(party.code))
        self.losses.add(
            "stakeholders within an organisation", count=bool(party.part_of)
        )
        self._roles(element, group)

    def _roles(self, element: etree._Element, group: list[Party]) -> None:
        """The roles of one stakeholder: Part 1 has none."""
        roles: list[tuple[tuple[str, str], list[str]]] = []
        for party in group:
            named = {
                f.name.removeprefix(_ROLE): f.value
                for f in party.fields
                if f.name in (f"{_ROLE}Name", f"{_ROLE}Description")
            }
            known = (UNTYPED, f"{PREFIX}Organization")
            self.losses.fields(
                f
                for f in party.fields
                if f.name not in known and f.name.removeprefix(_ROLE) not in named
            )
            kind = _ROLE_TYPES.get(party.role)
            if kind is None and not named:
                continue
            label = (named.get("Name", ""), named.get("Description", ""))
            last = roles[-1] if roles else None
            if last and kind and last[0] == label and len(last[1]) == 1:
                last[1].append(kind)
            else:
                roles.append((label, [kind] if kind else []))
        if self.losses.part == 1:
            self.losses.add("roles of stakeholders", count=len(roles))
            return
        for (name, description), kinds in roles:
            role = self.add(element, "Role")
            self.text(role, "Name", name)
            self.optional(role, "Description", description)
            for kind in kinds:
                self.text(role, "RoleType", kind)

    def results(self, above: etree._Element, values: Iterable[Value]) -> None:
        """Targets and measurements, in their order; StratML has no baseline."""
        instance = None
        previous: Value | None = None
        for value in values:
            if value.kind == "baseline":
                why = "StratML has targets and actual results only"
                self.losses.add("baselines", why)
                continue
            if (
                instance is None
                or previous is None
                or previous.period != value.period
                or (previous.kind, value.kind) != ("target", "measurement")
            ):
                instance = self.add(above, "MeasurementInstance")
            self._result(instance, value)
            previous = value

    def _result(self, instance: etree._Element, value: Value) -> None:
        name = "TargetResult" if value.kind == "target" else "ActualResult"
        element = self.add(instance, name)
        if value.period:
            self.date(element, "StartDate", value.period.start)
            self.date(element, "EndDate", value.period.end)
        known = {
            f.name.removeprefix(PREFIX): f.value
            for f in value.fields
            if f.name.startswith(_DESCRIPTOR) or f.name == ORIGIN
        }
        described = known.pop("element", "") == "Description"
        label = known.pop("Descriptor/DescriptorName", None)
        text = known.pop("Descriptor/DescriptorValue", None)
        number = _DECIMAL.fullmatch(value.printed) is not None
        if number or value.number is not None:
            self.text(
                element, "NumberOfUnits", value.printed if number else value.number
            )
            if not number:
                why = "the number is written, the printed form as its descriptor"
                self.losses.add("printed forms of numbers", why)
                text = text or value.printed
        elif not described:
            text = value.printed
        if label or text:
            descriptor = self.add(element, "Descriptor")
            self.optional(descriptor, "DescriptorName", label)
            self.optional(descriptor, "DescriptorValue", text)
        note = self.words(value.notes, "notes on values")
        self.optional(element, "Description", value.printed if described else note)
        self.losses.add("notes on values", count=bool(described and note))
        self._not_in_result(value, known)

    def _not_in_result(self, value: Value, known: dict[str, str]) -> None:
        self.losses.add("units of single values", count=value.unit is not None)
        self.losses.add("dimensions of values", count=len(value.dimensions))
        left = [
            f
            for f in value.fields
            if f.name.removeprefix(PREFIX) in known
            or not (f.name.startswith(_DESCRIPTOR) or f.name == ORIGIN)
            or (f.name == ORIGIN and f.value != "Description")
        ]
        self.losses.fields(left)


def _mentions(parties: Iterable[Party]) -> list[list[Party]]:
    """The parties, those that are one mention with several roles together."""
    groups: list[list[Party]] = []
    for party in parties:
        last = groups[-1] if groups else []
        if last and _mention(last[0]) == _mention(party) and party not in last:
            last.append(party)
        else:
            groups.append([party])
    return groups


def _mention(party: Party) -> tuple[object, ...]:
    return party.kind, party.names, party.identifier, party.code, party.description


def _day(value: str, *, last: bool) -> str:
    """The first or the last day of the month or year; a day itself."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return value
    month = parts[1] if len(parts) == 2 else (12 if last else 1)
    day = calendar.monthrange(parts[0], month)[1] if last else 1
    return f"{parts[0]:04d}-{month:02d}-{day:02d}"


def field_values(fields: Iterable[Field]) -> dict[str, str]:
    """The values by name without the prefix, the first of each name."""
    found: dict[str, str] = {}
    for f in fields:
        found.setdefault(f.name.removeprefix(PREFIX), f.value)
    return found
