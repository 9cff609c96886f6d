"""Indicators with values made for a picture, and what a panel shows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from conftest import ID, MG
from drawn_plans import made_plan
from mandategraph.draw import DrawOptions, draw
from mandategraph.draw.shapes import Group, Line, Mark, flat
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import DCAT, DCT, SKOS, XSD, Quads, boolean, iri, literal
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from mandategraph.draw.picture import Picture

PLAN = (
    ("o", "Objective", "Aim.", ""),
    ("r", "ExpectedResult", "Result.", "o"),
    ("i", "Indicator", "Sign of it.", "r"),
)


class Made(NamedTuple):
    """A value of the indicator `of`; `number` is "" for mere words."""

    kind: str
    printed: str
    number: str = ""
    start: str = ""
    end: str = ""
    unit: str = ""
    part: str = ""
    of: str = "i"


def measured(
    *values: Made,
    plan: tuple[tuple[str, str, str, str], ...] = PLAN,
    better: bool | None = None,
) -> MandateGraph:
    """The plan, by default of one indicator, with these values."""
    quads, doc = Quads(), f"{ID}graph/doc-x"
    if better is not None:
        quads.add(doc, f"{ID}i", f"{MG}higherIsBetter", boolean(better))
    for place, value in enumerate(values):
        node = f"{ID}{value.of}-value-{place}"
        quads.a(doc, node, MG + value.kind.capitalize())
        quads.add(doc, node, f"{MG}valueOf", iri(ID + value.of))
        quads.add(doc, node, f"{MG}printedValue", literal(value.printed))
        if value.number:
            number = literal(value.number, datatype=f"{XSD}decimal")
            quads.add(doc, node, f"{MG}value", number)
        for edge, day in (("startDate", value.start), ("endDate", value.end)):
            if day:
                quads.add(doc, node, f"{DCT}temporal", iri(f"{node}-period"))
                quads.add(doc, f"{node}-period", DCAT + edge, literal(day))
        for name, words in (("unit", value.unit), ("dimension", value.part)):
            if words:
                concept = f"{ID}{name}-{words.replace(' ', '-')}"
                quads.add(doc, node, MG + name, iri(concept))
                label = literal(words, lang="en")
                quads.add(doc, concept, f"{SKOS}prefLabel", label)
    return MandateGraph.from_nquads(made_plan(*plan).nquads() + quads.nquads())


def yearly(kind: str, **values: str) -> list[Made]:
    """Values by year: `y2024="31"`."""
    return [
        Made(kind, printed, printed, year[1:], year[1:])
        for year, printed in values.items()
    ]


def drawn(graph: MandateGraph, lang: str = "en", **how: Any) -> Picture:
    options = DrawOptions(**how)
    return draw("indicators", graph, LanguagePolicy([lang]), options)


def panels(picture: Picture) -> dict[str, Group]:
    """The panel of each indicator, by the last segment of its IRI."""
    return {
        item.href.rpartition("/")[2]: item
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Group) and any(is_box(i) for i in item.items[:1])
    }


def is_box(item: object) -> bool:
    return getattr(item, "role", "") == "card indicator"


def marks(panel: Group, kind: str) -> list[Mark]:
    """The marks of a kind in the plots of a panel, by time."""
    return sorted(
        (
            item
            for plot in plots(panel)
            for item in flat(plot)
            if isinstance(item, Mark) and item.role == f"value {kind}"
        ),
        key=lambda mark: mark.x,
    )


def plots(panel: Group) -> list[Group]:
    return [i for i in flat(panel) if isinstance(i, Group) and i.role == "img"]


def said(group: Group) -> list[str]:
    return [item.words for item in flat(group) if isinstance(item, Line)]
