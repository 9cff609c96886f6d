"""The pages of the site hold what the River Basin plan says, derived from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, RDFS

from conftest import ID, MG
from mandategraph.store import MandateGraph
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

M, O1, O2 = f"{ID}rba-m", f"{ID}rba-o1", f"{ID}rba-o2"
R1, R2, R3 = (f"{ID}rba-r-{key}" for key in ("228fa6e9f8", "da4a253b8c", "76b2f8f7a3"))
I1, PLAN = f"{ID}rba-i-f481e080cd", f"{ID}plan-rba"
TEXT = f"{ID}text/e96ba1287aac20ab"


@pytest.fixture(scope="module")
def client(example_graph: MandateGraph) -> Iterator[TestClient]:
    with served(example_graph) as client:
        yield client


def data(client: TestClient, path: str, **params: str) -> Any:
    """The twin of a page."""
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def about(client: TestClient, iri: str, **params: str) -> Any:
    """The twin of the page of a thing."""
    return data(client, f"/doc/{iri.removeprefix(ID)}.json", **params)


def iris(things: list[dict[str, Any]]) -> list[str]:
    """The IRIs of the things."""
    return [thing["iri"] for thing in things]


def test_the_first_page_counts_what_there_is(client: TestClient) -> None:
    found = data(client, "/index.json", lang="fr")
    assert found["totals"] == {
        "Plan": 1,
        "Mandate": 1,
        "Objective": 2,
        "ExpectedResult": 3,
        "Indicator": 1,
    }
    (plan,) = found["plans"]
    assert plan["files"] == ["river-basin.txt"]
    assert plan["holders"][0]["text"] == "Agence du bassin"
    # the second objective has no wording, and headings are none
    assert [(one["lang"], one["wordings"]) for one in found["languages_used"]] == [
        ("en", 6),
        ("ar", 2),
        ("es", 2),
        ("fr", 2),
    ]
    assert found["latest"] == "2026-11-01"


@pytest.mark.parametrize(
    ("node", "line"),
    [
        (M, [PLAN]),
        (O1, [PLAN, M]),
        (I1, [PLAN, M, O1, R1]),
        (f"{I1}-target", [PLAN, M, O1, R1, I1]),
        (R3, [PLAN]),
        (PLAN, []),
    ],
)
def test_an_element_says_where_it_stands(
    client: TestClient, node: str, line: list[str]
) -> None:
    assert iris(about(client, node)["line"]) == line


def test_all_languages_stand_side_by_side_and_missing_ones_are_marked(
    client: TestClient,
) -> None:
    rows = about(client, R1)["wordings"]
    assert [(row["lang"], [f["status"] for f in row["texts"]]) for row in rows] == [
        ("en", ["issuer"]),
        ("fr", []),
        ("es", ["machine"]),
        ("ar", []),
    ]
    page = client.get(f"/doc/{R1.removeprefix(ID)}.html?ui=en").text
    assert page.count('<span class="missing">missing</span>') == 2 + 4  # and headings


def test_a_lost_wording_is_said_to_be_lost(client: TestClient) -> None:
    found = about(client, O2, lang="fr")
    assert found["lost"]
    assert found["thing"]["text"] == "OBJECTIF 2"
    assert not any(row["texts"] for row in found["wordings"])
    assert not about(client, O1)["lost"]


def test_links_say_whether_the_source_states_them(client: TestClient) -> None:
    links = about(client, R3)["claims"]
    assert [(one["status"], iris(one["objects"])) for one in links] == [
        ("open", [O1, O2]),
        ("proposed", [O2]),
    ]
    assert links[1]["confidence"] == "0.3"
    # what is not settled shows at its other end too
    seen = about(client, O2)["claims"]
    assert [(one["status"], one["subject"]["iri"]) for one in seen] == [
        ("stated", O2),
        ("open", R3),
        ("proposed", R3),
    ]


def test_values_have_their_unit_and_words(client: TestClient) -> None:
    found = about(client, I1)
    assert [(one["value"], one["unit"]["text"]) for one in found["numbers"]] == [
        ("12", "towns"),
        ("40", "towns"),
    ]
    assert [(q["role"], q["quote"], q["start"]) for q in found["quotes"]] == [
        ("headingSpan", "Indicator", 127),
        ("evidence", "Towns with a warning siren (baseline 12, target 40).", 138),
    ]


def test_properties_are_named_in_the_language_of_the_page(client: TestClient) -> None:
    found = about(client, O1, ui="fr", lang="ar")
    named = {one["predicate"]["iri"]: one["predicate"] for one in found["says"]}
    assert named[f"{MG}elementOf"]["lang"] == "fr"
    kind = named["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]
    assert (kind["text"], kind["lang"]) == ("type", "fr")


def test_many_that_refer_to_a_thing_come_in_parts() -> None:
    lines = "\n".join(
        f"<{ID}r{n:02}> <{MG}expectedResultOf> <{ID}o> <{ID}graph/g> ."
        for n in range(60)
    )
    with served(MandateGraph.from_nquads(lines.encode())) as client:
        (group,) = about(client, f"{ID}o")["referred"]
        assert (group["count"], len(group["subjects"])) == (60, 25)
        more = {"of": f"{MG}expectedResultOf", "from": "50"}
        (group,) = about(client, f"{ID}o", **more)["referred"]
        assert iris(group["subjects"]) == [f"{ID}r{n}" for n in range(50, 60)]
        assert (group["paging"]["before"], group["paging"]["after"]) == (25, None)
        assert client.get("/doc/o.html?of=x&from=50").status_code == 200
        params = {**more, "from": "x"}
        assert client.get("/doc/o.html", params=params).status_code == 400


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("reduire dommages", O1),  # é typed as e
        ("من اجل الناس", M),  # أ typed as ا
        ("OBJECTIF 2", O2),
        ("rba-o2", O2),
        (O2, O2),
        ('"farmers use"', R2),
        ("sirène", None),
    ],
)
def test_search_finds_wordings_of_all_languages_codes_and_iris(
    client: TestClient, words: str, first: str | None
) -> None:
    found = data(client, "/search.json", q=words)["found"]
    assert (found[0]["thing"]["iri"] if found else None) == first


def test_what_is_found_says_its_kind_and_where_it_stands(client: TestClient) -> None:
    (found,) = data(client, "/search.json", q="siren", ui="es")["found"]
    assert [kind["text"].lower() for kind in found["kinds"]] == ["indicador"]
    assert iris(found["path"]) == [PLAN, M, O1, R1]


def test_a_search_that_is_none_is_explained(client: TestClient) -> None:
    assert data(client, "/search.json", q="x" * 150)["problem"]
    assert client.get("/search", params={"q": "\x01"}).status_code == 200


def test_the_tree_has_each_element_once(client: TestClient) -> None:
    def shape(node: dict[str, Any]) -> tuple[str, list[Any]]:
        return node["thing"]["iri"], [shape(one) for one in node["children"]]

    found = data(client, "/tree.json")
    assert [shape(node) for node in found["roots"]] == [
        (M, [(O1, [(R1, [(I1, [])])]), (O2, [(R2, [])])]),
        (R3, []),
    ]
    assert [node["loose"] for node in found["roots"]] == [False, True]


def test_the_cards_of_the_map_lead_to_pages_of_this_site(client: TestClient) -> None:
    page = client.get("/map?ui=ar&lang=ar").text
    assert 'href="/id/rba-o1?ui=ar&amp;lang=ar"' in page
    picture = page[page.index("<svg") :]
    assert 'href="http' not in picture
    svg = client.get("/map?format=svg")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert f'href="{O1}"' in svg.text
    assert client.get("/map?plan=no").status_code == 404


def test_a_question_is_answered_with_labels(client: TestClient) -> None:
    params = {"name": "open_results", "ask": "1", "lang": "fr", "p.plan": "plan-rba"}
    found = data(client, "/question.json", **params)
    (row,) = found["answer"]["rows"]
    assert [iris(cell) for cell in row[:3]] == [[PLAN], [R3], [O1, O2]]
    assert row[2][0]["text"] == "Réduire les dommages dus aux inondations."
    csv = client.get("/question", params={**params, "format": "csv"})
    assert csv.headers["content-type"].startswith("text/csv")
    assert R3 in csv.text


def test_a_question_asked_wrongly_says_what_is_wrong(client: TestClient) -> None:
    params = {"name": "open_results", "ask": "1", "p.plan": "no such plan"}
    answer = client.get("/question", params=params)
    assert answer.status_code == 400
    assert "no such plan" in answer.text
    assert client.get("/question?name=none").status_code == 404


def test_each_question_of_the_catalogue_has_a_card(client: TestClient) -> None:
    themes = data(client, "/questions.json", ui="ar")["themes"]
    cards = [one for theme in themes for one in theme["questions"]]
    assert len(cards) > 50
    assert {one["question"]["lang"] for one in cards} == {"ar"}


def test_the_words_of_a_statement_are_marked_where_they_stand(
    client: TestClient, example_graph: MandateGraph
) -> None:
    span = f"{TEXT}#char=265,302"
    found = data(client, "/text.json", span=span)
    on = [piece["text"] for piece in found["pieces"] if piece["chosen"]]
    assert on == ["Neighbouring states share", "river data."]
    ask = f"SELECT ?c {{ <{TEXT}> mg:textContent ?c }}"
    ((content,),) = example_graph.select_text(ask)
    assert "".join(piece["text"] for piece in found["pieces"]) == content
    # "baseline 12" is part of the indicator's words, and the baseline's own
    (shared,) = [p for p in found["pieces"] if p["text"] == "baseline 12"]
    says = [found["spans"][at]["says"][0]["thing"]["iri"] for at in shared["spans"]]
    assert set(says) <= {I1, f"{I1}-baseline", f"{ID}claim-7b7cb9eb7904"}
    assert len(says) == 2
    assert not any(one["changed"] for one in found["spans"])


def test_a_source_that_has_changed_is_told(example_graph: MandateGraph) -> None:
    changed = example_graph.nquads().replace(b"Farmers use less", b"Farmers use more")
    with served(MandateGraph.from_nquads(changed)) as client:
        found = data(client, "/text.json", text=TEXT)
        told = [one["start"] for one in found["spans"] if one["changed"]]
        # the quote of the span changed with the text, since both have these words
        assert told == []
        text_only = example_graph.nquads().replace(
            b"Farmers use less water.\\n\\nALL", b"Farmers use more water.\\n\\nALL"
        )
    with served(MandateGraph.from_nquads(text_only)) as client:
        found = data(client, "/text.json", text=TEXT)
        assert [one["start"] for one in found["spans"] if one["changed"]] == [223]
        page = client.get("/text", params={"text": TEXT, "ui": "en"}).text
        assert "the source has changed here" in page


def test_coverage_leads_to_what_is_missing(client: TestClient) -> None:
    found = data(client, "/coverage.json", of="es", kind="objective")
    (row,) = [r for r in found["rows"] if (r["lang"], r["kind"]) == ("es", "objective")]
    assert (row["missing"], row["lost"], row["total"]) == (1, 1, 2)
    assert [one["thing"]["iri"] for one in found["list"]["found"]] == [O1]


def test_findings_are_those_of_the_check(
    client: TestClient, example_graph: MandateGraph
) -> None:
    from mandategraph.check import check

    report = check(example_graph)
    found = data(client, "/findings.json")
    assert found["counts"] == dict(report.counts)
    assert sum(one["count"] for one in found["rules"]) == len(report.findings)


def test_what_is_not_here_is_said_in_the_language_of_the_page(
    client: TestClient,
) -> None:
    html = {"accept": "text/html"}
    for path in ("/doc/none.html", "/nowhere", "/text?span=urn:x:none"):
        join = "&" if "?" in path else "?"
        answer = client.get(f"{path}{join}ui=fr", headers=html)
        assert answer.status_code == 404
        assert 'lang="fr"' in answer.text
    assert "Absent d’ici" in client.get("/nowhere?ui=fr", headers=html).text


def test_words_of_the_graph_are_never_markup() -> None:
    bad = "<script>alert(1)</script>"
    said = (
        (f"{ID}plan-x", RDF.type, f"<{MG}Plan>"),
        (f"{ID}x", RDF.type, f"<{MG}Objective>"),
        (f"{ID}x", f"{MG}elementOf", f"<{ID}plan-x>"),
        (f"{ID}x", f"{MG}statementText", f'"{bad}"@en'),
        (f"{ID}x", RDFS.seeAlso, "<javascript:alert(1)>"),
    )
    lines = "\n".join(f"<{s}> <{p}> {o} <{ID}graph/g> ." for s, p, o in said)
    with served(MandateGraph.from_nquads(lines.encode())) as client:
        for path in ("/doc/x.html", "/tree", "/map", "/search?q=alert", "/"):
            page = client.get(path).text
            assert "<script>alert" not in page, path
            assert 'href="javascript' not in page, path
        page = client.get("/resource?iri=javascript:alert(1)&format=html").text
        assert 'href="javascript' not in page


def test_a_graph_without_plans_has_pages_too() -> None:
    line = f'<{ID}x> <http://www.w3.org/2000/01/rdf-schema#label> "x" .'
    with served(MandateGraph.from_nquads(line.encode())) as client:
        for path in ("/", "/map", "/tree", "/text", "/coverage", "/search?q=zz"):
            assert client.get(path).status_code == 200, path


def test_the_page_of_an_element_is_small(client: TestClient) -> None:
    page = client.get("/doc/rba-o1.html?ui=ar&lang=ar").content
    style = client.get("/static/site.css").content
    assert len(page) + len(style) < 60 << 10


def test_finding_by_iri_keeps_the_languages(client: TestClient) -> None:
    params = {"iri": O1, "ui": "fr", "lang": "ar"}
    answer = client.get("/resource", params=params)
    assert answer.headers["location"] == "/id/rba-o1?ui=fr&lang=ar"
    page = client.get(answer.headers["location"], headers={"accept": "text/html"})
    assert page.headers["location"] == "/doc/rba-o1.html?ui=fr&lang=ar"
