"""Labels: all forms of a node, and the one that the policy chooses."""

from __future__ import annotations

import pytest

from conftest import ID, MG
from mandategraph.language import STATUSES, Form, LanguagePolicy
from mandategraph.query import all_forms, labels, render, run, with_labels
from mandategraph.query.labels import BATCH, FEW, code_of, form_status
from mandategraph.query.words import STATUS_WORDS, noted
from mandategraph.store import MandateGraph

M, O1, O2 = f"{ID}rba-m", f"{ID}rba-o1", f"{ID}rba-o2"
FLOOD, WATER = f"{ID}rba-r-228fa6e9f8", f"{ID}rba-r-da4a253b8c"
SPANISH = "Mantener la cuenca segura para las personas y la naturaleza."
PREFIXES = f"""
@base <{ID}> .
@prefix mg: <{MG}> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
"""


def graph_of(turtle: str) -> MandateGraph:
    return MandateGraph.from_bytes((PREFIXES + turtle).encode())


def shown(graph: MandateGraph, iri: str, asked: str) -> str:
    form = labels(graph, [iri], LanguagePolicy.parse(asked))[iri]
    return f"{form.text} ({form.note})"


@pytest.mark.parametrize(
    ("iri", "asked", "label"),
    [
        (M, "en", "Keep the river basin safe for people and nature. (en)"),
        (M, "fr", "Préserver le bassin fluvial pour les habitants et la nature. (fr)"),
        (M, "es", f"{SPANISH} (es · reviewed)"),
        (M, "ar", "الحفاظ على سلامة حوض النهر من أجل الناس والطبيعة. (ar · machine)"),
        (WATER, "ar", "يستهلك المزارعون كمية أقل من المياه. (ar · candidate)"),
        (
            FLOOD,
            "es-MX",
            "Las alertas de inundación llegan a todos los pueblos. (es · machine)",
        ),
        (FLOOD, "fr", "Flood warnings reach every town. (en)"),
        (O1, "ar", "Reduce flood damage. (en)"),
        (O2, "fr", "OBJECTIF 2 (fr · label)"),
        (O2, "es", "OBJECTIVE 2 (en · label)"),
        (f"{ID}org-rba", "fr", "Agence du bassin (fr)"),
        (f"{ID}term-0001", "es", "alerta de inundación (es)"),
        (f"{ID}plan-rba", "en", "plan-rba (code)"),
        (f"{MG}stated", "en", "stated (code)"),
        (f"{ID}not-there", "en", "not-there (code)"),
    ],
)
def test_label_is_the_form_that_the_policy_chooses(
    example_graph: MandateGraph, iri: str, asked: str, label: str
) -> None:
    assert shown(example_graph, iri, asked) == label


def test_all_forms_are_given_best_source_first_and_the_code_last(
    example_graph: MandateGraph,
) -> None:
    assert all_forms(example_graph, [O1, O2]) == {
        O1: [
            Form("Reduce flood damage.", "en"),
            Form("Réduire les dommages dus aux inondations.", "fr"),
            Form("OBJECTIVE 1", "en", "label"),
            Form("rba-o1", "", "code"),
        ],
        O2: [
            Form("OBJECTIVE 2", "en", "label"),
            Form("OBJECTIF 2", "fr", "label"),
            Form("rba-o2", "", "code"),
        ],
    }


def test_rejected_forms_are_never_shown() -> None:
    graph = graph_of("""
<a> mg:textForm <a-fr> ; mg:labelForm <a-label-fr> .
<a-fr> xl:literalForm "faux"@fr ; mg:reviewState mg:stateRejected ;
  mg:textAuthority mg:issuer .
<a-label-fr> xl:literalForm "FAUX"@fr ; mg:reviewState mg:stateRejected .
""")
    assert shown(graph, f"{ID}a", "fr") == "a (code)"


def test_a_later_source_speaks_only_where_the_earlier_are_silent() -> None:
    graph = graph_of("""
<a> skos:prefLabel "name"@en ; dct:title "title"@en, "titre"@fr ;
  rdfs:label "label"@en, "etiqueta"@es .
""")
    forms = all_forms(graph, [f"{ID}a"])[f"{ID}a"]
    assert [(f.text, f.lang) for f in forms[:-1]] == [
        ("name", "en"),
        ("titre", "fr"),
        ("etiqueta", "es"),
    ]


def test_the_more_trusted_of_two_forms_in_one_language_is_shown() -> None:
    graph = graph_of("""
<a> mg:textForm <a-1>, <a-2> .
<a-1> xl:literalForm "aaa"@fr ; mg:textAuthority mg:thirdParty ;
  mg:method mg:machineTranslation ; mg:reviewState mg:stateCandidate .
<a-2> xl:literalForm "zzz"@fr ; mg:textAuthority mg:thirdParty ;
  mg:method mg:humanTranslation ; mg:reviewState mg:stateUnderReview .
""")
    assert shown(graph, f"{ID}a", "fr") == "zzz (fr · candidate)"


@pytest.mark.parametrize(
    ("authority", "state", "method", "status"),
    [
        ("issuer", "stateReviewed", "humanTranslation", "issuer"),
        ("issuer", "stateCandidate", "original", "issuer"),
        ("thirdParty", "stateReviewed", "humanTranslation", "reviewed"),
        ("thirdParty", "stateReviewed", "machineTranslation", "reviewed"),
        ("thirdParty", "stateCandidate", "humanTranslation", "candidate"),
        ("thirdParty", "stateUnderReview", "postEdited", "candidate"),
        ("thirdParty", "stateCandidate", "machineTranslation", "machine"),
        ("thirdParty", "stateRejected", "humanTranslation", None),
        ("issuer", "stateRejected", "original", None),
        ("", "", "", "candidate"),
    ],
)
def test_status_follows_authority_state_and_method(
    authority: str, state: str, method: str, status: str | None
) -> None:
    assert form_status(authority, state, method) == status


@pytest.mark.parametrize(
    ("iri", "code"),
    [
        (f"{ID}ct-o1", "ct-o1"),
        (f"{MG}stated", "stated"),
        (f"{ID}text/a1#char=8,56", "a1#char=8,56"),
        ("https://example.org/", "example.org"),
        ("urn:isbn:0", "urn:isbn:0"),
    ],
)
def test_code_is_the_last_segment(iri: str, code: str) -> None:
    assert code_of(iri) == Form(code, "", "code")


def test_more_nodes_than_one_look_up_takes_are_all_labelled() -> None:
    count = 2 * BATCH + 1
    graph = graph_of(
        "".join(f'<n{n}> skos:prefLabel "{n}"@en .\n' for n in range(count))
    )
    iris = [f"{ID}n{n}" for n in range(count)]
    found = labels(graph, iris, LanguagePolicy(["en"]))
    assert [found[iri].text for iri in iris] == [str(n) for n in range(count)]


def test_what_is_no_iri_is_shown_by_its_code_and_not_asked_for() -> None:
    graph = graph_of('<a> skos:prefLabel "a"@en .')
    bad = "https://example.org/a> } #"
    assert labels(graph, [bad, ""], LanguagePolicy())[bad].status == "code"


def test_no_nodes_give_no_labels(example_graph: MandateGraph) -> None:
    assert labels(example_graph, [], LanguagePolicy()) == {}


POLICIES = ("fr", "ar,en", "es-MX,de", "en-GB", "de", "")


@pytest.mark.parametrize("asked", POLICIES)
def test_asking_first_in_the_languages_asked_for_changes_no_label(
    demo_graph: MandateGraph, asked: str
) -> None:
    query = "SELECT DISTINCT ?n { { ?n ?p ?o } UNION { ?s ?p ?n } FILTER(ISIRI(?n)) }"
    nodes = [node for (node,) in demo_graph.select_text(query)]
    assert len(nodes) > FEW  # of fewer, all forms are looked up at once
    policy = LanguagePolicy.parse(asked)
    assert labels(demo_graph, nodes, policy) == {
        node: policy.choose(forms)
        for node, forms in all_forms(demo_graph, nodes).items()
    }


@pytest.mark.parametrize("asked", POLICIES[:3])
def test_labels_are_the_same_on_a_server(
    endpoint: MandateGraph, example_graph: MandateGraph, asked: str
) -> None:
    query = "SELECT DISTINCT ?n { ?n ?p ?o FILTER(ISIRI(?n)) }"
    nodes = [node for (node,) in example_graph.select_text(query)]
    policy = LanguagePolicy.parse(asked)
    assert labels(endpoint, nodes, policy) == labels(example_graph, nodes, policy)


@pytest.mark.parametrize("lang", STATUS_WORDS)
def test_each_status_has_a_word_in_each_language(lang: str) -> None:
    assert tuple(STATUS_WORDS[lang]) == STATUSES


def test_notes_are_worded_in_the_first_language_that_has_words() -> None:
    policy = LanguagePolicy(["de", "es-mx", "fr"])
    assert noted("fr · label · machine", policy) == (
        "fr · rótulo impreso · traducción automática"
    )
    assert noted("fr", policy) == "fr"
    assert noted("", policy) == ""


def test_notes_keep_the_codes_in_english_and_when_no_language_is_asked_for() -> None:
    for policy in (LanguagePolicy(), LanguagePolicy(["en", "fr"])):
        assert noted("fr · machine", policy) == "fr · machine"


def test_columns_of_labels_have_codes_in_every_language(
    example_graph: MandateGraph,
) -> None:
    answer = run(example_graph, "results_of_objective", policy="ar")
    assert "candidate" in render(with_labels(answer), "csv")
