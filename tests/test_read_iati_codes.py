"""What IATI codes, years and addresses say, one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from mandategraph.language import is_language_tag
from mandategraph.read.iati.codes import (
    iso_year,
    language_tag,
    token,
)
from mandategraph.read.iati.links import SDG, sdg_concept, web_iri

KOS = SHARED / "corpora" / "sdg" / "lod4stats" / "sdg-kos-goals-targets-indicators.ttl"


def test_years_have_four_digits() -> None:
    assert iso_year(" 1900 ") == "1900"
    assert [iso_year(y) for y in ("12", "02020", "two", "", "9999")] == [None] * 5


@pytest.mark.parametrize(
    ("tag", "lang", "valid"),
    [
        ("en", "en", True),
        ("FR-ca", "fr-ca", True),
        ("", "und", True),
        ("zh_Hans", "zh-hans", False),
        ("English language", "und", False),
    ],
)
def test_language_tags_are_lower_case(tag: str, lang: str, *, valid: bool) -> None:
    assert language_tag(tag) == (lang, valid)


@given(st.text(max_size=20))
def test_any_tag_becomes_a_valid_one(tag: str) -> None:
    assert is_language_tag(language_tag(tag)[0])


@given(st.text(max_size=50))
def test_a_token_can_be_part_of_a_name(code: str) -> None:
    assert token(code) in ("", code)
    assert re.fullmatch(r"[A-Za-z0-9._-]*", token(code))


def test_numbers_of_the_un_list_lead_to_the_un_concepts() -> None:
    if not KOS.is_file():
        pytest.skip("the UN's list of concepts is not here")
    from rdflib import Graph, URIRef
    from rdflib.namespace import SKOS

    graph = Graph().parse(KOS)
    compact = URIRef("http://metadata.un.org/sdg/ontology#SDGCodeCompact")
    pairs = [
        (str(code), str(concept))
        for concept, code in graph.subject_objects(SKOS.notation)
        if getattr(code, "datatype", None) == compact
    ]
    found = {code: sdg_concept(code) for code, _ in pairs}
    assert found == dict(pairs)
    assert len(pairs) > 17 + 169 + 232


@pytest.mark.parametrize(
    ("code", "concept"),
    [
        ("6", "6"),
        ("06", "6"),
        (" 3.D ", "3.d"),
        ("03.0d", "3.d"),
        ("3.d.1", "C030d01"),
        (f"{SDG}4.1", "4.1"),
    ],
)
def test_numbers_may_have_zeros_and_capitals(code: str, concept: str) -> None:
    assert sdg_concept(code) == SDG + concept


@pytest.mark.parametrize("code", ["0", "18", "1.6", "1.c", "17.a", "x", "", "4.1.1.1"])
def test_other_codes_are_no_concepts(code: str) -> None:
    assert sdg_concept(code) is None


@pytest.mark.parametrize(
    ("printed", "iri"),
    [
        ("https://a.example", "https://a.example"),
        ("http://a.example/b?c=d&e#f", "http://a.example/b?c=d&e#f"),
        ("http://a.example/b c", "http://a.example/b%20c"),
        ("http://a.example/é", "http://a.example/%C3%A9"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("http://a.example/a%20b", "http://a.example/a%20b"),
        ("http://a.example/[x]{y}", "http://a.example/%5Bx%5D%7By%7D"),
        ("http://a.example/a#b#c", "http://a.example/a#b%23c"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("urn:isbn:0451450523", "urn:isbn:0451450523"),
    ],
)
def test_addresses_become_ascii_iris(printed: str, iri: str) -> None:
    assert web_iri(printed) == iri


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "www.a.example/b",
        "http:www.a.example",
        "http://",
        "http:///b",
        "https://a b.example/",
        "http://[::1/",
        "ftp://a.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@a.example",
        "http://user:word@a.example/",
    ],
)
def test_what_is_no_web_address_is_no_iri(printed: str) -> None:
    assert web_iri(printed) is None


@given(st.text(max_size=40).map(lambda t: f"http://a.example/{t}"))
def test_any_address_gives_an_iri_that_a_strict_parser_takes(text: str) -> None:
    import pyoxigraph

    iri = web_iri(text)
    if iri is not None:
        assert iri.isascii()
        line = f"<{iri}> <{iri}> <{iri}> .\n".encode()
        assert len(list(pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES))) == 1
