"""Real IATI files: everything that an independent count by XPath finds is read."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from conftest import SHARED
from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read import readings
from mandategraph.read.cover import leftover
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPUS = SHARED / "corpora" / "iati"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FILES = sorted(CORPUS.glob("activities*/*.xml"))
SMALL = sorted(CORPUS.glob("schema-tests/**/*.xml"))
needs_corpus = pytest.mark.skipif(not FILES, reason="the corpus of files is not here")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:24])


@lru_cache(maxsize=2)
def read(path: Path) -> tuple[Reading, ...]:
    found = tuple(readings(Input.of(path), format="iati"))
    assert all(isinstance(r, Reading) for r in found)
    return found  # type: ignore[return-value]


@lru_cache(maxsize=2)
def tree(path: Path) -> Any:
    return etree.parse(str(path), etree.XMLParser(remove_comments=True))


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def language(element: Any) -> str | None:
    tags = element.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")
    return str(tags[0]).lower() if tags else None


def printed(elements: list[Any]) -> list[list[tuple[str | None, str]]]:
    """The wordings of each element, by inheritance alone."""
    found: list[list[tuple[str | None, str]]] = []
    for element in elements:
        holders = element.findall("narrative") or [element]
        pairs = [(language(h), words("".join(h.itertext()))) for h in holders]
        found.append([(lang or "und", text) for lang, text in pairs if text])
    return found


def statements(path: Path, kind: str) -> list[Any]:
    return [s for r in read(path) for s in r.statements if s.type == kind]


@needs_corpus
@each_file
def test_there_is_a_reading_for_each_activity(path: Path) -> None:
    found = read(path)
    assert len(found) == len(tree(path).xpath("//iati-activity"))
    assert len({r.source.part for r in found}) == len(found)
    assert len({r.plans[0].key for r in found}) == len(found)
    identifiers = [words(e.text) for e in tree(path).xpath("//iati-identifier")]
    assert [r.plans[0].identifier for r in found if r.plans[0].identifier] == [
        i for i in identifiers if i
    ]


@needs_corpus
@each_file
@pytest.mark.parametrize(
    ("kind", "xpath"),
    [("expected_result", "//result"), ("indicator", "//result/indicator")],
)
def test_results_and_indicators_have_their_titles_and_languages(
    path: Path, kind: str, xpath: str
) -> None:
    found = [
        [(s.lang, s.text), *((w.lang, w.text) for w in s.also)]
        for s in statements(path, kind)
    ]
    assert found == printed(tree(path).xpath(f"{xpath}/title"))
    assert len(found) == len(tree(path).xpath(xpath))


@needs_corpus
@each_file
def test_objectives_are_the_descriptions_of_type_2(path: Path) -> None:
    found = [
        [(s.lang, s.text), *((w.lang, w.text) for w in s.also)]
        for s in statements(path, "objective")
    ]
    described = printed(tree(path).xpath("//iati-activity/description[@type='2']"))
    assert found == [wordings for wordings in described if wordings]


@needs_corpus
@each_file
def test_titles_are_those_of_the_activities(path: Path) -> None:
    found = [[(w.lang, w.text) for w in r.plans[0].title] for r in read(path)]
    activities = tree(path).xpath("//iati-activity")
    assert found == [
        [pair for title in printed(a.findall("title")) for pair in title]
        for a in activities
    ]


@needs_corpus
@each_file
def test_every_value_is_kept_as_printed_with_its_dates(path: Path) -> None:
    found = [
        (v.kind, v.printed, v.period.start if v.period else None)
        for s in statements(path, "indicator")
        for v in s.values
    ]
    expected = []
    for indicator in tree(path).xpath("//indicator"):
        for value in indicator.xpath("baseline[@value]|period/target|period/actual"):
            kind = "measurement" if value.tag == "actual" else value.tag
            start = value.getparent().xpath("string(period-start/@iso-date)")
            own = value.get("iso-date") or value.get("year")
            day = own if value.tag == "baseline" else start
            expected.append((kind, words(value.get("value")), day or None))
    assert found == expected


@needs_corpus
@each_file
def test_plain_numbers_are_typed_and_words_are_not(path: Path) -> None:
    for statement in statements(path, "indicator"):
        for value in statement.values:
            if re.fullmatch(r"\d+(\.\d+)?", value.printed):
                assert value.number is not None
                assert float(value.number) == float(value.printed)
            elif not re.search(r"\d", value.printed):
                assert value.number is None


@needs_corpus
@each_file
def test_tags_and_sectors_of_the_sdgs_are_links(path: Path) -> None:
    found = Counter(
        ref.iri.removeprefix("http://metadata.un.org/sdg/")
        for r in read(path)
        for ref in r.plans[0].references
        if ref.relation == "aligned_with"
    )
    xpath = (
        "//iati-activity/tag[@vocabulary='2' or @vocabulary='3']/@code"
        "|//iati-activity/sector[@vocabulary='7' or @vocabulary='8']/@code"
    )
    assert found == Counter(map(str, tree(path).xpath(xpath)))


@needs_corpus
@each_file
def test_transactions_and_budgets_are_counted(path: Path) -> None:
    counted: Counter[str] = Counter()
    for reading in read(path):
        for warning in reading.warnings:
            if warning.code == "not_carried":
                for name, count in re.findall(r"([^,]+) x (\d+)", warning.message):
                    counted[name.strip()] += int(count)
    for tag in ("transaction", "budget", "location", "contact-info"):
        assert counted[tag] == len(tree(path).xpath(f"//iati-activity/{tag}"))


@needs_corpus
@each_file
def test_every_wording_of_a_plan_is_in_the_text(path: Path) -> None:
    carried = "title|description|reporting-org|participating-org|activity-date|result"
    xpath = "|".join(f"{tag}//narrative" for tag in carried.split("|"))
    for reading, activity in zip(read(path), activities_of(path), strict=True):
        text = words(reading.source.text)
        for narrative in activity.xpath(xpath):
            assert words("".join(narrative.itertext())) in text


def activities_of(path: Path) -> list[Any]:
    return list(tree(path).xpath("//iati-activity"))


def strings(element: Any) -> Iterator[str]:
    """Attributes and texts of an element in the order of the file, or the attribute."""
    if isinstance(element, str):
        if getattr(element, "attrname", "") != LANG:
            yield str(element)
        return
    yield from (value for name, value in element.items() if name != LANG)
    yield element.text or ""
    for child in element:
        yield from strings(child)
        yield child.tail or ""


@needs_corpus
@each_file
def test_every_place_leads_back_to_its_words(path: Path) -> None:
    document = tree(path)
    for reading in read(path)[:40]:
        text = reading.source.text
        for place in reading.source.places:
            nodes = document.xpath(place.path)
            assert nodes, place.path
            there = " ".join(part for node in nodes for part in strings(node))
            assert words(place.span.of(text)) in words(there), place.path


@needs_corpus
@each_file
def test_every_character_is_accounted_for(path: Path) -> None:
    for r in read(path):
        assert r.leftover == leftover(r.source.text, r.plans, r.marks)
        assert list(r.marks) == sorted(r.marks)
        spans = [p.span for p in r.source.places]
        assert spans == sorted(spans)


KNOWN = {  # results, indicators
    "CAF-ActivityFile-2025-10-10": (493, 493),
    "worldbank-679": (75, 75),
    "wri-521257057-strategic-plan-2023-2027": (16, 24),
    "who-arg": (0, 0),
    "usaid-bo": (0, 0),
}


@needs_corpus
@pytest.mark.parametrize("name", KNOWN)
def test_the_counts_are_those_of_the_relational_tables(name: str) -> None:
    path = CORPUS / "activities" / f"{name}.xml"
    found = statements(path, "expected_result"), statements(path, "indicator")
    assert (len(found[0]), len(found[1])) == KNOWN[name]


@needs_corpus
def test_organisation_files_are_refused_in_one_line() -> None:
    for path in sorted((CORPUS / "organisations").glob("*.xml")):
        with pytest.raises(SourceError, match="describes organisations") as caught:
            list(readings(Input.of(path), format="iati"))
        assert "\n" not in str(caught.value)


@needs_corpus
def test_each_small_document_is_read_or_refused_in_one_line() -> None:
    refusals = []
    for path in SMALL:
        try:
            found = read(path)
        except SourceError as error:
            refusals.append(str(error))
            continue
        kinds = Counter(s.type for r in found for s in r.statements)
        document = tree(path)
        assert len(found) == len(document.xpath("//iati-activity"))
        assert kinds["expected_result"] == len(document.xpath("//iati-activity/result"))
        assert kinds["indicator"] == len(document.xpath("//result/indicator"))
    assert len(SMALL) == 137
    assert not refusals  # all are well-formed; what their schema forbids is no obstacle
