"""The sources of the demo graph: the leaflets, their translations and the glossary.

Offsets are written down here by hand, not taken from the package's own reading.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from typing import Any, Final

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, URIRef

from conftest import CHECKOUT, LANGUAGES, LEAFLETS

SOURCES: Final = CHECKOUT / "sources"
SHA256: Final = "a233b9fbf9c2d1a6c12de70e860d3cab65c5cd832426a820b35ca1b8db1f9576"
SOURCE_LANG: Final = {"fcc": "en", "ct": "fr"}
TABLES: Final = [
    (plan, lang)
    for plan, source in SOURCE_LANG.items()
    for lang in LANGUAGES
    if lang != source
]
COLUMNS: Final = (
    *("element", "field", "source_lang", "source", "lang", "translation"),
    *("status", "authority", "method", "agent", "note"),
)
# (element, field) -> [start, end) of the source wording in code points.
FCC_SPANS: Final = {
    ("o1", "label"): (1, 12),
    ("o1", "text"): (15, 126),
    ("o2", "label"): (127, 138),
    ("o2", "text"): (142, 261),
    ("o3", "label"): (263, 274),
    ("o3", "text"): (276, 359),
    ("o4", "label"): (360, 371),
    ("o4", "text"): (375, 532),
}
CT_SPANS: Final = {
    ("m", "label"): (534, 540),
    ("m", "text"): (543, 758),
    ("o4", "label"): (764, 774),
    ("o1", "label"): (774, 784),
    ("o2", "label"): (785, 795),
    ("o3", "label"): (796, 806),
}
BULLETS: Final = (807, 3457)  # from the first bullet to the heading below the last
HEADING: Final = (3457, 3502)  # without its colon
# Bidirectional marks, embeddings, overrides and isolates.
BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ARABIC: Final = re.compile("[\u0600-\u06ff]")
LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
TERM: Final = "https://w3id.org/mandategraph/id/term-"
CODES: Final = {
    "status": {"stateCandidate", "stateUnderReview", "stateReviewed", "stateRejected"},
    "authority": {"issuer", "thirdParty"},
    "method": {"original", "humanTranslation", "machineTranslation", "postEdited"},
}

Key = tuple[str, str]


def leaflets() -> str:
    return LEAFLETS.read_bytes().decode("utf-8")


def one_line(text: str) -> str:
    return " ".join(text.split())


def minted(letter: str, cls: str, text: str) -> str:
    wording = one_line(unicodedata.normalize("NFC", text))
    return f"{letter}-{hashlib.sha256(f'ct|{cls}|{wording}'.encode()).hexdigest()[:10]}"


def expected_wordings(plan: str) -> dict[Key, str]:
    """Element and field -> source wording, cut from the leaflets by offset."""
    text = leaflets()
    spans = FCC_SPANS if plan == "fcc" else CT_SPANS
    wordings = {key: one_line(text[start:end]) for key, (start, end) in spans.items()}
    if plan == "ct":
        for item in text[slice(*BULLETS)].split("•")[1:]:
            wording = one_line(item)
            wordings[minted("r", "ExpectedResult", wording), "text"] = wording
        heading = one_line(text[slice(*HEADING)])
        wordings[minted("h", "SectionHeading", heading), "label"] = heading
    return wordings


def rows(plan: str, lang: str) -> list[dict[str, str]]:
    raw = (SOURCES / "translations" / f"{plan}.{lang}.tsv").read_bytes()
    head, *lines = raw.decode("utf-8").removesuffix("\n").split("\n")
    assert tuple(head.split("\t")) == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def manifest() -> dict[str, Any]:
    return tomllib.loads((SOURCES / "manifest.toml").read_text("utf-8"))


def glossary() -> Graph:
    return Graph().parse(SOURCES / "glossary.ttl")


def concepts(graph: Graph) -> list[URIRef]:
    found = graph.subjects(RDF.type, SKOS.Concept)
    return sorted(c for c in found if isinstance(c, URIRef))


def labels(graph: Graph, concept: URIRef) -> dict[str, str]:
    found = graph.objects(concept, SKOS.prefLabel)
    return {o.language or "": str(o) for o in found if isinstance(o, Literal)}


def quoted_forms(graph: Graph, concept: URIRef) -> list[tuple[str, str, str]]:
    """(lang, form, plan) that the concept's scope note says occur in a leaflet."""
    note = str(graph.value(concept, SKOS.scopeNote))
    return [
        (lang, form, plan)
        for lang, forms, plan in re.findall(r"\b(\w\w) (“[^()]+”) \(plan (\w+)\)", note)
        for form in re.findall("“([^”]+)”", forms)
    ]


def test_leaflets_are_the_bytes_as_supplied() -> None:
    raw = LEAFLETS.read_bytes()
    assert hashlib.sha256(raw).hexdigest() == SHA256
    assert len(leaflets()) == 3508


def test_folder_holds_one_table_per_plan_and_target_language() -> None:
    names = {path.name for path in (SOURCES / "translations").iterdir()}
    assert names == {f"{plan}.{lang}.tsv" for plan, lang in TABLES}


def test_offsets_give_twenty_three_statements() -> None:
    elements = [e for plan in SOURCE_LANG for e, _ in expected_wordings(plan)]
    assert len(set(elements)) == 4 + 1 + 4 + 13 + 1 - 4  # o1..o4 stand in both plans
    assert sum(e.startswith("r-") for e in elements) == 13


def test_first_result_has_the_published_key() -> None:
    wording = one_line(leaflets()[810:1061])
    assert wording.startswith("Présence renforcée d’INTERPOL")
    assert wording.endswith("inspirés par ses Membres.")
    assert minted("r", "ExpectedResult", wording) == "r-d84df12913"


@pytest.mark.parametrize(("plan", "lang"), TABLES)
class TestTable:
    def test_every_wording_and_label_has_one_row(self, plan: str, lang: str) -> None:
        found = [(row["element"], row["field"]) for row in rows(plan, lang)]
        assert len(found) == len(set(found))
        assert set(found) == set(expected_wordings(plan))

    def test_source_is_the_wording_of_the_leaflet(self, plan: str, lang: str) -> None:
        table = {(r["element"], r["field"]): r["source"] for r in rows(plan, lang)}
        assert table == expected_wordings(plan)

    def test_languages_are_those_of_plan_and_file_name(
        self, plan: str, lang: str
    ) -> None:
        table = rows(plan, lang)
        assert {row["source_lang"] for row in table} == {SOURCE_LANG[plan]}
        assert {row["lang"] for row in table} == {lang}

    def test_cells_are_nfc_and_trimmed(self, plan: str, lang: str) -> None:
        for row in rows(plan, lang):
            for cell in row.values():
                assert unicodedata.is_normalized("NFC", cell)
                assert cell == one_line(cell)

    def test_file_has_no_carriage_return_bom_or_bidi_control(
        self, plan: str, lang: str
    ) -> None:
        path = SOURCES / "translations" / f"{plan}.{lang}.tsv"
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n")
        assert not {"\r", "\ufeff"} & set(text)
        assert not BIDI.search(text)

    def test_translation_is_written_in_the_script_of_its_language(
        self, plan: str, lang: str
    ) -> None:
        wanted, foreign = (ARABIC, LATIN) if lang == "ar" else (LATIN, ARABIC)
        for row in rows(plan, lang):
            assert wanted.search(row["translation"])
            assert not foreign.search(row["translation"])

    def test_translation_ends_as_its_source_does(self, plan: str, lang: str) -> None:
        for row in rows(plan, lang):
            source, translation = row["source"], row["translation"]
            assert translation.endswith(".") == source.endswith(".")

    def test_numbers_of_labels_are_kept(self, plan: str, lang: str) -> None:
        for row in rows(plan, lang):
            numbers = re.findall(r"\d+", row["source"])
            assert re.findall(r"\d+", row["translation"]) == numbers

    def test_no_two_wordings_share_a_translation(self, plan: str, lang: str) -> None:
        translations = [row["translation"] for row in rows(plan, lang)]
        assert len(translations) == len(set(translations))

    def test_codes_are_those_of_the_ontology(self, plan: str, lang: str) -> None:
        for row in rows(plan, lang):
            for name, codes in CODES.items():
                assert row[name] in codes

    def test_machine_translation_is_neither_the_issuers_nor_a_persons(
        self, plan: str, lang: str
    ) -> None:
        kinds = {agent["id"]: agent["kind"] for agent in manifest()["agent"]}
        for row in rows(plan, lang):
            if row["method"] == "machineTranslation":
                assert row["authority"] == "thirdParty"
                assert kinds[row["agent"]] == "software"

    def test_apostrophes_and_quotation_marks_are_typographic(
        self, plan: str, lang: str
    ) -> None:
        for row in rows(plan, lang):
            assert not {"'", '"'} & set(row["translation"])


@pytest.mark.parametrize(
    ("plan", "lang", "source", "translation"),
    [
        ("fcc", "fr", "member countries", "pays membres"),
        ("fcc", "es", "member countries", "países miembros"),
        ("fcc", "ar", "member countries", "البلدان الأعضاء"),
        ("fcc", "fr", "financial crime", "criminalité financière"),
        ("fcc", "es", "financial crime", "delincuencia financiera"),
        ("fcc", "ar", "financial crime", "جريمة المالية"),
        ("ct", "en", "pays membres", "member countries"),
        ("ct", "es", "pays membres", "países miembros"),
        ("ct", "ar", "pays membres", "البلدان الأعضاء"),
        ("ct", "en", "renseignements criminels", "criminal intelligence"),
        ("ct", "es", "renseignements criminels", "inteligencia criminal"),
        ("ct", "ar", "renseignements criminels", "بيانات الاستخبار الجنائي"),
        ("ct", "en", "services chargés de l’application", "law enforcement"),
        ("ct", "ar", "chargés de l’application de la loi", "إنفاذ القانون"),
        ("ct", "es", "chargés de l’application", "encargados de la aplicación"),
        ("ct", "en", "coopération policière", "police cooperation"),
        ("ct", "es", "coopération policière", "cooperación policial"),
        ("ct", "ar", "coopération policière", "تعاون الشرطي"),
        ("ct", "en", "antiterroriste", "counter-terrorism"),
        ("ct", "es", "antiterroriste", "antiterrorista"),
        ("ct", "ar", "antiterroriste", "مكافحة الإرهاب"),
    ],
)
def test_term_is_translated_the_same_everywhere(
    plan: str, lang: str, source: str, translation: str
) -> None:
    hits = [row for row in rows(plan, lang) if source in row["source"]]
    assert hits
    for row in hits:
        assert translation in row["translation"]


def test_manifest_describes_the_leaflets_as_they_are() -> None:
    (source,) = manifest()["source"]
    assert source["file"] == "interpol-leaflets.txt"
    assert source["sha256"] == SHA256
    assert source["plan"] == [{"index": 1, "key": "fcc"}, {"index": 2, "key": "ct"}]


def test_manifest_names_only_agents_and_organisations_it_declares() -> None:
    table = manifest()
    agents = {row["id"] for row in table["agent"]}
    declared = agents | {row["id"] for row in table["organisation"]}
    assert {fact["agent"] for fact in table["fact"]} <= agents
    assert {fact["object"] for fact in table["fact"]} <= declared
    assert {source["provided_by"] for source in table["source"]} <= agents
    used = {row["agent"] for plan, lang in TABLES for row in rows(plan, lang)}
    assert used <= agents


def test_manifest_has_a_name_in_each_language_for_whom_it_declares() -> None:
    table = manifest()
    for row in table["agent"] + table["organisation"]:
        assert set(row["names"]) == set(LANGUAGES)


def test_manifest_asserts_no_year_title_or_day_of_retrieval() -> None:
    table = manifest()
    assert {fact["predicate"] for fact in table["fact"]} == {"planOf"}
    for source in table["source"]:
        assert not {"retrieved", "title", "year"} & set(source)


def test_issuer_of_the_english_leaflet_is_not_in_its_text() -> None:
    assert "INTERPOL" not in leaflets()[:534]
    (fact,) = [f for f in manifest()["fact"] if f["plan"] == "fcc"]
    assert fact["basis"] == "basisExternalMetadata"


def test_glossary_concepts_have_opaque_codes() -> None:
    graph = glossary()
    codes = [c.removeprefix(TERM) for c in concepts(graph)]
    assert codes == [f"{n:04}" for n in range(1, len(codes) + 1)]
    for concept, code in zip(concepts(graph), codes, strict=True):
        assert str(graph.value(concept, SKOS.notation)) == code


def test_glossary_concepts_have_one_label_in_each_language() -> None:
    graph = glossary()
    assert len(concepts(graph)) >= 10
    for concept in concepts(graph):
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 4
        assert set(labels(graph, concept)) == set(LANGUAGES)


def test_glossary_labels_are_nfc_without_bidi_controls() -> None:
    graph = glossary()
    for concept in concepts(graph):
        for label in labels(graph, concept).values():
            assert unicodedata.is_normalized("NFC", label)
            assert not BIDI.search(label)


def test_glossary_labels_are_unique_in_each_language() -> None:
    graph = glossary()
    pairs = [pair for c in concepts(graph) for pair in labels(graph, c).items()]
    assert len(pairs) == len(set(pairs))


def test_forms_quoted_in_scope_notes_stand_in_their_leaflet() -> None:
    text = leaflets()
    leaflet = {"fcc": one_line(text[:534]), "ct": one_line(text[534:])}
    graph = glossary()
    for concept in concepts(graph):
        forms = quoted_forms(graph, concept)
        assert forms
        for lang, form, plan in forms:
            assert lang == SOURCE_LANG[plan]
            assert form in leaflet[plan]


def test_label_that_stands_in_the_leaflet_of_its_language_is_quoted() -> None:
    text = leaflets()
    leaflet = {"en": one_line(text[:534]), "fr": one_line(text[534:])}
    graph = glossary()
    for concept in concepts(graph):
        quoted = {(lang, form) for lang, form, _ in quoted_forms(graph, concept)}
        for lang, label in labels(graph, concept).items():
            if label in leaflet.get(lang, ""):
                assert (lang, label) in quoted


def test_forms_that_stand_in_no_leaflet_are_said_to_be_ours() -> None:
    names = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic"}
    graph = glossary()
    for concept in concepts(graph):
        notes = [str(note) for note in graph.objects(concept, SKOS.editorialNote)]
        (own,) = [note for note in notes if "the project’s own" in note]
        quoted = {lang for lang, _, _ in quoted_forms(graph, concept)}
        for lang, name in names.items():
            assert (name in own) == (lang not in quoted)


def test_glossary_is_one_scheme_without_outside_mappings() -> None:
    graph = glossary()
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    mappings = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
    for concept in concepts(graph):
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
        for mapping in mappings:
            assert (concept, mapping, None) not in graph
