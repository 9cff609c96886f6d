"""What IATI codes, dates, numbers and addresses say, one by one."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from mandategraph.language import is_language_tag
from mandategraph.read.iati_codes import (
    canonical,
    iso_day,
    iso_year,
    language_tag,
    number,
    token,
)
from mandategraph.read.iati_links import SDG, sdg_concept, web_iri

KOS = SHARED / "corpora" / "sdg" / "lod4stats" / "sdg-kos-goals-targets-indicators.ttl"


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("10", "10"),
        ("0", "0"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("007", "7"),
        ("+3.50", "3.5"),
        ("\u22124", "-4"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.250", "1.25"),  # XSD's notation: a point is a decimal point
        ("1E3", "1000"),
        ("2.5e-2", "0.025"),
        ("10,000.00", "10000"),
        ("30,000,000", "30000000"),
        ("1.250.000", "1250000"),
        ("1.250,5", "1250.5"),
        (" 41.50 ", "41.5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("\u0661\u0662\u0665", "125"),  # Arabic-Indic digits
    ],
)
def test_one_number_is_typed(printed: str, canonical: str) -> None:
    assert number(printed) == (canonical, False)


@pytest.mark.parametrize(
    "printed",
    [
        "1,250",  # 1250 or 1.25
        "12,5",
        "1 250",
        "1250 households",
        "USD 5",
        "N=35;P=55",
        "10-20",
        "> 5",
        "n/a",
        "Yes",
        "",
        "-",
        ".",
        "1e999",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "10,00,000.00",
        "1,2345,678",
        "1" * 41,
        "\u00bd",
    ],
)
def test_what_may_be_another_number_or_none_is_not_typed(printed: str) -> None:
    assert number(printed) == (None, False)


@pytest.mark.parametrize(
    ("printed", "canonical"), [("45%", "45"), ("45 %", "45"), ("1,300.5%", "1300.5")]
)
def test_a_percent_sign_is_a_unit(printed: str, canonical: str) -> None:
    assert number(printed) == (canonical, True)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_decimal_keeps_its_value(value: Decimal) -> None:
    if len(f"{value:f}") <= 40:
        found, _ = number(f"{value:f}")
        assert found is not None
        assert Decimal(found) == value
        assert found == canonical(Decimal(found))


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found, _ = number(text)
    assert found is None or re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", found)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024-02-29Z", "2024-02-29"),
        ("2024-02-29+02:00", "2024-02-29"),
        ("2024-02-29T23:59:59.5Z", "2024-02-29"),
        (" 2024-02-29 ", "2024-02-29"),
        ("2023-02-29", None),
        ("29/02/2024", None),
        ("2024-2-9", None),
        ("2024", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_days_are_those_of_the_calendar(printed: str, day: str | None) -> None:
    assert iso_day(printed) == day


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
