"""What people type for an IRI: codes, numbers, labels and words; on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, URIRef

from conftest import ID, MG
from mandategraph.errors import QueryError
from mandategraph.language import LanguagePolicy
from mandategraph.query import Param, Question, run
from mandategraph.query.resolve import resolve
from mandategraph.store import MandateGraph, open_graph
from running import fails
from running import run as command
from servers import oxigraph_server, virtuoso_server

PLANS = f"""
@base <{ID}> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix mg: <{MG}> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
<doc-rba> a mg:SourceDocument ; mg:fileName "river-basin.txt" .
<plan-rba> a mg:Plan .
<org-rba> a org:Organization ; skos:prefLabel "River Authority"@en, "هيئة النهر"@ar .
<rba-m> a mg:Mandate ; mg:elementOf <plan-rba> ;
  mg:statementText "Keep the river safe."@en .
<rba-o1> a mg:Objective ; mg:elementOf <plan-rba> ; mg:ordinal 1 ;
  mg:sourceLabel "OBJECTIVE 1"@en ; mg:statementText "Reduce flood damage."@en ;
  skos:notation "1.2" ; mg:sourceIdentifier "RBA/Ob-7" ; mg:textForm <rba-o1-fr> .
<rba-o1-fr> xl:literalForm "Réduire les dommages dus aux inondations."@fr .
<rba-o2> a mg:Objective ; mg:elementOf <plan-rba> ; mg:ordinal 2 ;
  mg:sourceLabel "OBJECTIVE 2"@en ; mg:labelForm <rba-o2-fr> .
<rba-o2-fr> xl:literalForm "OBJECTIF 2"@fr .
<plan-sea> a mg:Plan ; dct:title "Stratégie côtière"@fr .
<sea-o1> a mg:Objective ; mg:elementOf <plan-sea> ; mg:ordinal 1 ;
  mg:statementText "Protéger les côtes d’ici 2030."@fr, "حماية السواحل"@ar .
<sea-o2> a mg:Objective ; mg:elementOf <plan-sea> ; mg:ordinal 2 ;
  skos:notation "1.2.1", "الهدف ٧" ; mg:textForm <sea-o2-es> .
<sea-o2-es> xl:literalForm "Puertos limpios"@es ; mg:reviewState mg:stateRejected .
"""
ENGINES = ["memory", "rdflib", "oxigraph", "virtuoso"]
ANY = Param("x", "iri", "UNDEF")
OBJECTIVE = Param("x", "iri", "UNDEF", choices=("mg:Objective",))
PLAN = Param("x", "iri", "UNDEF", choices=("mg:Plan",))


def plans() -> bytes:
    """Two plans in a graph of their own, as N-Quads."""
    store = ox.Store()
    home = ox.NamedNode(f"{ID}graph/doc")
    store.load(PLANS.encode(), ox.RdfFormat.TURTLE, to_graph=home)
    return bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")


@pytest.fixture(scope="module", params=ENGINES)
def graph(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MandateGraph]:
    """The two plans on each engine."""
    quads = plans()
    if request.param in ("oxigraph", "virtuoso"):
        server = oxigraph_server if request.param == "oxigraph" else virtuoso_server
        with server(quads, tmp_path_factory.mktemp(request.param)) as url:
            yield open_graph(url)
    elif request.param == "rdflib":
        dataset = Dataset(default_union=True)
        dataset.parse(data=quads, format="nquads")
        yield MandateGraph.from_rdflib(dataset)
    else:
        yield MandateGraph.from_nquads(quads)


def taken(graph: MandateGraph, param: Param, text: str) -> str:
    """The code of the node that the text is taken for, `""` when it is left alone."""
    policy = LanguagePolicy(("en",))
    found = resolve(graph, [param], {"x": text}, base=ID, policy=policy)
    if not found.resolved:
        assert found.values == {"x": text}
        return ""
    assert found.values == found.resolved
    return found.resolved["x"].removeprefix(ID)


def refused(graph: MandateGraph, param: Param, text: str) -> str:
    with pytest.raises(QueryError) as caught:
        taken(graph, param, text)
    line = str(caught.value)
    assert line.startswith("parameter x: ")
    assert line.isprintable()
    return line.removeprefix("parameter x: ")


@pytest.mark.parametrize(
    ("param", "text", "code"),
    [
        (OBJECTIVE, "1.2", "rba-o1"),  # not 1.2.1, and not the words "1" and "2"
        (OBJECTIVE, "RBA/OB-7", "rba-o1"),
        (OBJECTIVE, "الهدف 7", "sea-o2"),
        (OBJECTIVE, "Objective 2", "rba-o2"),  # its printed label
        (OBJECTIVE, "objectif 2", "rba-o2"),  # the label in French
        (ANY, "reduce FLOOD damage.", "rba-o1"),
        (ANY, "Réduire les dommages dus aux inondations.", "rba-o1"),
        (ANY, "reduire inondations", "rba-o1"),
        (ANY, "حمايه السَّواحِل", "sea-o1"),
        (ANY, "cotes 2030", "sea-o1"),
        (ANY, "هيئة النهر", "org-rba"),
        (PLAN, "sea", "plan-sea"),
        (PLAN, "STRATEGIE COTIERE", "plan-sea"),
        (ANY, "river-basin.txt", "doc-rba"),
    ],
)
def test_a_code_or_words_that_one_node_has_stand_for_it(
    graph: MandateGraph, param: Param, text: str, code: str
) -> None:
    assert taken(graph, param, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "rba-o1",
        f"{ID}rba-o1",
        f"<{ID}rba-o1>",
        "id:rba-o1",
        "mg:stated",
        "urn:x:nowhere",
    ],
)
def test_an_iri_and_a_code_of_the_graph_are_left_as_they_are(
    graph: MandateGraph, text: str
) -> None:
    assert taken(graph, OBJECTIVE, text) == ""


@pytest.mark.parametrize("text", ["rba-o1", f"{ID}rba-o1", "id:rba-o1"])
def test_a_node_of_another_kind_is_refused_with_what_it_is(
    graph: MandateGraph, text: str
) -> None:
    assert refused(graph, PLAN, text) == (
        'rba-o1 (Objective, "Reduce flood damage.") is not of kind Plan; '
        "give the IRI or the code of one"
    )
    two = Param("x", "iri", "UNDEF", choices=("mg:Plan", "mg:Objective"))
    assert taken(graph, two, text) == ""
    either = Param("x", "iri", "UNDEF", choices=("mg:Plan", "mg:Mandate"))
    assert "is not of kind Plan or Mandate" in refused(graph, either, text)


def test_a_node_of_no_kind_may_be_of_any(graph: MandateGraph) -> None:
    assert taken(graph, PLAN, "rba-o1-fr") == ""
    assert taken(graph, PLAN, f"{ID}rba-o1-fr") == ""


def test_what_several_nodes_have_is_refused_with_a_list_of_them(
    graph: MandateGraph,
) -> None:
    assert refused(graph, OBJECTIVE, "1") == (
        '"1" may be any of 2 nodes: rba-o1 (Objective, "Reduce flood damage."), '
        'sea-o1 (Objective, "Protéger les côtes d’ici 2030."); '
        "give the code of one of them"
    )
    several = refused(graph, ANY, "river")
    assert "rba-m (Mandate, " in several
    assert "org-rba (Organization, " in several


def test_a_number_is_not_found_within_another_one(graph: MandateGraph) -> None:
    # "2030" has 20, and 1.2.1 has 1.2
    assert refused(graph, OBJECTIVE, "20").startswith('"20" names nothing')
    assert taken(graph, OBJECTIVE, "2030") == "sea-o1"


def test_what_nothing_has_is_refused_with_what_is_close(graph: MandateGraph) -> None:
    assert refused(graph, OBJECTIVE, "Reduce flod damages") == (
        '"Reduce flod damages" names nothing in the graph that is of kind Objective; '
        'did you mean rba-o1 (Objective, "Reduce flood damage.")?'
    )
    assert "did you mean sea-o1" in refused(graph, ANY, "see-o1")
    assert refused(graph, PLAN, "zzzz") == (
        '"zzzz" names nothing in the graph that is of kind Plan; '
        "give an IRI, a code or words"
    )


def test_a_rejected_translation_stands_for_nothing(graph: MandateGraph) -> None:
    assert "names nothing" in refused(graph, ANY, "Puertos limpios")


@pytest.mark.parametrize("text", ["", " ", "ex:a b", "\ud800", "a\x00b", "\u0640"])
def test_what_is_neither_iri_nor_words_is_refused(
    graph: MandateGraph, text: str
) -> None:
    assert refused(graph, ANY, text)


def test_an_iri_term_is_not_looked_for(graph: MandateGraph) -> None:
    values = {"x": URIRef("urn:x:nowhere")}
    found = resolve(graph, [ANY], values, base=ID, policy=LanguagePolicy())
    assert found == (values, {})


class Counting(MandateGraph):
    """A graph that counts what it is asked."""

    asked = 0

    def ask(self, query: str) -> bool:
        self.asked += 1
        return super().ask(query)

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        self.asked += 1
        return super().select_text(query)


def test_an_iri_costs_nothing_and_a_code_one_question() -> None:
    graph = Counting.from_nquads(plans())
    assert taken(graph, ANY, f"{ID}rba-o1") == ""
    assert graph.asked == 0
    assert taken(graph, ANY, "rba-o1") == ""
    assert graph.asked == 1
    assert taken(graph, OBJECTIVE, "rba-o1") == ""
    assert graph.asked == 2


def test_the_answer_says_what_was_taken_and_the_file_stays_valid_sparql() -> None:
    question = Question.parse(
        "#+ summary: s\n#+ question@en: q\n#+ theme: plans\n"
        "#+ param: objective iri(mg:Objective) UNDEF one\n"
        "SELECT ?objective ?text WHERE {\n  VALUES ?objective { UNDEF }\n"
        f"  ?objective <{MG}statementText> ?text .\n}}\n",
        "own",
    )
    graph = MandateGraph.from_nquads(plans())
    answer = run(graph, question, {"objective": "1.2"})
    assert answer.resolved == {"objective": URIRef(f"{ID}rba-o1")}
    assert [row.text.text for row in answer.rows] == ["Reduce flood damage."]
    assert run(graph, question, {"objective": "rba-o1"}).resolved == {}
    assert len(graph.select(question.text).rows) > 1


def test_the_command_says_on_standard_error_what_was_taken(tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text(
        "#+ summary: s\n#+ question@en: q\n#+ theme: plans\n#+ param: x iri UNDEF x\n"
        "SELECT ?x ?text WHERE {\n  VALUES ?x { UNDEF }\n"
        f"  ?x <{MG}statementText> ?text .\n}}\n"
    )
    (tmp_path / "plans.nq").write_bytes(plans())
    asked = ("query", str(own), str(tmp_path / "plans.nq"), "-f", "csv", "-p")
    found = command(*asked, "x=flood damage")
    said = 'x: "flood damage" is rba-o1 (Objective, "Reduce flood damage.")'
    assert (found.returncode, found.stderr) == (0, f"{said}\n")
    assert found.stdout.splitlines() == ["x,text", f"{ID}rba-o1,Reduce flood damage."]
    assert 'parameter x: "nowhere" names nothing' in fails(*asked, "x=nowhere")
