"""A plan of one indicator whose targets have dimensions, places, units and a note."""

from __future__ import annotations

from conftest import ID, MG
from drawn_plans import made_plan
from mandategraph.rdf.nquads import DCAT, DCT, SKOS, XSD, Quads, iri, literal
from mandategraph.store import MandateGraph

DOC = f"{ID}graph/doc-x"
NAMES = {
    "age": "age",
    "adult": "adult",
    "sex": "sex",
    "women": "women",
    "people": "persons",
    "homes": "households",
}
# name, printed, years, parts, places, units
Target = tuple[
    str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]
]
PARTS, UNITS = ("adult", "women"), ("people",)
TARGETS: tuple[Target, ...] = (
    ("t1", "10", ("2024",), PARTS, ("AF-KAN",), UNITS),
    ("t2", "10", ("2024",), PARTS, ("AF-HER",), UNITS),
    ("t3", "10", ("2025",), (), (), UNITS),
)


def parted(*targets: Target, wording: str = "Reached.") -> MandateGraph:
    """A plan of one indicator with these targets; the first one has a note."""
    quads = Quads()
    for name, label in NAMES.items():
        text = literal(label, lang="en")
        quads.add(DOC, ID + name, f"{SKOS}prefLabel", text)
    french = literal("personnes", lang="fr")
    quads.add(DOC, f"{ID}people", f"{SKOS}prefLabel", french)
    quads.add(DOC, f"{ID}adult", f"{SKOS}broader", iri(f"{ID}age"))
    quads.add(DOC, f"{ID}women", f"{SKOS}broader", iri(f"{ID}sex"))
    for at, (name, printed, years, parts, places, units) in enumerate(targets):
        node = ID + name
        quads.a(DOC, node, f"{MG}Target")
        quads.add(DOC, node, f"{MG}valueOf", iri(f"{ID}i"))
        quads.add(DOC, node, f"{MG}printedValue", literal(printed))
        if printed.isdigit():
            number = literal(printed, datatype=f"{XSD}decimal")
            quads.add(DOC, node, f"{MG}value", number)
        for year in years:
            period = f"{node}-{year}"
            quads.add(DOC, node, f"{DCT}temporal", iri(period))
            quads.add(DOC, period, f"{DCAT}startDate", literal(year))
            quads.add(DOC, period, f"{DCAT}endDate", literal(year))
        for part in parts:
            quads.add(DOC, node, f"{MG}dimension", iri(ID + part))
        for unit in units:
            quads.add(DOC, node, f"{MG}unit", iri(ID + unit))
        for place in places:
            field = literal(f"iati:location [0,6]={place}")
            quads.add(DOC, node, f"{MG}sourceField", field)
        if at == 0:
            note = literal("Counted twice.", lang="en")
            quads.add(DOC, node, f"{SKOS}note", note)
    plan = made_plan(
        ("o", "Objective", "Aim.", ""),
        ("r", "ExpectedResult", "Result.", "o"),
        ("i", "Indicator", wording, "r"),
    )
    return MandateGraph.from_nquads(plan.nquads() + quads.nquads())
