"""Baselines, targets and actual values of an IATI indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Period, Value
from mandategraph.read.extracted import collapse
from mandategraph.read.iati.codes import PERCENT, PERCENTAGES, iso_year
from mandategraph.read.iati.parts import Part
from mandategraph.read.iati.text import LANG, local
from mandategraph.read.numbers import iso_day, number_of

if TYPE_CHECKING:
    from mandategraph.model import ValueKind, Wording
    from mandategraph.read.iati.text import ActivityText, Element

_KINDS: Final[dict[str, ValueKind]] = {"target": "target", "actual": "measurement"}
_ENDS: Final = ("period-start", "period-end")
_OWN_DATES: Final = ("iati:iso-date", "iati:year")
_NOT_ISO: Final = "a date that is no ISO date"


class Indicator(Part):
    """An indicator as it is read, with its values.

    A comment on a value that is not printed becomes a note of the indicator.
    """

    __slots__ = ("_percentage",)

    def __init__(
        self, text: ActivityText, element: Element, path: str, inherited: str
    ) -> None:
        super().__init__(text, element, path, inherited)
        measure = element.get("measure") or ""
        self._percentage = measure.strip().lower() in PERCENTAGES

    def baseline(self, element: Element, path: str) -> None:
        """Take in a `baseline`: its day, else its year, is its period."""
        self._value(element, "baseline", path, self.lang, None, [])

    def period(self, element: Element, path: str) -> None:
        """Take in a `period` with its targets and actual values."""
        text = self.text
        ends: list[tuple[Element, str]] = []
        values: list[tuple[Element, str]] = []
        for child, place in text.children(element, path):
            tag = child.tag
            if tag in _KINDS:
                values.append((child, place))
            elif tag in _ENDS:
                ends.append((child, place))
            else:
                text.skip(child, "period/")
        if not values:
            text.count("period without target and actual")
            return
        fields: list[Field] = []
        period = self._dates(ends, path, fields)
        lang = text.language(element, self.lang)
        for child, place in values:
            self._value(child, _KINDS[child.tag], place, lang, period, [*fields])

    def _dates(
        self, ends: list[tuple[Element, str]], path: str, fields: list[Field]
    ) -> Period | None:
        """The period between the two days; what is no ISO date is a field."""
        text = self.text
        days: dict[str, str] = {}
        lines: list[str] = []
        for element, place in ends:
            name, printed = element.tag, (element.text or "").strip()
            for attribute, value in element.items():
                if attribute == "iso-date":
                    if printed:  # in version 1 the day once more, in words
                        fields.append(text.field(f"iati:{name}", printed, place))
                    printed = value.strip()
                elif attribute != LANG:
                    text.count(f"{name}/@{local(attribute)}")
            if not printed:
                continue
            day = iso_day(printed)
            if day is None:
                text.note("date_not_iso", _NOT_ISO)
                fields.append(text.field(f"iati:{name}", printed, place))
            else:
                days.setdefault(name, day)
                lines.append(printed)
        if not days:
            return None
        text.mark("\n".join(lines), path)
        return Period(days.get("period-start"), days.get("period-end"))

    def _value(
        self,
        element: Element,
        kind: ValueKind,
        path: str,
        inherited: str,
        period: Period | None,
        fields: list[Field],
    ) -> None:
        """Take in a value with its details; `fields` are those of its period."""
        text = self.text
        value = None
        dates: dict[str, str] = {}
        for field in text.attributes(element, path):
            name = field.name
            if name == "iati:value":
                value = field
            elif kind == "baseline" and name in _OWN_DATES:
                self._own_date(field, dates, fields)
            else:
                fields.append(field)
        notes: list[Wording] = []
        dimensions: list[tuple[str, str]] = []
        if len(element) or element.text:
            lang = text.language(element, inherited)
            for child, place in text.children(element, path):
                if child.tag == "comment":
                    notes += text.narratives(child, place, lang)
                else:
                    self._detail(child, place, element.tag, fields, dimensions)
        if value is None or value.span is None:
            text.note("no_value", f"a {element.tag} without a value")
            text.loose = True
            self.notes += notes
            return
        # an attribute is in no language: where the sign may be of thousands, no number
        number = number_of(value.value)
        percent = self._percentage or value.value.endswith(PERCENT)
        self.values.append(
            Value(
                kind,
                value.span,
                value.value,
                number,
                PERCENT if number and percent else None,
                period or self._day_or_year(dates),
                tuple(dimensions),
                tuple(text.one_each(notes)),
                tuple(fields),
            )
        )

    def _own_date(
        self, field: Field, dates: dict[str, str], fields: list[Field]
    ) -> None:
        """Take in the day or the year of a baseline."""
        if field.name == "iati:iso-date" and (day := iso_day(field.value)):
            dates["day"] = day
            if field.span:
                self.text.marks.append(field.span)
            return
        if field.name == "iati:year" and (year := iso_year(field.value)):
            dates["year"] = year
        else:
            self.text.note("date_not_iso", _NOT_ISO)
        fields.append(field)

    def _day_or_year(self, dates: dict[str, str]) -> Period | None:
        if not dates:
            return None
        when = dates.get("day") or dates["year"]
        if not when.startswith(dates.get("year", "")):
            message = "the year of a baseline is not that of its iso-date, which holds"
            self.text.note("baseline_year", message)
        return Period(when, when)

    def _detail(
        self,
        child: Element,
        path: str,
        above: str,
        fields: list[Field],
        dimensions: list[tuple[str, str]],
    ) -> None:
        """Take in a dimension, location or document of a value; others are counted."""
        tag, text = child.tag, self.text
        if tag == "dimension":
            name = (child.get("name") or "").strip()
            value = (child.get("value") or "").strip()
            if name and value:
                text.mark(f"{name}\n{value}", path)
                dimensions.append((collapse(name), collapse(value)))
                text.rest(child, path)
            elif span := text.everything(child, path):
                message = "a dimension without its name or without its value"
                text.warn("dimension", message, span)
        elif tag == "location" and (ref := (child.get("ref") or "").strip()):
            fields.append(text.field("iati:location", ref, f"{path}/@ref"))
            text.rest(child, path)
        elif tag == "document-link":
            self.document(child, path)
        else:
            text.skip(child, f"{above}/")
