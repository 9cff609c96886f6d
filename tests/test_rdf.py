"""`Reading` <-> quads: nothing is lost or added, bytes never depend on luck."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.errors import SourceError
from mandategraph.model import (
    Candidate,
    Parent,
    Plan,
    Reading,
    Source,
    Span,
    Statement,
    Warning,
)
from mandategraph.namespaces import BASE
from mandategraph.rdf import nquads as nq
from mandategraph.rdf.iris import Ledger, digest, mint
from mandategraph.rdf.read import read_readings
from mandategraph.rdf.write import write_reading
from mandategraph.store import MandateGraph

DAY = "2026-11-01"
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(lambda t: bool(t.strip()))


def source(text: str, extractor: str = "text 0.1.0") -> Source:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Source("plan.txt", sha, text, "text/plain", extractor)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with one plan, its results with each kind of parent."""
    text, statements = "", []

    def place(words: str) -> Span:
        nonlocal text
        start = len(text)
        text += words
        span = Span(start, len(text))
        text += "\n"
        return span

    lang = draw(st.sampled_from(["en", "fr", "ar", "zh", "pt-br"]))
    wording = draw(TEXTS)
    statements.append(Statement("m", "mandate", lang, place(wording), text=wording))
    statements[0] = replace(statements[0], fragments=(statements[0].span,))
    count = draw(st.integers(1, 4))
    for n in range(1, count + 1):
        heading = place(f"OBJECTIVE {n}")
        label = f"OBJECTIVE {n}"
        parent = draw(
            st.sampled_from(
                [Parent("none_in_source"), Parent("asserted", "reading-order", "m")]
            )
        )
        if draw(st.booleans()):
            one, two = draw(TEXTS), draw(TEXTS)
            first, second = place(one), place(two)
            span = Span(first.start, second.end)
            parts = {"text": f"{one} {two}", "fragments": (first, second)}
            extra: dict[str, object] = dict(parts)
        else:
            span, extra = heading, {"text_status": "absent_in_source"}
        statements.append(
            Statement(
                f"o{n}",
                "objective",
                lang,
                span,
                ordinal=n,
                label=label,
                heading=heading,
                parent=parent,
                **extra,  # type: ignore[arg-type]
            )
        )
    ids = [f"o{n}" for n in range(1, count + 1)]
    parents = [
        Parent("none_in_source"),
        Parent("asserted", "layout-column", ids[0]),
        Parent("asserted", "stated", ids[-1]),
        Parent("unknown", candidates=tuple(Candidate(i) for i in ids)),
        Parent(
            "proposed",
            "text-similarity",
            candidates=tuple(Candidate(i, 0.25) for i in ids),
        ),
    ]
    results = draw(st.integers(0, 4))
    for n in range(1, results + 1):
        wording = f"{n} {draw(TEXTS)}"
        span = place(wording)
        statements.append(
            Statement(
                f"r{n}",
                "expected_result",
                lang,
                span,
                text=wording,
                fragments=(span,),
                parent=draw(st.sampled_from(parents)),
            )
        )
    caption = place("RESULTS:")
    statements.append(
        Statement(
            "h",
            "section_heading",
            lang,
            caption,
            label="RESULTS:",
            applies_to=tuple(f"r{n}" for n in range(1, results + 1)),
        )
    )
    left = place(draw(TEXTS))
    plan = Plan("p1", lang, Span(0, len(text)), draw(TEXTS), tuple(statements))
    warnings = (Warning("note", draw(TEXTS), left),) if draw(st.booleans()) else ()
    marks = draw(st.sampled_from([(), (Span(0, 1),), (Span(0, 1), Span(2, 4))]))
    return Reading(source(text), (plan,), (left,), warnings, marks)


def graph_of(reading: Reading, ledger: Ledger | None = None) -> MandateGraph:
    quads = nq.Quads()
    write_reading(quads, reading, ledger=ledger, date=DAY)
    return MandateGraph.from_nquads(quads.nquads())


@given(readings())
@settings(max_examples=60, deadline=None)
def test_reading_a_written_graph_gives_the_same_reading(reading: Reading) -> None:
    assert read_readings(graph_of(reading)) == [reading]


@given(readings())
@settings(max_examples=25, deadline=None)
def test_only_what_the_source_states_becomes_a_plain_link(reading: Reading) -> None:
    graph = graph_of(reading)
    links = graph.select_text(
        "SELECT ?s WHERE { ?s mg:serves|mg:expectedResultOf|mg:contributesTo ?o }"
    )
    stated = [s for s in reading.statements if s.parent.status == "asserted"]
    assert len(links) == len(stated)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_of_any_text_is_read_back_unchanged(text: str) -> None:
    line = f"<a:s> <a:p> {nq.literal(text)} ."
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text


@pytest.mark.parametrize("bad", ["no scheme", "a:b c", "a:<b>", 'a:"', "a:\\u0020", ""])
def test_an_iri_that_no_syntax_allows_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="not an absolute IRI"):
        nq.iri(bad)


def plan_of(*wordings: str) -> Plan:
    statements = []
    at = 0
    for n, wording in enumerate(wordings):
        span = Span(at, at + len(wording))
        at = span.end + 1
        statements.append(
            Statement(f"r{n}", "expected_result", "en", span, text=wording)
        )
    return Plan("ct", "en", Span(0, at), "start of text", tuple(statements))


def test_result_iris_come_from_plan_class_and_wording() -> None:
    wording = "Neighbouring states share\nriver data."
    iris = mint(plan_of(wording), Ledger(), base=BASE, day=DAY)
    expected = hashlib.sha256(
        b"ct|ExpectedResult|Neighbouring states share river data."
    ).hexdigest()[:10]
    assert iris == {"r0": f"{BASE}ct-r-{expected}"}


def test_a_corrected_reading_keeps_its_iri() -> None:
    ledger = Ledger()
    before = mint(
        plan_of("Stronger presence of the Office in regi0nal bodies."),
        ledger,
        base=BASE,
        day=DAY,
    )
    later = Ledger.parse(ledger.text())
    after = mint(
        plan_of("Stronger presence of the Office in regional bodies."),
        later,
        base=BASE,
        day="2027-01-01",
    )
    assert after == before
    assert sorted(e.first_seen for e in later.entries.values()) == [DAY, "2027-01-01"]


def test_an_old_and_a_corrected_wording_in_one_text_are_two_statements() -> None:
    old = "Stronger presence of the Office in regi0nal bodies."
    new = "Stronger presence of the Office in regional bodies."
    ledger = Ledger()
    mint(plan_of(old), ledger, base=BASE, day=DAY)
    mint(plan_of(new), ledger, base=BASE, day=DAY)
    both = mint(plan_of(old, new), ledger, base=BASE, day=DAY)
    assert len(set(both.values())) == 2
    assert (
        mint(plan_of(old, new), Ledger.parse(ledger.text()), base=BASE, day=DAY) == both
    )


def test_another_number_is_another_statement_not_a_correction() -> None:
    ledger = Ledger()
    text = "All schools of the district have clean drinking water by {}."
    before = mint(plan_of(text.format(2025)), ledger, base=BASE, day=DAY)
    after = mint(plan_of(text.format(2035)), ledger, base=BASE, day=DAY)
    assert set(before.values()).isdisjoint(after.values())


def test_the_correction_keeps_the_iri_when_the_old_wording_comes_back() -> None:
    old, new = plan_of("The bodies of regi0ns."), plan_of("The bodies of regions.")
    ledger = Ledger()
    first = mint(old, ledger, base=BASE, day=DAY)["r0"]
    assert mint(new, ledger, base=BASE, day=DAY) == {"r0": first}
    both = plan_of("The bodies of regi0ns.", "The bodies of regions.")
    assert mint(both, ledger, base=BASE, day=DAY)["r1"] == first


def test_another_base_changes_only_what_stands_before_the_last_part() -> None:
    ledger = Ledger()
    plan = plan_of("Fewer floods.")
    ((_, first),) = mint(plan, ledger, base=BASE, day=DAY).items()
    ((_, second),) = mint(plan, ledger, base="https://a.example/", day=DAY).items()
    assert second == first.replace(BASE, "https://a.example/")
    assert len(ledger.entries) == 1


def test_another_wording_gets_another_iri() -> None:
    ledger = Ledger()
    before = mint(plan_of("Fewer floods."), ledger, base=BASE, day=DAY)
    after = mint(plan_of("Cleaner water."), ledger, base=BASE, day=DAY)
    assert set(before.values()).isdisjoint(after.values())


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_statements_never_share_an_iri(wordings: list[str]) -> None:
    iris = mint(plan_of(*wordings), Ledger(), base=BASE, day=DAY)
    assert len(set(iris.values())) == len(wordings)


def test_a_damaged_ledger_is_named_with_its_line() -> None:
    text = "key\tiri\tfirst_seen\treplaced_by\twording\nonly one column\n"
    with pytest.raises(SourceError, match=r"ledger\.tsv: line 2 has 1 columns"):
        Ledger.parse(text, "ledger.tsv")


def test_the_order_of_writing_and_the_hash_seed_change_no_byte() -> None:
    code = """
import hashlib, sys
from mandategraph.model import *
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
text = "MANDATE\\nKeep.\\nOBJECTIVE 1\\nOBJECTIVE 2\\nShare data."
o = [Statement(f"o{n}", "objective", "en", Span(14 + 12 * (n - 1), 25 + 12 * (n - 1)),
     ordinal=n, label=f"OBJECTIVE {n}") for n in (1, 2)]
r = Statement("r", "expected_result", "en", Span(38, 49), text="Share data.",
     parent=Parent("unknown", candidates=(Candidate("o1"), Candidate("o2"))))
plan = Plan("p", "en", Span(0, 49), "start of text", (*o, r))
sha256 = hashlib.sha256(text.encode()).hexdigest()
source = Source("p.txt", sha256, text, "text/plain", "text 1")
quads = Quads()
write_reading(quads, Reading(source, (plan,)), date="2026-11-01")
sys.stdout.buffer.write(quads.nquads())
"""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"OpenLink>") == 1


def test_digest_joins_its_parts_by_a_bar() -> None:
    assert digest("a", "b") == hashlib.sha256(b"a|b").hexdigest()[:10]
