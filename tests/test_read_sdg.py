"""The Sustainable Development Goals as a framework: Turtle, YAML, folders of both."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA, SHARED
from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.model import Concept, Framework
from mandategraph.read import format_of
from mandategraph.read.sdg.codes import REPLACED, code_of, is_notation
from mandategraph.read.sdg.reader import readings
from mandategraph.read.source import Input
from reading_checks import refused_as_expected, survives

VALID = DATA / "sdg" / "valid"
INVALID = sorted((DATA / "sdg" / "invalid").rglob("*.expected"))
CORPUS = SHARED / "corpora" / "sdg"
TURTLE = CORPUS / "lod4stats" / "sdg-kos-goals-targets-indicators.ttl"
TEXTS = CORPUS / "translations"
SDG = "http://metadata.un.org/sdg/"
corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora are absent")


def one(path: Path) -> Framework:
    (found,) = readings(Input.of(path))
    return found


def by_local(framework: Framework) -> dict[str, Concept]:
    return {c.iri.removeprefix(SDG): c for c in framework.concepts}


def messages(framework: Framework, code: str) -> list[str]:
    return [w.message for w in framework.warnings if w.code == code]


# --- Turtle --------------------------------------------------------------------


def test_goals_targets_indicators_and_series_are_concepts_in_order() -> None:
    found = one(VALID / "framework.ttl")
    assert (found.key, found.media_type) == ("sdg", "text/turtle")
    assert [(c.kind, c.iri.removeprefix(SDG)) for c in found.concepts] == [
        ("scheme", "http://metadata.un.org/sdg"),
        ("goal", "2"),
        ("goal", "10"),
        ("target", "2.b"),
        ("target", "10.6"),
        ("indicator", "C020b02"),
        ("indicator", "C200205"),
        ("series", "XX_BREAD"),
    ]


def test_labels_are_by_language_in_lower_case_and_notations_compact_first() -> None:
    bread = by_local(one(VALID / "framework.ttl"))["2"]
    assert bread.labels == (("en", "Everybody has bread"), ("fr", "Chacun a du pain"))
    assert bread.notations == ("2", "02")
    assert bread.forms == ()


def test_an_indicator_stands_under_each_of_its_targets() -> None:
    seats = by_local(one(VALID / "framework.ttl"))["C200205"]
    assert seats.broader == (f"{SDG}10.6", f"{SDG}2.b")
    assert seats.notations == ("10.6.1", "16.8.1", "10.06.01", "C200205")


def test_the_framework_s_own_relation_is_broader_too() -> None:
    assert by_local(one(VALID / "framework.ttl"))["C020b02"].broader == (f"{SDG}2.b",)


def test_of_two_labels_in_one_language_the_longest_stays_and_the_other_is_told() -> (
    None
):
    found = one(VALID / "framework.ttl")
    assert by_local(found)["2.b"].labels == (("en", "Bakers sell at a fair price"),)
    assert messages(found, "second_label") == [
        "2.b has another label in en, left out: Bakers"
    ]


def test_what_has_no_place_is_counted() -> None:
    found = one(VALID / "framework.ttl")
    assert messages(found, "not_carried") == [
        "Concept x 1: no part of a framework",
        "altLabel x 1: no part of a framework",
        "prefLabel without words or language x 1: no part of a framework",
        "tier x 1: no part of a framework",
    ]
    assert messages(found, "unknown_broader") == [
        f"10.6 is below {SDG}99, which the file does not describe"
    ]


# --- YAML ----------------------------------------------------------------------


def test_texts_of_translators_are_forms_and_never_labels() -> None:
    found = one(VALID / "texts" / "fr" / "aims.yml")
    assert found.key == "sdg-fr-aims"
    assert all(c.labels == () for c in found.concepts)
    forms = {c.iri.removeprefix(SDG): c.forms for c in found.concepts}
    assert forms == {
        "2": (("fr", "Que chacun ait du pain"),),
        "2.b": (("fr", "Les boulangers vendent à un juste prix"),),
        "C020b02": (("fr", "Le prix d'une miche"),),
        "C200205": (("fr", "La part des sièges"),),  # two codes, one indicator
        "4.1": (("fr", "no"),),  # YAML's word for false is a text here
    }
    assert by_local(found)["C200205"].notations == ("10.6.1", "16.8.1")


def test_a_text_whose_code_passed_to_another_indicator_is_left_out_and_told() -> None:
    found = one(VALID / "texts" / "fr" / "aims.yml")
    assert "C010a01" not in by_local(found)
    (message,) = messages(found, "replaced_code")
    assert message.startswith("1.a.1: left out")


def test_short_names_lists_and_empty_texts_are_counted() -> None:
    found = one(VALID / "texts" / "fr" / "aims.yml")
    assert messages(found, "not_carried") == [
        "empty text x 1: no part of a framework",
        "list x 1: no part of a framework",
        "short name x 1: no part of a framework",
        "text of the user interface x 1: no part of a framework",
    ]


def test_the_folder_s_name_is_the_language() -> None:
    found = one(VALID / "texts" / "zh-Hans" / "aims.yaml")
    assert found.concepts[0].forms == (("zh-hans", "人人有面包"),)
    assert found.key == "sdg-zh-hans-aims"


def test_a_folder_gives_each_file_a_framework_of_its_own() -> None:
    found = list(readings(Input.of(VALID)))
    assert [f.key for f in found] == [
        "sdg",
        "sdg-en-aims",
        "sdg-fr-aims",
        "sdg-zh-hans-aims",
    ]
    assert messages(found[0], "not_read") == [
        "no text of the SDG: texts/fr/interface.yml"
    ]
    assert found[2] == one(VALID / "texts" / "fr" / "aims.yml")


def test_two_files_of_one_key_in_a_folder_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = tmp_path / name / "fr"
        folder.mkdir(parents=True)
        (folder / "goals.yml").write_text("1-title: un", "utf-8")
    with pytest.raises(SourceError, match="several files give the texts sdg-fr-goals"):
        list(readings(Input.of(tmp_path)))


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing", "utf-8")
    with pytest.raises(SourceError, match="no file in it"):
        list(readings(Input.of(tmp_path)))


# --- codes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("compact", "kind", "local"),
    [
        ("1", "goal", "1"),
        ("17", "goal", "17"),
        ("16.a", "target", "16.a"),
        ("4.1", "target", "4.1"),
        ("4.1.1", "indicator", "C040101"),
        ("17.18.3", "indicator", "C171803"),
        ("3.b.2", "indicator", "C030b02"),
        ("13.1.1", "indicator", "C200303"),
    ],
)
def test_a_code_has_the_iri_that_the_un_gives(
    compact: str, kind: str, local: str
) -> None:
    code = code_of(compact)
    assert code is not None
    assert (code.kind, code.iri) == (kind, f"{SDG}{local}")


@pytest.mark.parametrize("text", ["", "0", "18", "1.", "1.1.1.1", "1.aa", "01", "1.A"])
def test_what_is_no_code_names_nothing(text: str) -> None:
    assert code_of(text) is None


def test_a_notation_belongs_to_its_kind() -> None:
    assert is_notation("01.0a.01", "indicator")
    assert is_notation("C200303", "indicator")
    assert not is_notation("1.1", "indicator")
    assert not is_notation("1.1", "goal")
    assert not is_notation("C200303", "target")


# --- what is refused -------------------------------------------------------------


@pytest.mark.parametrize("expected", INVALID, ids=lambda p: p.stem)
def test_a_broken_file_is_refused_in_one_clear_line(expected: Path) -> None:
    refused_as_expected(readings, expected)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("fr/a.yml", b""),
        ("fr/a.yml", b"[" * 100_000),
        ("fr/a.yml", b"{a: " * 100_000),
        ("fr/a.yml", b"1-title: \xff\xfe"),
        ("fr/a.yml", b"a: &x [y]\n" + b"b: *x\n" * 1000),
        ("fr/a.yml", b"!!python/object/apply:os.system ['true']"),
        ("a.ttl", b""),
        ("a.ttl", b"\x00" * 100),
        ("a.ttl", b"<a:b> <a:c> " + b"<<( <a:b> <a:c> " * 50_000),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_hostile_input_is_refused_in_one_line(name: str, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        list(readings(Input(name, data=data)))
    assert "\n" not in str(caught.value)


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=200), st.sampled_from(["fr/a.yml", "a.ttl"]))
def test_random_bytes_give_a_framework_or_a_source_error(
    data: bytes, name: str
) -> None:
    survives(readings, name, data)


@pytest.mark.parametrize("name", ["framework.ttl", "texts/fr/aims.yml"])
def test_damaged_files_give_a_framework_or_a_source_error(name: str) -> None:
    data, chance = (VALID / name).read_bytes(), random.Random(9)  # noqa: S311 - repeatable
    read = 0
    for _ in range(250):
        changed = damaged(data, chance, 1, cut=9)
        read += survives(readings, name, changed)
    assert read


def test_a_hundred_thousand_texts_take_seconds() -> None:
    lines = [f"{g}-{t}-title: text {n}" for n in range(4) for g in range(1, 18)
             for t in range(1, 100)]  # fmt: skip
    data = "\n".join({line.partition(":")[0]: line for line in lines}.values())
    data += "".join(f"\nword-{n}: a text" for n in range(100_000))
    start = time.perf_counter()
    (found,) = readings(Input("fr/a.yml", data=data.encode()))
    assert len(found.concepts) == 17 * 99
    assert time.perf_counter() - start < 20


# --- the corpus, counted by other means --------------------------------------------


@corpus
def test_the_un_s_turtle_has_17_goals_169_targets_232_indicators_244_links() -> None:
    found = one(TURTLE)
    kinds = [c.kind for c in found.concepts]
    assert [kinds.count(k) for k in ("goal", "target", "indicator")] == [17, 169, 232]
    links = sum(len(c.broader) for c in found.concepts if c.kind == "indicator")
    assert links == len(
        re.findall(r"skos:broader", TURTLE.read_text("utf-8"))
    ) - 169 + (
        244 - 232  # an indicator with several targets names them after one predicate
    )
    assert all(
        [lang for lang, _ in c.labels] == ["en", "es", "fr"]
        for c in found.concepts
        if c.kind != "scheme"
    )


@corpus
def test_each_label_of_the_un_is_one_that_rdflib_finds() -> None:
    import rdflib
    from rdflib.namespace import SKOS

    graph = rdflib.Graph().parse(TURTLE, format="turtle")
    theirs = {
        (str(s), str(o.language), " ".join(str(o).split()))
        for s, o in graph.subject_objects(SKOS.prefLabel)
        if isinstance(o, rdflib.Literal)
    }
    ours = {
        (c.iri, lang, text) for c in one(TURTLE).concepts for lang, text in c.labels
    }
    assert ours <= theirs
    assert len(theirs - ours) == len(messages(one(TURTLE), "second_label"))


@corpus
def test_codes_by_rule_are_those_of_the_un_s_own_notations() -> None:
    for concept in one(TURTLE).concepts:
        for notation in concept.notations:
            if notation[0] not in "0C" and ".0" not in notation:
                code = code_of(notation)
                assert code is not None
                assert (code.iri, code.kind) == (concept.iri, concept.kind)


@corpus
def test_translations_of_six_languages_are_complete() -> None:
    found = list(readings(Input.of(TEXTS)))
    assert len(found) == 18
    for lang in ("ar", "en", "es", "fr", "ru", "zh-Hans"):
        ours = {
            code
            for f in found
            for c in f.concepts
            if c.forms[0][0] == lang.lower()
            for code in c.notations
        }
        theirs = {
            line.partition("-title:")[0].replace("-", ".")
            for file in (TEXTS / lang).glob("global_*.yml")
            for line in file.read_text("utf-8").splitlines()
            if re.match(r"[0-9a-z-]+-title:", line)
        }
        assert ours == theirs - REPLACED
        assert theirs >= REPLACED


@corpus
def test_other_files_of_the_un_are_refused_in_one_line() -> None:
    for file in sorted((CORPUS / "lod4stats").glob("*.ttl")):
        if file != TURTLE:
            with pytest.raises(SourceError, match="it holds no goal"):
                list(readings(Input.of(file)))


@corpus
def test_content_decides_that_a_file_is_for_this_reader() -> None:
    assert format_of(Input.of(TURTLE)) == "sdg"
    assert format_of(Input.of(TEXTS / "ar" / "global_goals.yml")) == "sdg"
