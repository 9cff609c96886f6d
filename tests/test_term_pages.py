"""The reference pages of the ontology: fresh, whole, and each in one language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rdflib import OWL, RDF, SKOS, Literal

from conftest import CHECKOUT, LANGUAGES
from mandategraph.errors import UnknownNameError
from mandategraph.namespaces import MG_NS
from mandategraph.term_pages import WORDS, read_ontology, write_term_pages
from mandategraph.vocab import MG

COMMITTED = CHECKOUT / "docs" / "terms"
ARABIC = re.compile("[\u0600-\u06ff]")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def page(lang: str) -> str:
    return (COMMITTED / f"{lang}.md").read_text("utf-8")


@cache
def labels(lang: str) -> dict[str, str]:
    """Local name and label of each term."""
    return {
        str(term).removeprefix(MG_NS): str(label)
        for term, label in read_ontology().subject_objects(SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == lang
    }


def prose(lang: str) -> str:
    """The page without code, diagram, HTML, link targets and names of languages."""
    text = re.sub(r"```.*?```", "", page(lang), flags=re.DOTALL)
    text = re.sub(r"`[^`]*`|<[^>]*>|\]\([^)]*\)", " ", text)
    for words in WORDS.values():
        text = text.replace(words.name, "")
    return text


@each_language
def test_the_committed_page_is_fresh(lang: str, tmp_path: Path) -> None:
    write_term_pages(tmp_path)
    assert (tmp_path / f"{lang}.md").read_text("utf-8") == page(lang)


def test_pages_are_written_in_the_order_asked(tmp_path: Path) -> None:
    paths = write_term_pages(tmp_path / "new", ["ar", "en"])
    assert paths == [tmp_path / "new" / "ar.md", tmp_path / "new" / "en.md"]


def test_a_page_links_only_to_pages_that_are_written(tmp_path: Path) -> None:
    [path] = write_term_pages(tmp_path, ["fr"])
    assert ".md" not in path.read_text("utf-8")


def test_a_language_that_the_ontology_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        write_term_pages(tmp_path / "pages", ["en", "de"])
    assert (caught.value.name, caught.value.known) == ("de", LANGUAGES)
    assert not (tmp_path / "pages").exists()


@each_language
def test_every_term_has_one_anchor(lang: str) -> None:
    anchors = re.findall(r'<a id="(\w+)"></a>', page(lang))
    assert sorted(anchors) == sorted(MG.__annotations__.keys() - {"_NS", "_fail"})


@each_language
def test_every_term_stands_under_its_own_label(lang: str) -> None:
    headings = dict(re.findall(r'#+ <a id="(\w+)"></a>(.+)', page(lang)))
    assert headings == labels(lang)


@each_language
def test_every_link_leads_to_an_anchor(lang: str) -> None:
    links = re.findall(r"\]\((?:(\w+)\.md)?(?:#(\w+))?\)", page(lang))
    broken = [
        (other, anchor)
        for other, anchor in links
        if anchor and f'<a id="{anchor}"></a>' not in page(other or lang)
    ]
    assert broken == []


@each_language
def test_no_label_of_another_language_is_shown(lang: str) -> None:
    shown = set(re.findall(r"\[([^\]`]+)\]\(#", page(lang)))
    shown |= set(re.findall(r'"([^"]+)"\]?(?: -->|$)', page(lang), re.MULTILINE))
    own = set(labels(lang).values())
    assert shown <= own
    foreign = {text for other in LANGUAGES for text in labels(other).values()} - own
    assert shown & foreign == set()


@each_language
def test_no_definition_or_note_of_another_language_is_shown(lang: str) -> None:
    graph = read_ontology()
    text = page(lang).replace("`", "")
    own: set[str] = set()
    foreign: set[str] = set()
    for predicate in (SKOS.definition, SKOS.scopeNote, SKOS.note, SKOS.editorialNote):
        for value in graph.objects(None, predicate):
            if isinstance(value, Literal):
                (own if value.language == lang else foreign).add(str(value))
    assert [value for value in foreign - own if value in text] == []


@each_language
def test_headings_of_the_page_are_in_its_language(lang: str) -> None:
    words = WORDS[lang]
    headings = re.findall(r"^## (.+)$", page(lang), re.MULTILINE)
    assert headings == [
        words.chain,
        words.classes,
        words.relations,
        words.values,
        words.lists,
    ]


def test_an_arabic_page_has_no_latin_words_but_proper_names() -> None:
    latin = set(re.findall(r"[A-Za-z]+", prose("ar")))
    assert latin <= {"Mandate", "Graph", "SHA", "UTF"}


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_page_in_latin_script_has_no_arabic_letters(lang: str) -> None:
    assert ARABIC.findall(prose(lang)) == []


def test_the_arabic_page_runs_from_right_to_left() -> None:
    assert page("ar").startswith('<div dir="rtl" lang="ar">\n\n# ')
    assert page("ar").endswith("\n\n</div>\n")


def test_markdown_inside_the_arabic_block_is_rendered() -> None:
    html = MarkdownIt().render(page("ar"))
    assert f'<h3><a id="Objective"></a>{labels("ar")["Objective"]}</h3>' in html
    assert html.count('<div dir="rtl" lang="ar">') == html.count("</div>") == 1


@each_language
def test_a_definition_and_its_note_are_on_the_page(lang: str) -> None:
    graph = read_ontology()
    block = page(lang).partition('<a id="OpenLink"></a>')[2].partition("\n#")[0]
    for predicate in (SKOS.definition, SKOS.scopeNote):
        [text] = [
            str(value)
            for value in graph.objects(MG.OpenLink, predicate)
            if isinstance(value, Literal) and value.language == lang
        ]
        assert text in block


def test_a_relation_says_from_where_to_where_it_leads() -> None:
    block = page("en").partition('<a id="serves"></a>')[2].partition("\n#")[0]
    assert "- Kind of: [contributes to](#contributesTo)" in block
    assert "- From: [Objective](#Objective)\n- To: [Mandate](#Mandate)" in block
    assert "- Inverse: [is served by](#isServedBy)" in block


def test_ends_that_are_a_union_are_joined_in_the_language_of_the_page() -> None:
    block = page("es").partition('<a id="reviews"></a>')[2].partition("\n#")[0]
    assert "- A: [Afirmación](#Claim) o [Forma textual](#TextForm)" in block


def test_a_code_stands_under_its_list_with_its_notation() -> None:
    section = page("fr").partition('<a id="TextAuthorityScheme"></a>')[2]
    section = section.partition("\n### ")[0]
    codes = re.findall(r'#### <a id="(\w+)"></a>', section)
    assert codes == ["issuer", "thirdParty"]
    assert "- Notation\u00a0: `third-party`" in section


def test_every_class_is_in_the_index() -> None:
    index = page("en").partition("**Classes**")[2].partition("\n")[0]
    names = re.findall(r"\(#(\w+)\)", index)
    classes = read_ontology().subjects(RDF.type, OWL.Class)
    own = {str(c).removeprefix(MG_NS) for c in classes if str(c).startswith(MG_NS)}
    assert set(names) == own
