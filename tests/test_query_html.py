"""Answers in a notebook: escaped, with language and direction, and not too long."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import ID, MG
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query import Answer, Question, run
from mandategraph.query.html import MOST_ROWS, answer_html
from mandategraph.store import MandateGraph

ALLOWED = {
    *("html", "body", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("div", "span", "a", "small", "p", "strong", "br"),
}
ATTRIBUTES = {"lang", "dir", "style", "scope", "href", "rel"}


def parsed(answer: Answer) -> etree._Element:
    """The fragment as a browser would take it."""
    return etree.fromstring(answer_html(answer), etree.HTMLParser())


def texts(element: etree._Element, path: str) -> list[str]:
    return ["".join(map(str, found.itertext())) for found in found_in(element, path)]


def found_in(element: etree._Element, path: str) -> Iterator[etree._Element]:
    for one in element.iterfind(path):
        assert isinstance(one, etree._Element)
        yield one


def answer_of(*values: str) -> Answer:
    lines = [f"<urn:n{at:03}> <urn:v> {value} ." for at, value in enumerate(values)]
    query = "SELECT ?value { ?n <urn:v> ?value } ORDER BY STR(?n)"
    return run(MandateGraph.from_bytes("\n".join(lines).encode()), query)


def test_the_question_is_the_caption_and_cells_tell_their_language(
    example_graph: MandateGraph,
) -> None:
    answer = run(example_graph, "results_of_objective", policy="ar")
    page = parsed(answer)
    caption = next(found_in(page, ".//caption/span"))
    assert (caption.text, caption.get("lang"), caption.get("dir")) == (
        *(answer.question.question["ar"], "ar", "rtl"),
    )
    assert next(found_in(page, ".//div")).get("dir") == "rtl"
    cells = [
        (span.get("lang"), span.get("dir"), a.text, a.get("href"))
        for span in found_in(page, ".//td/span")
        for a in found_in(span, "a")
    ]
    assert cells[-1] == (
        *("ar", "rtl", "يستهلك المزارعون كمية أقل من المياه."),
        f"{ID}rba-r-da4a253b8c",
    )
    assert cells[0][:2] == ("en", "ltr")
    *_, note = found_in(page, ".//td/small")
    assert (note.text, note.get("lang"), note.get("dir")) == (
        *("ar · ترجمة لم تراجع بعد", "ar", "rtl"),
    )
    # three of the four labels are English or stand in; "OBJECTIVE 2" is one of them
    assert texts(page, ".//p/small") == [
        "عدد الصفوف: 2 · عدد التسميات غير المتوفرة باللغات المطلوبة (ar): 3"
    ]


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "Rows: 2"), ("fr-CA", "Lignes : 2"), ("es", "Filas: 2"), ("de", "Rows: 2")],
)
def test_the_words_around_are_in_the_language_asked_for(
    lang: str, line: str, example_graph: MandateGraph
) -> None:
    answer = run(example_graph, "results_of_objective", policy=lang)
    (remark,) = texts(parsed(answer), ".//p/small")
    assert remark.split(" · ")[0] == line


def test_a_label_with_markup_is_shown_as_text() -> None:
    attack = '</td><script>alert(1)</script><img src=x onerror="alert(2)">'
    text = attack.replace('"', '\\"')
    page = parsed(answer_of(f'"{text}"', f'"{text}"@en'))
    assert not list(page.iter("script", "img"))
    assert texts(page, ".//td/span") == [attack, attack]


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "data:text/html,x", "urn:x:y", "file:///etc/passwd"]
)
def test_only_web_addresses_are_links(iri: str) -> None:
    page = parsed(answer_of(f"<{iri}>"))
    assert not list(found_in(page, ".//a"))
    (link,) = found_in(parsed(answer_of("<https://example.org/a?b=1&c='2'>")), ".//a")
    assert link.get("href") == "https://example.org/a?b=1&c='2'"


def test_a_long_answer_says_how_many_rows_are_not_shown() -> None:
    page = parsed(answer_of(*(f'"{n}"' for n in range(MOST_ROWS + 7))))
    assert len(list(found_in(page, ".//tbody/tr"))) == MOST_ROWS
    assert texts(page, ".//p/small") == [f"Rows: {MOST_ROWS + 7} · Rows not shown: 7"]


def test_a_long_text_is_cut() -> None:
    (text,) = texts(parsed(answer_of(f'"{"x" * 5000}"')), ".//td/span")
    assert text == "x" * 1000 + "…"


def test_yes_and_no_are_words_of_the_language(example_graph: MandateGraph) -> None:
    answer = run(example_graph, "unsupported_links", policy="fr")
    page = parsed(answer)
    assert texts(page, ".//strong") == ["non"]
    assert texts(page, ".//span") == [answer.question.question["fr"]]


def test_a_graph_is_shown_as_its_triples(example_graph: MandateGraph) -> None:
    query = "CONSTRUCT { ?s a mg:Mandate } { ?s a mg:Mandate }"
    page = parsed(run(example_graph, query, policy="en"))
    assert texts(page, ".//th") == ["subject", "predicate", "object"]
    (row,) = found_in(page, ".//tbody/tr")
    assert [a.get("href") for a in found_in(row, ".//a")] == [
        f"{ID}rba-m",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        f"{MG}Mandate",
    ]
    # the example graph has no names for rdf:type and mg:Mandate
    assert texts(page, ".//p/small") == ["Triples: 1 · Labels not to be had in en: 2"]


hostile = st.text(
    st.sampled_from("<>&\"'`=/ax \n\t\x00\u202e\u2028é-!][();:") | st.characters(),
    max_size=40,
).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@given(hostile, hostile, st.sampled_from(["https://", "javascript:", "urn:", ""]))
def test_nothing_that_a_graph_holds_becomes_markup(
    text: str, label: str, scheme: str
) -> None:
    from rdflib import URIRef

    node = URIRef(f"{scheme}{text}")
    answer = Answer(
        Question.adhoc("SELECT ?node ?text {}"),
        LanguagePolicy.parse("en"),
        columns=("node", "text"),
        values=[(node, ox.Literal(text))],
        forms={str(node): Form(label, "en")},
        target="memory",
    )
    for element in parsed(answer).iter():
        assert element.tag in ALLOWED
        assert {str(name) for name in element.attrib} <= ATTRIBUTES
        assert (element.get("href") or "http").startswith("http")
