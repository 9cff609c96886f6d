"""Importing translations: what is taken, how it is told, and that it lasts."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import CHECKOUT, ID, MG
from mandategraph.build import build
from mandategraph.build.translations import load_agents, load_table
from mandategraph.check import check
from mandategraph.store import open_graph
from mandategraph.translate.apply import ImportOptions, import_delivery
from mandategraph.translate.files import FORMATS, read_file
from running import run, stored
from translated_river import (
    BY_ANA,
    DAY,
    MANDATE,
    MANIFEST,
    SPANISH,
    TEXT,
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


def test_a_translation_stands_in_the_graph_with_who_how_and_when(kg: Path) -> None:
    before = set(stored(kg).splitlines())
    assert kinds(take(kg, row(SPANISH))) == ["new"]
    found = form(kg)
    ana = found["wasAttributedTo"]
    assert found == {
        "type": f"{MG}TextForm",
        "literalForm": SPANISH,
        "textAuthority": f"{MG}thirdParty",
        "reviewState": f"{MG}stateCandidate",
        "method": f"{MG}humanTranslation",
        "translatedFrom": open_graph(kg).select_text(
            "SELECT ?e WHERE { id:rv-m mg:evidence ?e }"
        )[0][0],
        "wasAttributedTo": ana,
        "generatedAtTime": f"{DAY}T00:00:00Z",
    }
    graph = open_graph(kg)
    assert graph.ask(f'ASK {{ <{ana}> a prov:Person ; skos:prefLabel "Ana Ruiz" }}')
    assert not before - set(stored(kg).splitlines())
    assert check(graph).conforms


def test_an_import_outlasts_every_build(kg: Path, here: Path) -> None:
    take(kg, row(SPANISH))
    after = stored(kg)
    assert [s.status for s in build(["sources"], kg).sources] == ["built"]
    assert stored(kg) == after
    assert [s.status for s in build(["sources"], kg).sources] == ["unchanged"]
    build(["sources"], kg, force=True)
    assert stored(kg) == after
    # another source in the same graph is no matter
    (here / "other.txt").write_text("MANDATE\nKeep the lake clean.\n", "utf-8")
    build(["other.txt"], kg)
    assert set(after.splitlines()) <= set(stored(kg).splitlines())


def test_a_translation_of_changed_words_is_kept_in_the_table_and_not_shown(
    kg: Path, here: Path
) -> None:
    take(kg, row(SPANISH))
    text = TEXT.replace("for 12 towns", "for 14 towns and their people")
    (here / "sources/river.txt").write_text(text, "utf-8")
    (summary,) = build(["sources"], kg).sources
    assert summary.warning_counts["stale_translation"] == 1
    assert form(kg) == {}
    (kept,) = load_table(tables(kg) / "rv.es.tsv")
    assert (kept.text, kept.source) == (SPANISH, MANDATE)
    # a translator gets both, and has to confirm
    po = exported(kg, "po").decode()
    assert f'#| msgid "{MANDATE}"' in po
    assert f'msgstr "{SPANISH}"' in po
    for kind in ("po", "csv"):
        delivery = read_file(exported(kg, kind), f"x.{kind}")
        report = import_delivery(delivery, kg, BY_ANA)
        assert report.accepted == []
        assert "still marked" in next(o.why for o in report.outcomes if o.row.text)
    new = "Keep the river safe for 14 towns and their people."
    fixed = SPANISH.replace("12", "14")
    assert kinds(take(kg, row(SPANISH))) == ["stale"]
    assert kinds(take(kg, row(fixed, source=new))) == ["new"]
    assert [r.text for r in load_table(tables(kg) / "rv.es.tsv")] == [fixed]
    after = stored(kg)
    build(["sources"], kg, force=True)
    assert stored(kg) == after


@pytest.mark.parametrize("kind", FORMATS)
def test_an_unchanged_file_changes_nothing(kind: str, folder: Path) -> None:
    take(folder, row(SPANISH))
    before = stored(folder), sorted(folder.rglob("*.tsv"))
    report = import_delivery(
        read_file(exported(folder, kind), f"x.{kind}"), folder, ImportOptions()
    )
    assert set(kinds(report)) == {"unchanged", "to do"}
    assert report.left_out == []
    assert (stored(folder), sorted(folder.rglob("*.tsv"))) == before


def test_a_changed_wording_takes_the_place_of_the_old_one(folder: Path) -> None:
    take(folder, row(SPANISH), options=ImportOptions("agent-mt", method="machine"))
    assert form(folder)["method"] == f"{MG}machineTranslation"
    assert open_graph(folder).ask("ASK { id:agent-mt a prov:SoftwareAgent }")
    better = "Proteger el río para 12 pueblos."
    assert kinds(take(folder, row(better))) == ["changed"]
    found = form(folder)
    assert found["literalForm"] == better
    assert found["method"] == f"{MG}postEdited"
    rows = list(load_table(folder / "translations/rv.es.tsv"))
    assert [r.text for r in rows] == [better]


def test_a_review_names_the_reviewer(folder: Path) -> None:
    take(folder, row(SPANISH))
    done = replace(row(SPANISH), state="stateReviewed")
    refused = take(folder, done)
    assert kinds(refused) == ["refused"]
    assert "--reviewed-by" in refused.outcomes[0].why
    options = ImportOptions(reviewer="Second Reader")
    assert kinds(take(folder, done, options=options)) == ["changed"]
    assert form(folder)["reviewState"] == f"{MG}stateReviewed"
    graph = open_graph(folder)
    query = """SELECT ?name ?agreement WHERE {
      GRAPH id:graph\\/claims-rv { ?r mg:reviews id:rv-m-es ; mg:agreement ?agreement ;
        prov:wasAssociatedWith ?who } ?who skos:prefLabel ?name }"""
    query = query.replace("id:graph\\/claims-rv", f"<{ID}graph/claims-rv>")
    assert graph.select_text(query) == [("Second Reader", "1")]
    assert check(graph).conforms
    assert kinds(take(folder, done)) == ["unchanged"]
    # new words are not what was reviewed
    other = replace(row("Otro texto para 12."), state="stateReviewed")
    report = take(folder, other)
    assert kinds(report) == ["changed"]
    assert report.outcomes[0].remarks == ("changed, so no longer reviewed",)
    assert form(folder)["reviewState"] == f"{MG}stateCandidate"
    assert not open_graph(folder).ask("ASK { ?r mg:reviews id:rv-m-es }")
    after = stored(folder)
    build(["sources"], folder, force=True)
    assert stored(folder) == after


def test_fuzzy_in_a_po_file_is_what_nobody_found_good(folder: Path) -> None:
    take(folder, row(SPANISH))
    plain, fuzzy = (
        replace(row(SPANISH), flagged=False),
        replace(row(SPANISH), flagged=True),
    )
    report = take(folder, plain)
    assert kinds(report) == ["unchanged"]
    assert "--reviewed-by" in report.outcomes[0].remarks[0]
    reader = ImportOptions(reviewer="Second Reader")
    assert kinds(take(folder, fuzzy, options=reader)) == ["unchanged"]
    assert kinds(take(folder, plain, options=reader)) == ["changed"]
    assert form(folder)["reviewState"] == f"{MG}stateReviewed"
    assert kinds(take(folder, fuzzy)) == ["changed"]
    assert form(folder)["reviewState"] == f"{MG}stateCandidate"
    guess = replace(row("Algo", "rv-o1", "Reduce flood damage."), flagged=True)
    assert kinds(take(folder, guess)) == ["to do"]


def test_a_rejected_form_stays_as_data_and_is_not_proposed_again(folder: Path) -> None:
    take(folder, row(SPANISH))
    rejected = replace(row(SPANISH), state="stateRejected")
    assert kinds(take(folder, rejected)) == ["changed"]
    assert form(folder) == {}
    (old,) = open_graph(folder).select_text(
        """SELECT ?f
        WHERE { id:rv-m mg:textForm ?f . ?f mg:reviewState mg:stateRejected }"""
    )
    assert kinds(take(folder, rejected)) == ["unchanged"]
    again = take(folder, row(SPANISH))
    assert kinds(again) == ["refused"]
    assert "was rejected" in again.outcomes[0].why
    assert "rejected: " in exported(folder, "po").decode()
    other = "Proteger el río para 12 pueblos."
    assert kinds(take(folder, row(other))) == ["new"]
    assert form(folder, old[0].rpartition("/")[2])["literalForm"] == SPANISH
    assert form(folder)["literalForm"] == other
    after = stored(folder)
    build(["sources"], folder, force=True)
    assert stored(folder) == after
    # a reviewer can take it back
    back = replace(row(SPANISH), state="stateReviewed")
    kept = take(folder, back, options=ImportOptions("Ana Ruiz", "Second Reader"))
    assert kinds(kept) == ["changed"]
    assert form(folder)["literalForm"] == SPANISH
    assert form(folder, old[0].rpartition("/")[2]) == {}
    after = stored(folder)
    build(["sources"], folder, force=True)
    assert stored(folder) == after


def test_blanks_and_breaks_of_a_translation_become_single_blanks(folder: Path) -> None:
    take(folder, row("  Mantener\r\n\tseguro\u00a0el río para 12. "))
    assert form(folder)["literalForm"] == "Mantener seguro\u00a0el río para 12."
    after = stored(folder)
    build(["sources"], folder, force=True)
    assert stored(folder) == after


def test_of_a_name_with_an_address_only_the_name_is_kept(folder: Path) -> None:
    options = ImportOptions("Ana Ruiz <ana@example.org>", "Bob <bob@example.org>")
    said = replace(row(SPANISH), agent="Ana Ruiz <a.ruiz@example.org>")
    assert kinds(take(folder, said, options=options)) == ["new"]
    names = {a.names for a in load_agents(tables(folder)).values()}
    assert names == {(("", "Ana Ruiz"),), (("", "Bob"),)}
    assert b"@example.org" not in stored(folder)


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = sorted(folder.rglob("*")), stored(folder)
    options = replace(BY_ANA, dry_run=True)
    assert kinds(take(folder, row(SPANISH), options=options)) == ["new"]
    assert (sorted(folder.rglob("*")), stored(folder)) == before


def test_the_manifests_own_tables_can_be_written(folder: Path, here: Path) -> None:
    own = here / "sources/translations"
    own.mkdir()
    head = "element\tfield\tsource_lang\tsource\tlang\ttranslation\tstatus\tauthority"
    todo = "o1\ttext\ten\tReduce flood damage.\tes\t\tstateCandidate\tthirdParty"
    rest = "\thumanTranslation\tagent-x\tto do"
    path = own / "rv.es.tsv"
    path.write_text(f"{head}\tmethod\tagent\tnote\n{todo}{rest}\n", "utf-8")
    text = f'translations = "translations"\n{MANIFEST}'
    text += '[[agent]]\nid = "agent-x"\nkind = "person"\n'
    (here / "sources/manifest.toml").write_text(text, "utf-8")
    take(folder, row("Una primera versión para 12."))
    take(folder, row(SPANISH), options=replace(BY_ANA, tables=own))
    rows = list(load_table(path, todo=True))
    assert [(r.element, r.text, r.note) for r in rows] == [
        ("o1", "", "to do"),
        ("m", SPANISH, ""),
    ]
    assert list(load_table(folder / "translations/rv.es.tsv", todo=True)) == []
    assert [a.names for a in load_agents(own).values()] == [(("", "Ana Ruiz"),)]
    after = stored(folder)
    build(["sources"], folder)
    assert stored(folder) == after
    build(["sources"], here / "anew")
    assert form(here / "anew")["literalForm"] == SPANISH


def test_what_was_imported_overrides_the_manifests_table_and_says_so(
    folder: Path, here: Path
) -> None:
    take(folder, row(SPANISH))
    own = here / "sources/translations"
    shutil.copytree(folder / "translations", own)
    table = own / "rv.es.tsv"
    table.write_text(table.read_text("utf-8").replace("seguro", "limpio"), "utf-8")
    text = f'translations = "translations"\n{MANIFEST}'
    (here / "sources/manifest.toml").write_text(text, "utf-8")
    (summary,) = build(["sources"], folder).sources
    assert summary.warning_counts == {"translation_overridden": 1}
    assert form(folder)["literalForm"] == SPANISH


def test_the_commands_exchange_a_file(folder: Path) -> None:
    done = run("translate", "export", "kg", "--to", "es", "-o", "x.csv")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "x.csv: 6 texts to translate into es\n"
    table = list(csv.reader(io.StringIO(Path("x.csv").read_text("utf-8-sig"))))
    at = table[0].index("translation")
    for line in table[1:]:
        if line[:2] == ["rv-m", "text"]:
            line[at] = SPANISH
    with Path("x.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    command = ("translate", "import", "x.csv", "--graph", "kg", "--agent", "Ana Ruiz")
    dry = run(*command, "--dry-run")
    assert (dry.returncode, dry.stderr) == (
        0,
        "1 new, 5 to do; nothing was written: dry run\n",
    )
    done = run(*command)
    assert (done.returncode, done.stderr) == (0, "1 new, 5 to do\n")
    assert SPANISH in done.stdout
    left = run(
        "translate", "export", "kg", "--to", "es", "--missing-only", "-o", "y.po"
    )
    assert left.stderr == "y.po: 5 texts to translate into es\n"
    Path("x.csv").write_text(
        "code,field,source,lang,translation\nrv-m,text,Other words.,es,Algo\n"
    )
    stale = run(*command)
    assert stale.returncode == 1
    assert stale.stderr == "1 stale\n"
    assert "x.csv: row 2: the source says now: Keep the river" in " ".join(
        stale.stdout.split()
    )
    assert form(folder)["literalForm"] == SPANISH


def test_the_pages_python_works_as_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(folder, row(SPANISH))
    Path("es.po").write_bytes(exported(folder, "po"))
    page = (CHECKOUT / "docs" / "translating.md").read_text("utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "translating.md", "exec"), {})  # noqa: S102 - it is our own page
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "0.0"
    assert printed[1:].count("unchanged rv-m") == 1
    assert len(printed) == 7  # three wordings and three printed headings
