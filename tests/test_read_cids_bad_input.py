"""CIDS files that are refused, hostile or damaged; and those of the corpus."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA, SHARED
from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.read.cids.reader import readings
from mandategraph.read.source import Input
from reading_checks import (
    checked,
    no_network,
    one_line,
    refused_as_expected,
    same_for_every_seed,
    survives,
)

VALID = DATA / "cids" / "valid"
INVALID = sorted((DATA / "cids" / "invalid").glob("*.expected"))
CORPUS = SHARED / "corpora" / "cids"
INSTANCES = (
    "PDFtoJSONLDPrototype/knowledge_graph.jsonld",
    "validation/models/ValidTestData.ttl",
    "validation/models/TestDataNew.ttl",
    "validation/models/generatedOutcomes.ttl",
)
pytestmark = pytest.mark.usefixtures("no_network")
__all__ = ["no_network"]


# --- what is refused, in one line -------------------------------------------------


@pytest.mark.parametrize("expected", INVALID, ids=lambda p: p.stem)
def test_a_file_that_is_no_data_is_refused_in_one_clear_line(expected: Path) -> None:
    refused_as_expected(readings, expected)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"\xff\xfea\x00b",  # half a character of UTF-16
        b"@prefix a: <b\xff> .",
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"<a> <b> " + b"<<( <a> <b> " * 50_000,
        b'{"@context": {"n": "http://x/n"}, "n": "\\ud800"}',
        b'{"@context": {"n": "http://x/n"}, "n": NaN}',
        b'{"@context": ["http://x/", 1, null], "@id": 7}',
    ],
    ids=lambda d: repr(d[:24]),
)
def test_hostile_input_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        list(readings(Input("hostile.ttl", data=data)))
    one_line(caught.value)


def test_the_parser_has_no_way_to_fetch_a_context() -> None:
    remote = b'{"@context": "http://localhost:1/context.jsonld", "a": 1}'
    with pytest.raises(SyntaxError, match="No LoadDocumentCallback"):
        list(ox.parse(remote, format=ox.RdfFormat.JSON_LD))


# --- hashes, parts, damage --------------------------------------------------------


def test_the_reading_is_the_same_whatever_the_hash_seed() -> None:
    same_for_every_seed("mandategraph.read.cids.reader", sorted(VALID.iterdir()))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_random_bytes_give_a_reading_or_a_source_error(data: bytes) -> None:
    survives(readings, "random", data)


@pytest.mark.parametrize("name", ["whole-chain.jsonld", "two-organisations.ttl"])
def test_damaged_files_give_a_reading_or_a_source_error(name: str) -> None:
    data = (VALID / name).read_bytes()
    chance = random.Random(4)  # noqa: S311 - the same damage in every run
    read = 0
    for _ in range(250):
        changed = damaged(data, chance, chance.randint(1, 4), cut=30)
        read += survives(readings, name, changed)
    assert read  # some damage is only to words


# --- the corpus, counted by another parser -----------------------------------------

corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora are absent")
QUERY = """
PREFIX cids: <https://ontology.commonapproach.org/cids#>
PREFIX org: <http://ontology.eil.utoronto.ca/tove/organization#>
SELECT DISTINCT ?class ?name WHERE { ?s a ?class . ?s org:hasName ?name
  FILTER(?class IN (cids:Outcome, cids:Indicator)) }
"""
LINKS = """
PREFIX cids: <https://ontology.commonapproach.org/cids#>
PREFIX org: <http://ontology.eil.utoronto.ca/tove/organization#>
SELECT DISTINCT ?indicator ?outcome WHERE {
  ?i a cids:Indicator ; org:hasName ?indicator .
  ?o a cids:Outcome ; org:hasName ?outcome
  { ?i cids:forOutcome ?o } UNION { ?o cids:hasIndicator ?i } }
"""


def rows(name: str, query: str) -> set[tuple[str, ...]]:
    """The answer of rdflib, which shares no code with the reader."""
    import rdflib

    data = (CORPUS / name).read_bytes()
    text = data.decode(
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    )
    graph = rdflib.Graph()
    graph.parse(data=text, format="json-ld" if name.endswith("ld") else "turtle")
    found = set()
    for row in graph.query(query):
        assert isinstance(row, rdflib.query.ResultRow)
        found.add(tuple(" ".join(str(cell).split()) for cell in row))
    return found


@corpus
@pytest.mark.parametrize("name", INSTANCES)
def test_the_corpus_gives_the_outcomes_and_indicators_that_rdflib_finds(
    name: str,
) -> None:
    found = checked(readings, Input.of(CORPUS / name))
    kinds = {"expected_result": "Outcome", "indicator": "Indicator"}
    ours = {(kinds[s.type], s.text) for s in found.statements}
    assert ours == {(c.rpartition("#")[2], text) for c, text in rows(name, QUERY)}


@corpus
@pytest.mark.parametrize("name", INSTANCES)
def test_each_stated_link_of_the_corpus_is_a_parent_or_a_field(name: str) -> None:
    found = checked(readings, Input.of(CORPUS / name))
    names = {s.id: s.text for s in found.statements}
    ours = {
        (s.text, names[s.parent.target]) for s in found.statements if s.parent.target
    }
    ours |= {
        (s.text, f.value)
        for s in found.statements
        for f in s.fields
        if f.name == "cids:forOutcome" and f.span
    }
    assert ours == rows(name, LINKS)


@corpus
def test_the_instance_in_json_ld_has_19_outcomes_and_16_indicators() -> None:
    found = checked(readings, Input.of(CORPUS / INSTANCES[0]))
    types = [s.type for s in found.statements]
    assert (types.count("expected_result"), types.count("indicator")) == (19, 16)
    printed = [v.printed for s in found.statements for v in s.values]
    assert "97% of trauma counselling clients reported learning new skills" in printed
    assert len(printed) == 16


@corpus
def test_ontologies_shapes_code_lists_and_contexts_of_the_corpus_are_refused() -> None:
    refused = 0
    for file in sorted(CORPUS.rglob("*.*")):
        name = file.relative_to(CORPUS).as_posix()
        if name in INSTANCES or file.suffix not in (".ttl", ".jsonld"):
            continue
        with pytest.raises(SourceError) as caught:
            list(readings(Input.of(file)))
        one_line(caught.value)
        refused += 1
    assert refused >= 20
