"""Search: the patterns find exactly what folding says is there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

from conftest import MG
from mandategraph.errors import QueryError
from mandategraph.folding import fold
from mandategraph.query import Catalogue, Param, bind, run
from mandategraph.query.binding import spell
from mandategraph.query.index import Wordings, narrowed
from mandategraph.query.search import LONGEST, occurs, pattern, whole, words_of
from mandategraph.rdf.nquads import literal
from mandategraph.store import MandateGraph, open_graph
from question_engines import stored
from servers import virtuoso_server

QUERY = """\
SELECT ?text WHERE {
  VALUES ?words { "" }
  VALUES ?text { "é" }
  FILTER(REGEX(?text, ?words))
}
"""
WORDS = Param("words", "search", "")
# letters that fold into each other, in one or two, and signs with a meaning in REGEX
LETTERS = [
    *"sSſßfiﬁıİlﬂﬃeEéaàæÆ",
    *("\u0301", "\u00ad", "\u0640", "\u064e", "\u200f"),
    *(" ", "\n", "\u00a0"),
    *"لاأإآ\ufefbهةيىـ",
    *r".*+?()[]{}|^$\-/&~'’1١",
    "𝐞",
]
TEXT = st.text(st.sampled_from(LETTERS))
WORD = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6).map(
    lambda text: fold(text).strip()
)


@given(WORD.filter(bool), TEXT)
@example("ssss", "sßs")
@example("inanc", "\ufb01nance")
@example("f", "\ufb03")
@example("a b", "a\u0301 \u00ad \n\u0301b")
@settings(max_examples=300, deadline=None)
def test_a_pattern_is_found_exactly_where_the_folded_word_is(
    word: str, text: str
) -> None:
    assert bool(re.search(pattern(word), text)) == (word in fold(text))
    assert bool(re.search(whole(word), text)) == (word == fold(text).strip())


@given(st.text(min_size=1, max_size=8), st.text(), st.text())
@settings(deadline=None)
def test_a_word_is_found_in_whatever_it_is_part_of(
    word: str, before: str, after: str
) -> None:
    try:
        words = words_of(word)
    except QueryError:
        return
    assert occurs(words, word)
    assert all(re.search(pattern(w), f"{before}{word}{after}") for w in words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", set()),
        ("  \n ", set()),
        ("Flood", {"flood"}),
        ("flood Warnings", {"flood", "warnings"}),
        ('"flood  Warnings" reach', {"flood warnings", "reach"}),
        ("« les eaux » de", {"les eaux", "de"}),
        ("“expected result”", {"expected result"}),
        ('5" pipe', {'5"', "pipe"}),
        ('"flood pipe', {"flood", "pipe"}),  # nothing closes the phrase
        ('flood "', {"flood"}),
        ("flood flooding", {"flooding"}),  # whoever has the longer has the shorter
        ("مكافحة الإرهاب", {"مكافحه", "الارهاب"}),
    ],
)
def test_words_are_folded_and_quotation_marks_keep_them_together(
    text: str, words: set[str]
) -> None:
    assert set(words_of(text)) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\u0640\u064e", "is not a word; give a word"),
        ("a" * (LONGEST + 1), f"too long a search; give {LONGEST} letters at most"),
        ("x" * 1_000_000, "too long a search"),
        ("a\x01b", "it has a control character; leave it out"),
        ("s" * 50, "one letter over and over"),
        ("\ud800", "half a character is not text"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_in_one_line(
    text: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        bind(QUERY, [WORDS], {"words": text})
    assert message in str(caught.value)
    assert str(caught.value).startswith("parameter words: ")
    assert len(str(caught.value)) < 200


def test_each_word_becomes_a_constant_pattern_in_the_place_of_the_call() -> None:
    text = bind(QUERY, [WORDS], {"words": "b .c"})
    assert "?words" not in text.replace('VALUES ?words { "" }', "")
    assert text.count("REGEX(?text, ") == 2
    assert bind(QUERY, [WORDS], {"words": " "}) == QUERY


def test_a_query_that_does_not_use_its_search_is_refused() -> None:
    text = 'ASK {\n  VALUES ?words { "" }\n}'
    with pytest.raises(
        QueryError, match=r"the query has no REGEX\(\?\.\.\., \?words\)"
    ):
        bind(text, [WORDS], {"words": "a"})


def test_a_value_is_never_taken_for_a_place_of_another_value() -> None:
    query = (
        'SELECT ?t ?u WHERE {\n  VALUES ?t { "" }\n  VALUES ?words { "" }\n'
        '  BIND("a" AS ?u)\n  FILTER(REGEX(?u, ?words))\n}'
    )
    params = [Param("t", "text", ""), WORDS]
    hostile = "REGEX(?u, ?words)"
    for values in ({"t": hostile, "words": "a"}, {"words": "a", "t": hostile}):
        text = bind(query, params, values)
        assert f'VALUES ?t {{ "{hostile}" }}' in text
        assert text.count("REGEX(") == 2


@given(st.lists(TEXT, max_size=8), WORD.filter(bool), WORD.filter(bool))
def test_the_index_names_the_nodes_whose_wording_has_all_the_words(
    texts: list[str], one: str, other: str
) -> None:
    rows = [(f"urn:{n // 2}", text) for n, text in enumerate(texts)]
    found = Wordings(rows).nodes([one, other])
    assert found is not None
    assert set(found) == {node for node, text in rows if occurs((one, other), text)}


def test_the_index_gives_up_when_there_are_many() -> None:
    index = Wordings([(f"urn:{n}", "flood") for n in range(11)])
    assert index.nodes(["flood"], most=10) is None
    assert len(index.nodes(["flood"], most=11) or ()) == 11


@pytest.mark.parametrize(
    "words", ["flood", "FLÖOD warning", "zzz", "المياه", '"reach every"', "e", ""]
)
def test_rows_are_the_same_with_and_without_the_index(words: str) -> None:
    question = Catalogue.load()["statements_about"]
    graph = MandateGraph.from_nquads(stored())
    bound = question.bound({"words": words})
    asked = narrowed(graph, bound, question.params, {"words": words})
    assert (asked != bound) == bool(words)
    assert graph.select(asked).rows == graph.select(bound).rows
    found = {row[1] for row in graph.select(bound).rows}
    wordings = graph.select_text(
        "SELECT ?e ?t { ?e mg:elementOf ?p ;"
        " mg:statementText|(mg:textForm/xl:literalForm) ?t }"
    )
    wanted = words_of(words)
    assert {str(e) for e in found} == {e for e, t in wordings if occurs(wanted, t)}


def test_a_graph_that_may_change_is_asked_without_the_index() -> None:
    question = Catalogue.load()["statements_about"]
    values = {"words": "flood"}
    bound = question.bound(values)
    lent = MandateGraph.from_nquads(stored())
    dataset = lent.dataset()
    other = Dataset(default_union=True)
    other.parse(data=stored(), format="nquads")
    for graph in (lent, MandateGraph.from_rdflib(other)):
        assert narrowed(graph, bound, question.params, values) == bound
    new, text = URIRef("urn:a"), Literal("a flood", lang="en")
    dataset.add((new, URIRef(f"{MG}statementText"), text))
    dataset.add((new, URIRef(f"{MG}elementOf"), URIRef("urn:plan")))
    assert "urn:a" in {
        str(row.element.term) for row in run(lent, question, values).rows
    }


def test_a_node_that_cannot_be_named_leaves_the_query_as_it_is() -> None:
    question = Catalogue.load()["statements_about"]
    quads = f'_:b <{MG}elementOf> <urn:p> .\n_:b <{MG}statementText> "a flood"@en .\n'
    graph = MandateGraph.from_nquads(quads.encode())
    assert len(run(graph, question, {"words": "flood"}).rows) == 1


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib", "virtuoso"])
def test_each_engine_finds_by_pattern_what_folding_says(
    engine: str, tmp_path: Path
) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    texts = ["".join(chance.choices(LETTERS, k=12)) for _ in range(60)]
    cuts = [text[start : start + 3] for text in texts for start in (0, 4, 9)]
    words = sorted({fold(cut).strip() for cut in cuts} - {""})
    quads = "".join(
        f"<urn:{n}> <urn:text> {literal(text, lang='en')} <urn:g> .\n"
        for n, text in enumerate(texts)
    ).encode()
    with on_engine(engine, quads, tmp_path) as graph:
        for start in range(0, len(words), 30):
            few = words[start : start + 30]
            parts = " } UNION { ".join(
                f"?node <urn:text> ?t . FILTER(REGEX(?t, {spell(Literal(pattern(w)))}))"
                f" BIND({n} AS ?n)"
                for n, w in enumerate(few)
            )
            rows = graph.select_text(f"SELECT ?n ?node WHERE {{ {{ {parts} }} }}")
            assert {(few[int(n)], node) for n, node in rows} == {
                (w, f"urn:{n}")
                for w in few
                for n, t in enumerate(texts)
                if w in fold(t)
            }


@contextmanager
def on_engine(engine: str, quads: bytes, folder: Path) -> Iterator[MandateGraph]:
    if engine == "virtuoso":
        with virtuoso_server(quads, folder) as url:
            yield open_graph(url)
    elif engine == "rdflib":
        dataset = Dataset(default_union=True)
        dataset.parse(data=quads, format="nquads")
        yield MandateGraph.from_rdflib(dataset)
    else:
        yield MandateGraph.from_nquads(quads)
