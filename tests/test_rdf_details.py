"""Values, parties, references and further wordings survive the way into the graph."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.model import (
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Reading,
    Reference,
    Source,
    Statement,
    Value,
    Wording,
)
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.read import read_readings
from mandategraph.rdf.write import write_reading
from mandategraph.read.cover import leftover
from mandategraph.read.extracted import Extract
from mandategraph.store import MandateGraph

WORDS = st.text("abcdé\n XYZ١٢", min_size=1, max_size=20).filter(
    lambda t: bool(t.strip())
)
DATES = st.sampled_from([None, "2026", "2026-03", "2026-03-31"])


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading of a structured source, as rich as the model allows."""
    extract = Extract()
    number = iter(range(1_000_000))

    def wording(lang: str) -> Wording:
        return extract.wording(lang, f"{draw(WORDS)} {next(number)}", "/a/b")

    def field() -> Field:
        return extract.field("iati:measure", f"{draw(WORDS)} {next(number)}")

    def value(kind: str) -> Value:
        printed = f"{draw(WORDS).strip()} {next(number)}"
        return Value(
            kind=kind,  # type: ignore[arg-type]
            span=extract.add(printed),
            printed=printed,
            number=draw(st.sampled_from([None, "12.5", "3", "-4"])),
            unit=draw(st.sampled_from([None, "people"])),
            period=draw(st.none() | st.builds(Period, DATES, DATES)),
            dimensions=draw(st.sampled_from([(), (("age", "young"), ("sex", "f"))])),
            notes=draw(st.sampled_from([(), (wording("en"), wording("fr"))])),
            fields=(field(),) if draw(st.booleans()) else (),
        )

    def statement(sid: str, kind: str, parent: Parent) -> Statement:
        own = wording("en")
        rich = draw(st.booleans())
        indicator = kind == "indicator"
        return Statement(
            id=sid,
            type=kind,  # type: ignore[arg-type]
            lang="en",
            span=own.span,
            text=own.text,
            fragments=own.fragments,
            parent=parent,
            also=(wording("fr"), wording("ar")) if rich else (),
            description=(wording("en"), wording("es")) if rich else (),
            notes=(wording("en"),) if rich else (),
            code="1.2" if rich and kind == "objective" else None,
            identifier=f"_{sid}" if rich else None,
            level="outcome" if rich and kind == "expected_result" else None,
            unit=wording("en") if indicator and rich else None,
            higher_is_better=draw(st.sampled_from([None, True, False]))
            if indicator
            else None,
            values=tuple(value(k) for k in ("baseline", "target", "measurement"))
            if indicator
            else (),
            references=(
                Reference("aligned_with", "http://metadata.un.org/sdg/4.1", own.span),
            )
            if rich
            else (),
            fields=(field(), field()) if rich else (),
        )

    title = (wording("en"), wording("fr"))
    organisation, programme = wording("en"), wording("en")
    stated = Parent("asserted", "stated", "r1")
    statements = (
        statement("g1", "objective", Parent("none_in_source")),
        statement("r1", "expected_result", Parent("asserted", "stated", "g1")),
        statement("i1", "indicator", stated),
        statement("v1", "vision", Parent("none_in_source")),
        statement("s1", "value_statement", Parent("none_in_source")),
    )
    parties = (
        Party("p1", "organisation", "plan_of", (organisation,), "XM-1",
              fields=(field(),)),
        Party("p2", "programme", "performer", (programme,), code="7", part_of="p1",
              of=("g1", "r1"), description=(wording("en"),)),
    )  # fmt: skip
    plan = Plan(
        key="iati-0123456789",
        lang="en",
        span=replace(title[0].span, start=0, end=len(extract.text)),
        boundary="activity",
        statements=statements,
        title=title,
        description=(wording("fr"),),
        identifier="XM-1-2",
        period=Period("2025-01-01", None),
        published="2026-01-02",
        parties=parties,
        references=(Reference("references", "https://a.org/x", title[0].span, "see"),),
        fields=(field(),),
    )
    plan = replace(plan, span=replace(plan.span, end=len(extract.text)))
    sha = hashlib.sha256(extract.text.encode()).hexdigest()
    source = Source(
        "a.xml", sha, extract.text, "application/xml", "mandategraph-iati 1",
        tuple(extract.places), "XM-1-2",
    )  # fmt: skip
    return Reading(source, (plan,), leftover(source.text, (plan,)))


@settings(deadline=None, max_examples=60)
@given(readings())
def test_a_rich_reading_comes_back_from_the_graph_as_it_was(reading: Reading) -> None:
    quads = Quads()
    write_reading(quads, reading, date="2026-11-01")
    graph = MandateGraph.from_nquads(quads.nquads())
    assert read_readings(graph) == [reading]


@settings(deadline=None, max_examples=20)
@given(readings())
def test_no_statement_stands_in_two_graphs(reading: Reading) -> None:
    quads = Quads()
    write_reading(quads, reading, date="2026-11-01")
    lines = [line for triples in quads.graphs.values() for line in triples]
    assert len(lines) == len(set(lines))
