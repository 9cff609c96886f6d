"""Baselines, targets and indicator reports of CIDS as values of an indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Period, Span, Value
from mandategraph.read.cids.terms import COMMENTS
from mandategraph.read.numbers import canonical, iso_date, iso_day

if TYPE_CHECKING:
    from mandategraph.model import ValueKind
    from mandategraph.read.cids.graph import Graph, Node, Words
    from mandategraph.read.cids.text import PlanText

NUMBERS: Final = ("i72:hasNumericalValue", "i72:numerical_value")
UNITS: Final = ("i72:unit_of_measure", "cids:unitDescription")
_VALUES: Final = ("i72:value", "cids:hasValue")
_LINKS: Final = (
    "cids:forIndicator",
    "cids:hasIndicator",
    "cids:forTarget",
    "cids:forIndicatorReport",
    "cids:forOrganization",
    "cids:hasBaseline",
    "cids:hasIndicatorReport",
)
_TIMES: Final = ("prov:startedAtTime", "prov:endedAtTime", "cids:hasTimeInterval")
_INSTANTS: Final = (
    "time:inXSDDate",
    "time:inXSDDateTimeStamp",
    "time:inXSDDateTime",
)


def values_of(text: PlanText, indicator: Node) -> tuple[Value, ...]:
    """The values of the indicator: baseline, targets, reports, in the file's order."""
    graph, key = text.graph, indicator.key
    text.account.take(key, "cids:hasBaseline")
    found = _baselines(text, indicator, None)
    reports = indicator.links("cids:hasIndicatorReport")
    reports += graph.pointing(key, "cids:forIndicator", "cids:hasIndicator")
    targets = indicator.links("cids:hasTarget")
    targets += graph.pointing(key, "cids:forIndicator")
    described = _described(graph, "report", reports)
    for report in described:
        targets += report.links("cids:forTarget")
        targets += graph.pointing(report.key, "cids:forIndicatorReport")
    for target in _described(graph, "target", targets):
        found.append(_value(text, target, "target"))
    for report in described:
        found += _baselines(text, report, _period(text, report)[0])
        found.append(_value(text, report, "measurement"))
    return tuple(found)


def _described(graph: Graph, kind: str, keys: list[str]) -> list[Node]:
    nodes = (graph.nodes.get(key) for key in dict.fromkeys(keys))
    return [node for node in nodes if node and node.kind == kind]


def _baselines(text: PlanText, holder: Node, period: Period | None) -> list[Value]:
    """The baselines of an indicator or of a report; a literal or a measure each."""
    name = "cids:hasBaseline"
    text.account.take(holder.key, name)
    found = []
    for _, words in holder.words(name):
        wording = text.wording(holder, name, words)
        number = canonical(wording.text)
        value = Value("baseline", wording.span, wording.text, number, period=period)
        found.append(value)
    for key in holder.links(name):
        node = text.graph.nodes.get(key)
        if node is not None:
            value = _value(text, node, "baseline")
            found.append(replace(value, period=value.period or period))
    return found


def _value(text: PlanText, node: Node, kind: ValueKind) -> Value:
    """The value that a report, a target or a measure gives."""
    period, fields = _period(text, node)
    printed, span, unit, more = _amount(text, node)
    notes = text.wordings(node, *(c for c in COMMENTS if node.words(c)))
    named = ""
    if not printed:
        named = node.named_by
        printed, span = text.mention(node.key, node.path)
        text.unvalued[kind] += 1
    if node.id:
        name = node.classes[0] if node.classes else f"cids:{kind}"
        fields.append(Field(name, node.id))
    known = (*_LINKS, *COMMENTS, *NUMBERS, *UNITS, *_VALUES, *_TIMES)
    text.account.take(node.key, *known)
    fields += more + text.fields(node, (*known, named))
    return Value(
        kind, span, printed, canonical(printed), unit, period, (), notes, tuple(fields)
    )


def _amount(text: PlanText, node: Node) -> tuple[str, Span, str | None, list[Field]]:
    """The printed amount, its place and its unit; what else the measure says."""
    inner = [text.graph.nodes.get(key) for key in node.links(*_VALUES)]
    printed, span = "", Span(0, 0)
    unit: str | None = None
    fields: list[Field] = []
    for holder in (node, *(n for n in inner if n)):
        names = (*NUMBERS, *_VALUES) if holder is node else NUMBERS
        for name, words in holder.words(*names):
            wording = text.wording(holder, name, words)
            if printed:
                fields.append(Field(name, wording.text, wording.span))
            else:
                printed, span = wording.text, wording.span
        for name in UNITS:
            text.account.take(holder.key, name)
            for value in holder.values.get(name, ()):
                found = _unit(text, holder, name, value)
                unit = unit or found
        if holder is not node:
            text.account.take(holder.key, *NUMBERS)
            fields += text.fields(holder, (*NUMBERS, *UNITS), "i72:value/", 1)
    return printed, span, unit, fields


def _unit(text: PlanText, holder: Node, name: str, value: Words | str) -> str | None:
    if isinstance(value, str):
        return text.mention(value, f"{holder.path} {name}")[0]
    return text.wording(holder, name, value).text if value.text.strip() else None


def _period(text: PlanText, node: Node) -> tuple[Period | None, list[Field]]:
    """The stretch of time of a report, with the words that state it."""
    fields: list[Field] = []
    ends: dict[str, str | None] = {"start": None, "end": None}
    for end, name, instant in (
        ("start", "prov:startedAtTime", "time:hasBeginning"),
        ("end", "prov:endedAtTime", "time:hasEnd"),
    ):
        holders: list[tuple[Node, tuple[str, ...], str]] = [(node, (name,), name)]
        for key in node.links("cids:hasTimeInterval"):
            interval = text.graph.nodes.get(key)
            points = interval.links(instant) if interval else []
            for point in points:
                inner = text.graph.nodes.get(point)
                if inner is not None:
                    under = f"cids:hasTimeInterval/{instant}"
                    holders.append((inner, _INSTANTS, under))
        for holder, names, shown in holders:
            for found, words in holder.words(*names):
                wording = text.wording(holder, found, words)
                fields.append(Field(shown, wording.text, wording.span))
                ends[end] = ends[end] or _day(wording.text)
    stated = Period(ends["start"], ends["end"])
    return (stated if stated.start or stated.end else None), fields


def _day(printed: str) -> str | None:
    """The day of a date or a time; a month or a year where no day is printed."""
    return iso_day(printed) or iso_date(printed)
