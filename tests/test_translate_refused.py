"""Importing translations: what is refused or remarked on, and that nothing breaks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import EXAMPLE
from mandategraph.build import build, targets
from mandategraph.errors import MandateGraphError, SourceError, StoreError
from mandategraph.store import open_graph
from mandategraph.translate.apply import ImportOptions, import_delivery
from mandategraph.translate.files import read_file
from mandategraph.translate.rows import Delivery, Row
from running import run, stored
from translated_river import (
    BY_ANA,
    MANDATE,
    SPANISH,
    built,
    exported,
    folder,
    form,
    here,
    kg,
    kinds,
    row,
    tables,
    take,
)

__all__ = ["built", "folder", "here", "kg"]


def test_rows_are_refused_one_by_one_with_their_reason(folder: Path) -> None:
    take(folder, row(SPANISH))
    objective = "Reduce flood damage."
    report = take(
        folder,
        replace(row("Keep it safe."), lang="en"),
        replace(row("Keep it safe."), lang="en-gb"),
        row("Algo", "rv-zz"),
        replace(row("Algo", "rv-o1", objective), field="label", source="OBJECTIVE 9"),
        row(""),
        row("", "rv-o2", "Warn every town."),
        row("Reducir los daños.", "rv-o1", objective),
    )
    assert kinds(report) == [
        *("refused", "refused", "refused", "stale", "refused", "to do", "new")
    ]
    reasons = [one.why for one in report.outcomes]
    assert "issuer's own words exist in en" in reasons[0]
    assert "no text of rv-zz" in reasons[2]
    assert "says now: OBJECTIVE 1" in reasons[3]
    assert "it is empty" in reasons[4]
    assert form(folder, "rv-o1-es")["literalForm"] == "Reducir los daños."
    assert form(folder)["literalForm"] == SPANISH


def test_two_translations_of_one_text_are_both_refused(folder: Path) -> None:
    assert kinds(take(folder, row(SPANISH), row("Otro"))) == ["refused", "refused"]
    assert kinds(take(folder, row(SPANISH), row(SPANISH))) == ["new", "unchanged"]


def test_no_import_touches_the_issuers_words(folder: Path) -> None:
    before = {line for line in stored(folder).splitlines() if b"graph/doc-" in line}
    take(folder, row(SPANISH), replace(row("Overwritten"), lang="en"))
    take(folder, row("Otro 12"), options=ImportOptions("Ana Ruiz", "Reader"))
    after = {line for line in stored(folder).splitlines() if b"graph/doc-" in line}
    assert after == before


def test_the_issuers_own_translation_is_not_replaced(here: Path) -> None:
    kg = here / "example.trig"
    shutil.copyfile(EXAMPLE, kg)
    source = "Keep the river basin safe for people and nature."
    french = Row("row 2", "rba-m", "text", source, "fr", "Protéger le bassin.")
    report = take(kg, french)
    assert kinds(report) == ["refused"]
    assert "issuer's own translation" in report.outcomes[0].why
    assert kg.read_bytes() == EXAMPLE.read_bytes()
    spanish = replace(french, lang="es", text="Proteger la cuenca.")
    assert kinds(take(kg, spanish)) == ["changed"]
    assert form(kg, "rba-m-es")["literalForm"] == "Proteger la cuenca."


def test_what_differs_is_remarked(folder: Path) -> None:
    report = take(folder, row("Mantener seguro el río para 21 pueblos."))
    assert report.outcomes[0].remarks == (
        "without the source's number 12",
        "with number 21, not in the source",
    )
    same = take(folder, row(MANDATE))
    assert same.outcomes[0].remarks == ("the translation is the source itself",)


def test_a_text_in_the_script_of_another_language_is_remarked(folder: Path) -> None:
    arabic = replace(row("الحفاظ على سلامة النهر من أجل ١٢ بلدة"), lang="de")
    (one,) = take(folder, arabic).outcomes
    assert one.remarks == ("Arabic letters only, which de is not written in",)
    spanish = replace(row(SPANISH), lang="de")
    assert take(folder, spanish).outcomes[0].remarks == ()


def test_a_new_translation_needs_an_author(folder: Path) -> None:
    before = stored(folder)
    with pytest.raises(MandateGraphError, match="--agent"):
        take(folder, row(SPANISH), options=ImportOptions())
    assert stored(folder) == before
    po = (
        exported(folder, "po")
        .decode()
        .replace('msgstr ""\n\n', f'msgstr "{SPANISH}"\n\n')
    )
    po = po.replace(
        '"MIME', '"Last-Translator: Eva Sol <eva@example.org>\\n"\n"MIME', 1
    )
    report = import_delivery(read_file(po.encode(), "x.po"), folder, ImportOptions())
    assert report.accepted
    graph = open_graph(folder)
    assert graph.ask('ASK { id:rv-m-es prov:wasAttributedTo/skos:prefLabel "Eva Sol" }')
    assert b"eva@example.org" not in stored(folder)


def test_a_failure_while_writing_leaves_graph_and_tables_as_they_were(
    kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(kg, row(SPANISH))
    before = stored(kg), {p: p.read_bytes() for p in tables(kg).iterdir()}

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(targets, "_apply", fails)
    with pytest.raises((StoreError, OSError)):
        take(kg, row("Otro texto para 12."))
    after = stored(kg), {p: p.read_bytes() for p in tables(kg).iterdir()}
    assert after == before


def test_a_table_that_cannot_be_written_leaves_the_graph(folder: Path) -> None:
    (folder / "translations").write_text("in the way")
    before = stored(folder)
    with pytest.raises(MandateGraphError):
        take(folder, row(SPANISH))
    assert stored(folder) == before


@pytest.mark.parametrize(
    ("name", "damage", "reason"),
    [
        ("rv.es.tsv", "a\tb\n", "wrong columns"),
        ("rv.es.tsv", "", "empty"),
        ("agents.tsv", "id\tkind\tlang\tname\n", "is not described"),
        ("agents.tsv", "id\tkind\n", "wrong columns"),
    ],
)
def test_a_damaged_table_fails_its_source_and_the_graph_stays(
    folder: Path, name: str, damage: str, reason: str
) -> None:
    take(folder, row(SPANISH))
    before = stored(folder)
    (folder / "translations" / name).write_text(damage)
    with pytest.raises(SourceError, match=reason):
        build(["sources"], folder)
    assert stored(folder) == before


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://localhost:1/sparql", "on disk"),
        ("nothing", "no such file"),
        ("sources", "holds no graph"),
        ("sources/river.ttl", "no such file"),
    ],
)
def test_a_target_that_cannot_take_translations_is_refused(
    target: str, reason: str
) -> None:
    with pytest.raises(MandateGraphError, match=reason):
        import_delivery(Delivery((row(SPANISH),)), target, BY_ANA)


def test_a_file_with_one_malformed_row_changes_nothing(folder: Path) -> None:
    before = stored(folder)
    head = "code,field,source,lang,translation"
    good, bad = f"rv-m,text,{MANDATE},es,{SPANISH}", "rv-o1,words,a,es,b"
    Path("x.csv").write_text(f"{head}\n{good}\n{bad}\n", "utf-8")
    done = run("translate", "import", "x.csv", "-g", "kg", "--agent", "Ana")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "row 3: field is 'words'" in done.stderr
    assert stored(folder) == before
