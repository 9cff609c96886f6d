"""Translators' files of every kind: written, and read back as they went."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandategraph.build.translations import load_table, table_text, tidy
from mandategraph.errors import MandateGraphError, SourceError
from mandategraph.model import Translation
from mandategraph.translate.context import Entry
from mandategraph.translate.files import FORMATS, format_of, read_file
from mandategraph.translate.units import same_language
from translators_files import AWKWARD, arabic, entry, meant, said

__all__ = ["arabic"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_leaflets_come_back_as_they_went(form: str, arabic: list[Entry]) -> None:
    data = format_of("x", form).write(arabic, "ar")
    delivery = read_file(data, f"x.{form}")
    assert len(delivery.rows) == 28  # 18 wordings, 10 printed headings
    assert said(delivery) == meant(arabic)
    assert {row.lang for row in delivery.rows} == {"ar"}
    assert data == format_of("x", form).write(arabic, "ar")


def test_entries_stand_in_the_order_of_the_text_with_their_context(
    arabic: list[Entry],
) -> None:
    codes = [(e.unit.code, e.unit.field) for e in arabic]
    assert codes[:4] == [
        ("ct-m", "label"),
        ("ct-m", "text"),
        ("ct-o4", "label"),
        ("ct-o1", "label"),
    ]
    first = arabic[1]
    assert first.place == "interpol-leaflets.txt#char=543,758"
    assert first.other is not None
    assert first.other.note == "en · machine"
    fcc = next(e for e in arabic if e.unit.code == "fcc-o3" and e.unit.field == "text")
    assert fcc.unit.source_lang == "en"
    assert fcc.other is None or fcc.other.lang not in ("en", "ar")


@pytest.mark.parametrize("form", ["po", "csv", "tsv", "xlsx"])
def test_awkward_texts_come_back_exactly(form: str) -> None:
    texts = [t for t in AWKWARD if form != "po" or t != "two\r"]
    all_ = [entry(t, t, t, f"x-o{n}") for n, t in enumerate(texts)]
    got = said(read_file(format_of("x", form).write(all_, "ar"), f"x.{form}"))
    if form == "po":  # a comment has no blanks at its ends
        got = [(c, f, s, t, (n or "").strip()) for c, f, s, t, n in got]
        assert got == [(c, f, s, t, (n or "").strip()) for c, f, s, t, n in meant(all_)]
    else:
        assert got == meant(all_)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from("=+-@'\"\\\n\t;,|#\u200f\u2067أ_x"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() != "")


@pytest.mark.parametrize("form", ["po", "csv", "xlsx"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_comes_back_exactly(form: str, pairs: list[tuple[str, str]]) -> None:
    all_ = [entry(s, t, code=f"x-o{n}") for n, (s, t) in enumerate(pairs)]
    delivery = read_file(format_of("x", form).write(all_, "ar"), f"x.{form}")
    assert said(delivery) == meant(all_)


def test_the_language_can_be_put_right_but_not_changed(arabic: list[Entry]) -> None:
    data = format_of("x", "po").write(arabic, "ar")
    data = data.replace(b"Language: ar", b"Language: ar_EG.UTF-8")
    assert {row.lang for row in read_file(data, "x.po").rows} == {"ar-eg"}
    assert {row.lang for row in read_file(data, "x.po", "ar").rows} == {"ar"}
    with pytest.raises(SourceError, match="it is in ar-eg, not in es"):
        read_file(data, "x.po", "es")
    table = "code,field,source,translation\nx-o1,text,a,b\n"
    assert read_file(table.encode(), "x.csv", "es").rows[0].lang == "es"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(MandateGraphError, match="choose from po, csv"):
        format_of("x.doc")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("es", "es", True),
        ("es", "es-mx", True),
        ("es-mx", "es", True),
        ("es-mx", "es-es", False),
        ("zh", "zh-hant", False),
        ("es", "est", False),
    ],
)
def test_a_regional_form_is_the_same_language(
    one: str, other: str, *, same: bool
) -> None:
    assert same_language(one, other) is same


@settings(max_examples=100, deadline=None)
@given(text=TEXTS.filter(tidy), note=TEXTS)
def test_any_translation_comes_back_from_its_table(text: str, note: str) -> None:
    made = Translation(
        *("x", "o1", "text", "Words.", "es", tidy(text), "thirdParty"),
        *("stateCandidate", "humanTranslation", "agent-a", tidy(note), "en"),
        *("2026-11-20", "agent-b"),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.es.tsv"
        path.write_bytes(table_text([made]).encode())
        assert list(load_table(path)) == [made]
