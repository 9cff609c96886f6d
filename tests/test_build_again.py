"""Building again: what is unchanged is skipped, changes replace their own graphs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mandategraph.build import Summary, build, pipeline, record
from mandategraph.build.reading import Outcome
from mandategraph.build.workers import read_all as real
from mandategraph.errors import StoreError
from mandategraph.store import open_graph
from mandategraph.store.folder import FolderWriter
from running import SOURCES, TARGETS, mandates, plan, run, stored

CSV = """kind,id,parent,text@en
objective,o1,,Every village has a well
result,r1,o1,{}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def statuses(summary: Summary) -> list[str]:
    return [s.status for s in summary.sources]


def graphs(kg: Path, without: str = "") -> dict[str, list[str]]:
    """The lines of each named graph, and of the manifest entries of each."""
    found: dict[str, list[str]] = {}
    for line in stored(kg).decode().splitlines():
        parts = line.rsplit(" ", 2)
        in_graph = parts[1].startswith("<") and "/graph/" in parts[1]
        graph = parts[1] if in_graph else line.split(" ")[0]
        if not without or without not in graph:
            found.setdefault(graph, []).append(line)
    return found


def two_plans(path: Path, *words: str) -> Path:
    """A text of one plan per word."""
    text = "\n\n".join(f"MANDATE\nKeep the {word} safe." for word in words)
    path.write_text(text + "\n", "utf-8")
    return path


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_unchanged_is_skipped(here: Path, target: str) -> None:
    names = [plan(here, "a.txt", "river"), plan(here, "b.txt", "lake")]
    first = build(names, target)
    before = {p: p.stat().st_mtime_ns for p in here.rglob("*") if p.is_file()}
    again = build(names, target)
    assert statuses(again) == ["unchanged", "unchanged"]
    assert (again.quads, again.graphs) == (0, 0)
    assert [s.statements for s in again.sources] == [
        s.statements for s in first.sources
    ]
    after = {p: p.stat().st_mtime_ns for p in here.rglob("*") if p.is_file()}
    assert after == before
    plan(here, "b.txt", "forest")
    assert statuses(build(names, target)) == ["unchanged", "built"]
    assert mandates(Path(target)) == {"river", "forest"}


@pytest.mark.parametrize("target", TARGETS)
def test_a_changed_source_leaves_every_other_graph_as_it_was(
    here: Path, target: str
) -> None:
    kg = Path(target)
    names = [SOURCES, plan(here, "a.txt", "river"), plan(here, "b.txt", "lake")]
    build(names, kg)
    mine = {g for g in graphs(kg) if any("lake" in line for line in graphs(kg)[g])}
    before = graphs(kg)
    plan(here, "b.txt", "forest")
    build(names, kg)
    after = graphs(kg)
    assert mandates(kg) == {"river", "forest"} | mandates_of_the_leaflets()
    gone = before.keys() - after.keys()
    assert mine <= gone
    assert all(after[g] == before[g] for g in before.keys() & after.keys())
    fresh = here / f"fresh-{target}"
    build(names, fresh)
    assert stored(fresh) == stored(kg)


def mandates_of_the_leaflets() -> set[str]:
    rows = open_graph("leaflets") if Path("leaflets").exists() else None
    if rows is None:
        build([SOURCES], "leaflets")
    return mandates(Path("leaflets"))


@pytest.mark.parametrize("target", TARGETS)
def test_graphs_of_plans_that_vanished_from_the_file_vanish(
    here: Path, target: str
) -> None:
    kg, source = Path(target), here / "plans.txt"
    other = plan(here, "other.txt", "hill")
    build([two_plans(source, "river", "forest", "lake"), other], kg)
    assert mandates(kg) == {"river", "forest", "lake", "hill"}
    build([two_plans(source, "river")], kg)
    assert mandates(kg) == {"river", "hill"}
    fresh = here / f"fresh-{target}"
    build([source, other], fresh)
    assert stored(fresh) == stored(kg)


@pytest.mark.parametrize("target", TARGETS)
def test_a_plan_whose_key_stays_is_replaced_as_a_whole(here: Path, target: str) -> None:
    table = here / "plan.csv"
    table.write_text(CSV.format("Wells are dug"), "utf-8")
    (name,) = build([table], target).sources[0].plans
    table.write_text(CSV.format("Pumps are mended every year"), "utf-8")
    assert build([table], target).sources[0].plans == [name]
    text = stored(Path(target)).decode()
    assert "Pumps are mended" in text
    assert "Wells are dug" not in text


def test_other_options_and_other_code_build_anew(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = plan(here, "a.txt", "river")
    build([source], "kg")
    assert statuses(build([source], "kg", propose=True)) == ["built"]
    assert statuses(build([source], "kg", propose=True)) == ["unchanged"]
    assert statuses(build([source], "kg", format="text", propose=True)) == ["built"]
    assert statuses(build([source], "kg", base="https://example.org/")) == ["built"]
    build([source], "kg")
    assert statuses(build([source], "kg", force=True)) == ["built"]
    record.code_stamp.cache_clear()
    monkeypatch.setattr(record, "_version", lambda name: f"{name} 99")
    try:
        assert statuses(build([source], "kg")) == ["built"]
    finally:
        record.code_stamp.cache_clear()
    assert mandates(Path("kg")) == {"river"}


def test_what_a_manifest_says_is_part_of_the_source(here: Path) -> None:
    sources = Path(shutil.copytree(SOURCES, here / "sources"))
    build([sources], "kg")
    assert statuses(build([sources], "kg")) == ["unchanged"]
    table = sources / "translations" / "ct.en.tsv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("\tEnable", "\tPermit", 1), "utf-8")
    changed = table.read_text("utf-8") != text
    assert statuses(build([sources], "kg")) == ["built" if changed else "unchanged"]
    manifest = sources / "manifest.toml"
    manifest.write_text(
        manifest.read_text("utf-8").replace("INTERPOL", "Interpol"), "utf-8"
    )
    assert statuses(build([sources], "kg")) == ["built"]
    names = "SELECT ?n WHERE { id:org-interpol skos:prefLabel ?n FILTER(LANG(?n)='en')}"
    assert len(open_graph("kg").select_text(names)) == 1


def test_a_glossary_that_changed_is_replaced_with_its_sources(here: Path) -> None:
    sources = Path(shutil.copytree(SOURCES, here / "sources"))
    build([sources], "kg")
    glossary = sources / "glossary.ttl"
    text = glossary.read_text("utf-8")
    glossary.write_text(text + '\n<a:new> <a:says> "new" .\n', "utf-8")
    build([sources], "kg", force=True)
    glossary.write_text(text, "utf-8")
    build([sources], "kg", force=True)
    assert not open_graph("kg").ask("ASK { <a:new> ?p ?o }")


@pytest.mark.parametrize("target", TARGETS)
def test_a_file_that_is_gone_keeps_its_graphs_until_they_are_pruned(
    here: Path, target: str
) -> None:
    kg = Path(target)
    plan(here / "plans", "a.txt", "river")
    plan(here / "plans", "b.txt", "lake")
    plan(here / "more", "c.txt", "hill")
    build(["plans", "more"], kg)
    Path("plans/b.txt").unlink()
    Path("more/c.txt").unlink()
    summary = build(["plans"], kg)
    assert statuses(summary) == ["unchanged", "no longer there"]
    assert mandates(kg) == {"river", "lake", "hill"}
    summary = build(["plans"], kg, prune=True)
    assert statuses(summary) == ["unchanged", "removed"]
    assert mandates(kg) == {"river", "hill"}
    assert statuses(build(["plans"], kg, prune=True)) == ["unchanged"]


def test_it_is_said_how_the_graphs_of_a_file_that_is_gone_are_removed(
    here: Path,
) -> None:
    plan(here / "plans", "a.txt", "river")
    plan(here / "plans", "b.txt", "lake")
    build(["plans"], "kg")
    Path("plans/b.txt").unlink()
    done = run("build", "plans", "-g", "kg", cwd=here)
    assert "no longer there: plans/b.txt: its graphs stay (--prune" in done.stdout
    assert done.returncode == 0


def test_a_pattern_prunes_only_what_it_fits(here: Path) -> None:
    for name in ("a.txt", "b.text"):
        plan(here / "plans", name, name[0])
    plan(here / "plans" / "deep", "c.txt", "c")
    build(["plans"], "kg")
    for name in ("a.txt", "b.text", "deep/c.txt"):
        Path("plans", name).unlink()
    plan(here / "plans", "d.txt", "d")
    assert statuses(build(["plans/*.txt"], "kg", prune=True)) == ["built", "removed"]
    assert mandates(Path("kg")) == {"b", "c", "d"}


def test_an_entry_that_left_the_manifest_is_gone(here: Path) -> None:
    for word in ("river", "lake"):
        plan(here / "set", f"{word}.txt", word)
    manifest = here / "set" / "manifest.toml"
    one = '[[source]]\nfile = "river.txt"\n'
    manifest.write_text(one + '[[source]]\nfile = "lake.txt"\n')
    build(["set"], "kg")
    manifest.write_text(one)
    assert "no longer there" in statuses(build(["set"], "kg"))
    build(["set"], "kg", prune=True)
    assert mandates(Path("kg")) == {"river"}


@pytest.mark.parametrize("target", TARGETS)
def test_a_file_under_a_new_name_takes_its_graphs_with_it(
    here: Path, target: str
) -> None:
    old = plan(here, "old.txt", "river")
    build([old], target)
    old.rename("new.txt")
    build(["new.txt"], target)
    fresh = f"fresh-{target}"
    build(["new.txt"], fresh)
    assert stored(Path(target)) == stored(Path(fresh))


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_without_a_record_is_built_upon_all_the_same(
    here: Path, target: str
) -> None:
    kg, source = Path(target), here / "plans.txt"
    other = plan(here, "other.txt", "hill")
    build([two_plans(source, "river", "lake"), other, SOURCES], kg)
    notes = kg / "store" / "sources.jsonl" if kg.is_dir() else f"{kg}.sources.jsonl"
    Path(notes).unlink()
    two_plans(source, "forest")
    assert statuses(build([source, SOURCES], kg)) == ["built", "built"]
    fresh = here / f"fresh-{target}"
    build([source, other, SOURCES], fresh)
    assert stored(fresh) == stored(kg)


def test_a_record_that_is_damaged_or_of_another_file_is_not_believed(
    here: Path,
) -> None:
    source = plan(here, "a.txt", "river")
    build([source], "kg.nq")
    for damage in (b"", b"\xff", b"{}\n", b"[1]\n{", b'{"format": 1}\n'):
        Path("kg.nq.sources.jsonl").write_bytes(damage)
        assert statuses(build([source], "kg.nq")) == ["built"]
    Path("kg.nq").write_bytes(Path("kg.nq").read_bytes() + b"<a:b> <a:c> <a:d> .\n")
    assert statuses(build([source], "kg.nq")) == ["built"]


def test_a_build_in_between_is_noticed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = plan(here, "a.txt", "river"), plan(here, "b.txt", "lake")
    build([one], "kg")

    def read_all(*arguments: Any) -> dict[int, Outcome]:
        plan(here, "a.txt", "forest")
        monkeypatch.setattr(pipeline, "read_all", real)
        build([one], "kg")
        return real(*arguments)

    monkeypatch.setattr(pipeline, "read_all", read_all)
    with pytest.raises(StoreError, match="meanwhile"):
        build([one, two], "kg")
    assert mandates(Path("kg")) == {"forest"}


def test_an_agent_of_two_sources_stays_while_one_of_them_names_it(
    here: Path,
) -> None:
    for key, word, name in (("p1", "river", "One"), ("p2", "lake", "Two")):
        plan(here / key, "plan.txt", word)
        (here / key / "manifest.toml").write_text(
            f'[[source]]\nfile = "plan.txt"\n'
            f'[[source.plan]]\nindex = 1\nkey = "{key}"\n'
            f'[[organisation]]\nid = "org-a"\nnames = {{ en = "A", fr = "{name}" }}\n'
            f'[[agent]]\nid = "agent-b"\nkind = "person"\nlabel = "B"\n'
            f'[[fact]]\nplan = "{key}"\npredicate = "planOf"\nobject = "org-a"\n'
            f'status = "accepted"\nbasis = "basisExpert"\nagent = "agent-b"\n'
            f'rationale = "It says so."\n'
        )
    names = "SELECT ?n WHERE { id:org-a skos:prefLabel ?n } ORDER BY ?n"
    build(["p1", "p2"], "kg")
    assert open_graph("kg").select_text(names) == [("A",), ("One",), ("Two",)]
    manifest = here / "p2" / "manifest.toml"
    manifest.write_text(manifest.read_text().replace("Two", "Deux"))
    build(["p2"], "kg")
    assert open_graph("kg").select_text(names) == [("A",), ("Deux",), ("One",)]
    build(["p1", "p2"], "fresh")
    assert stored(Path("fresh")) == stored(Path("kg"))


def test_a_folder_in_the_middle_of_its_change_has_one_graph(here: Path) -> None:
    """The states in which a killed build can leave a folder, one after the other."""
    build([plan(here, "a.txt", "river")], "old")
    build([plan(here, "a.txt", "lake")], "new")
    old, new = stored(Path("old")), stored(Path("new"))
    states = {
        ("store", "store.part"): old,
        ("store", "store.new"): old,
        ("store.old", "store.new"): new,
        ("store.old", "store"): new,
    }
    for (first, second), expected in states.items():
        kg = here / "kg"
        shutil.rmtree(kg, ignore_errors=True)
        shutil.copytree("old", kg)
        (kg / "store").rename(kg / first)
        shutil.copytree("new/store", kg / second)
        assert stored(kg) == expected, (first, second)
        with FolderWriter(kg).writing():
            pass
        assert stored(kg) == expected, (first, second)
        assert sorted(p.name for p in kg.glob("store*")) == ["store"]


def test_a_file_without_a_plan_is_not_read_again_and_not_missed(here: Path) -> None:
    plan(here / "plans", "a.txt", "river")
    poem = here / "plans" / "poem.txt"
    poem.write_text("The river runs.\n", "utf-8")
    build(["plans"], "kg")
    lines = Path("kg/store/sources.jsonl").read_text("utf-8").splitlines()
    assert ['"poem' in line or "/poem" in line for line in lines] == [
        False,
        False,
        True,
    ]
    assert statuses(build(["plans"], "kg")) == ["unchanged", "nothing recognised"]
    poem.unlink()
    assert statuses(build(["plans"], "kg")) == ["unchanged"]


def test_a_summary_of_another_version_can_be_read(here: Path) -> None:
    plan(here / "plans", "a.txt", "river")
    gone = plan(here / "plans", "b.txt", "lake")
    build(["plans"], "kg")
    gone.unlink()
    notes = Path("kg/store/sources.jsonl")
    notes.write_bytes(notes.read_bytes().replace(b'"parts":', b'"pieces":'))
    rows = build(["plans"], "kg").sources
    assert [(r.file, r.status) for r in rows] == [
        ("plans/a.txt", "unchanged"),
        ("plans/b.txt", "no longer there"),
    ]
