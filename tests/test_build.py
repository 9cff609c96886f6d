"""Building: the same bytes again, every statement with its evidence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import CHECKOUT, LEAFLETS
from mandategraph.build import build
from mandategraph.errors import SourceError, StoreError
from mandategraph.rdf.read import read_readings
from mandategraph.read import read
from mandategraph.store import MandateGraph, open_graph

SOURCES = CHECKOUT / "sources"


def copy_of_sources(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


def test_the_demo_graph_holds_the_statements_and_asserts_no_result_link(
    demo_graph: MandateGraph,
) -> None:
    counts = demo_graph.select_text(
        "SELECT ?c (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e mg:elementOf ?p ; a ?c }"
        " GROUP BY ?c"
    )
    names = {iri.rpartition("#")[2]: int(n) for iri, n in counts}
    assert names == {
        "Objective": 8,
        "Mandate": 1,
        "ExpectedResult": 13,
        "SectionHeading": 1,
    }
    assert not demo_graph.ask("ASK { ?r mg:expectedResultOf ?o }")
    open_links = demo_graph.select_text(
        "SELECT ?l (COUNT(?c) AS ?n) WHERE { ?l a mg:OpenLink ; mg:candidate ?c }"
        " GROUP BY ?l"
    )
    assert [n for _, n in open_links] == ["4"] * 13


def test_nothing_that_the_leaflets_do_not_say_is_in_their_document_graphs(
    demo_graph: MandateGraph,
) -> None:
    ask = "ASK {{ GRAPH ?g {{ {} }} ?g mg:graphRole mg:sourceGraph }}"
    for pattern in ("?p mg:planOf ?o", "?d dct:issued ?o", "?d dct:title ?o"):
        assert not demo_graph.ask(ask.format(pattern)), pattern
    assert not demo_graph.ask("ASK { ?m a mg:Mandate ; mg:elementOf id:plan-fcc }")
    assert not demo_graph.ask(
        "ASK { ?a mg:elementOf id:plan-fcc . ?b mg:elementOf id:plan-ct ."
        " { ?a ?p ?b } UNION { ?b ?p ?a } }"
    )


def test_the_issuer_is_a_claim_with_its_own_source(demo_graph: MandateGraph) -> None:
    rows = demo_graph.select_text(
        "SELECT ?plan ?basis ?agent WHERE { ?c a mg:Claim ; mg:claimSubject ?plan ;"
        " mg:claimPredicate mg:planOf ; mg:basis ?basis ; prov:wasAttributedTo ?agent }"
        " ORDER BY ?plan"
    )
    assert [row[0].rpartition("/")[2] for row in rows] == ["plan-ct", "plan-fcc"]
    assert {row[1].rpartition("#")[2] for row in rows} == {"basisExternalMetadata"}


def test_every_statement_has_forms_in_the_other_three_languages(
    demo_graph: MandateGraph,
) -> None:
    for plan, langs in (("fcc", ["ar", "es", "fr"]), ("ct", ["ar", "en", "es"])):
        rows = demo_graph.select_text(
            "SELECT ?e (LANG(?t) AS ?lang) WHERE {"
            f" ?e mg:elementOf id:plan-{plan} ; mg:textForm|mg:labelForm ?f ."
            " ?f xl:literalForm ?t }"
        )
        found: dict[str, set[str]] = {}
        for element, lang in rows:
            found.setdefault(element, set()).add(lang)
        assert {tuple(sorted(v)) for v in found.values()} == {tuple(langs)}
        count = demo_graph.select_text(
            f"SELECT (COUNT(?e) AS ?n) WHERE {{ ?e mg:elementOf id:plan-{plan} }}"
        )
        assert len(found) == int(count[0][0])


def test_what_was_read_can_be_read_back_from_the_graph(tmp_path: Path) -> None:
    build([LEAFLETS], tmp_path / "kg")
    (back,) = read_readings(open_graph(tmp_path / "kg"))
    name = LEAFLETS.name if not LEAFLETS.is_relative_to(Path.cwd()) else None
    name = name or LEAFLETS.relative_to(Path.cwd()).as_posix()
    expected = read(LEAFLETS)
    assert back == replace(expected, source=replace(expected.source, file=name))


def test_two_builds_and_two_kinds_of_target_give_the_same_bytes(tmp_path: Path) -> None:
    build([SOURCES], tmp_path / "a")
    build([SOURCES], tmp_path / "b.nq")
    build([SOURCES], tmp_path / "c.trig")
    build([SOURCES], tmp_path / "c.trig")
    folder = open_graph(tmp_path / "a").nquads()
    assert folder == (tmp_path / "b.nq").read_bytes()
    assert folder == open_graph(tmp_path / "c.trig").nquads()


def test_the_committed_ledger_names_every_statement(tmp_path: Path) -> None:
    sources = copy_of_sources(tmp_path)
    before = (sources / "ledger.tsv").read_bytes()
    build([sources], tmp_path / "kg")
    assert (sources / "ledger.tsv").read_bytes() == before


def test_a_changed_source_replaces_exactly_its_own_graphs(tmp_path: Path) -> None:
    one, two, kg = tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "kg"
    one.write_text("MANDATE\nKeep the river safe.\n", "utf-8")
    two.write_text("MANDATE\nKeep the forest safe.\n", "utf-8")
    build([one, two], kg)
    one.write_text("MANDATE\nKeep the river clean and safe.\n", "utf-8")
    build([one], kg)
    texts = open_graph(kg).select_text(
        "SELECT ?t WHERE { ?m a mg:Mandate ; mg:statementText ?t } ORDER BY ?t"
    )
    assert texts == [("Keep the forest safe.",), ("Keep the river clean and safe.",)]
    orphans = "SELECT ?g WHERE { ?g mg:graphRole ?r MINUS { GRAPH ?g { ?s ?p ?o } } }"
    assert open_graph(kg).select_text(orphans) == []


def test_a_file_that_is_not_the_one_in_the_manifest_is_refused(tmp_path: Path) -> None:
    sources = copy_of_sources(tmp_path)
    leaflets = sources / LEAFLETS.name
    leaflets.write_bytes(leaflets.read_bytes() + b"\nmore\n")
    with pytest.raises(SourceError, match="sha256"):
        build([sources], tmp_path / "kg")
    assert not (tmp_path / "kg").exists()


def test_a_translation_of_an_older_wording_is_left_out_and_named(
    tmp_path: Path,
) -> None:
    sources = copy_of_sources(tmp_path)
    table = sources / "translations" / "fcc.fr.tsv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("repatriate funds.", "return funds."), "utf-8")
    summary = build([sources], tmp_path / "kg")
    warnings = [w.message for s in summary.sources for w in s.warnings]
    notes = [w for w in warnings if "left out" in w]
    assert len(notes) == 1
    assert "fcc-o3 into fr" in notes[0]
    assert not open_graph(tmp_path / "kg").ask(
        "ASK { id:fcc-o3 mg:textForm id:fcc-o3-fr }"
    )


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (("[[source]]", "[source]"), "must be written as"),
        (('file = "', 'fil = "'), "file is missing"),
        (("[[fact]]", "[[fact"), "cannot be read"),
        (('key = "ct"', 'key = "é"'), "not ASCII"),
        (("index = 2", 'index = "two"'), "not a new number"),
        (("index = 2", "index = 1"), "not a new number"),
        (('plan = "ct"', 'plan = "cz"'), "plan cz is the key of no source"),
        (('agent = "agent-supplier"', 'agent = "agent-x"'), "agent-x is not desc"),
        (('predicate = "planOf"', 'predicate = "isPlanOf"'), "not one of planOf"),
        (('status = "accepted"', 'status = "sure"'), "status is 'sure'"),
        (('object = "org-interpol"', 'object = "org-x"'), "org-x is not described"),
        (("provided_by = ", 'retrieved = "2026-13-01"\nprovided_by = '), "not a day"),
    ],
)
def test_a_damaged_manifest_is_named_with_the_reason(
    tmp_path: Path, damage: tuple[str, str], reason: str
) -> None:
    sources = copy_of_sources(tmp_path)
    manifest = sources / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace(*damage), "utf-8")
    with pytest.raises(SourceError, match=reason) as raised:
        build([sources], tmp_path / "kg")
    assert "manifest.toml" in str(raised.value)


def test_a_target_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "file" / "kg", tmp_path / "no" / "such" / "x.trig"):
        with pytest.raises(StoreError) as raised:
            build([LEAFLETS], target)
        assert str(target) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_the_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    files = []
    for seed in ("0", "4242"):
        path = tmp_path / f"{seed}.trig"
        command = [sys.executable, "-m", "mandategraph", "build", str(SOURCES)]
        subprocess.run(
            [*command, "--graph", str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_a_text_in_which_nothing_was_recognised_is_refused(tmp_path: Path) -> None:
    poem = tmp_path / "poem.txt"
    poem.write_text("The river runs\nand nobody asks why.\n", "utf-8")
    with pytest.raises(SourceError, match="recognised"):
        build([poem], tmp_path / "kg")
    assert not (tmp_path / "kg").exists()


def test_a_plan_never_takes_the_place_of_another_files_plan(tmp_path: Path) -> None:
    for name, word in (("a", "river"), ("b", "forest")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.txt").write_text(f"MANDATE\nKeep the {word}.\n", "utf-8")
        (folder / "manifest.toml").write_text(
            f'[[source]]\nfile = "{name}.txt"\n[[source.plan]]\nindex = 1\nkey = "p"\n',
            "utf-8",
        )
    kg = tmp_path / "kg"
    summary = build([tmp_path / "a", tmp_path / "b"], kg)
    assert [s.status for s in summary.sources] == ["built", "failed"]
    assert "key of a plan of a.txt" in summary.sources[1].problem
    before = open_graph(kg).nquads()
    with pytest.raises(SourceError, match=r"plan p from a\.txt"):
        build([tmp_path / "b"], kg)
    assert open_graph(kg).nquads() == before


def test_manifests_with_files_of_the_same_name_live_side_by_side(
    tmp_path: Path,
) -> None:
    kg = tmp_path / "kg"
    for key, word in (("p1", "river"), ("p2", "forest")):
        folder = tmp_path / key
        folder.mkdir()
        (folder / "plan.txt").write_text(f"MANDATE\nKeep the {word}.\n", "utf-8")
        (folder / "manifest.toml").write_text(
            '[[source]]\nfile = "plan.txt"\n'
            f'[[source.plan]]\nindex = 1\nkey = "{key}"\n',
            "utf-8",
        )
        build([folder], kg)
    plans = open_graph(kg).select_text("SELECT ?p WHERE { ?p a mg:Plan } ORDER BY ?p")
    assert [iri.rpartition("/")[2] for (iri,) in plans] == ["plan-p1", "plan-p2"]


def test_no_statement_stands_in_two_graphs(demo_graph: MandateGraph) -> None:
    rows = demo_graph.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "base", ["foo", "http://ex.org/x", "http://ex.org/ü/", "a b:/"]
)
def test_a_base_that_makes_no_good_iris_is_refused(base: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not a base"):
        build([LEAFLETS], tmp_path / "kg", base=base)


def test_a_failing_build_does_not_touch_the_ledger_beside_the_manifest(
    tmp_path: Path,
) -> None:
    sources = copy_of_sources(tmp_path)
    (sources / "ledger.tsv").unlink()
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        build([sources], tmp_path / "file" / "kg")
    assert not (sources / "ledger.tsv").exists()
