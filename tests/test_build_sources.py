"""Which files a build reads: files, folders, patterns, standard input, each once."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import SHARED
from mandategraph.build import NothingBuiltError, Summary, build
from mandategraph.errors import SourceError
from running import COMMAND, fails, mandates, plan, run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with plans at three depths and what is no plan."""
    monkeypatch.chdir(tmp_path)
    plan(tmp_path / "plans", "river.txt", "river")
    plan(tmp_path / "plans" / "north", "forest.txt", "forest")
    plan(tmp_path / "plans" / "north", "lake.text", "lake")
    plan(tmp_path / "plans" / ".drafts", "hidden.txt", "secret")
    (tmp_path / "plans" / "README.md").write_text("About these plans.\n", "utf-8")
    (tmp_path / "plans" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    return tmp_path


def statuses(summary: Summary) -> dict[str, str]:
    return {s.file: s.status for s in summary.sources}


def test_a_folder_gives_all_its_plans_and_names_what_it_does_not_read(
    here: Path,
) -> None:
    assert statuses(build(["plans"], "kg")) == {
        "plans/river.txt": "built",
        "plans/north/forest.txt": "built",
        "plans/north/lake.text": "built",
        "plans/README.md": "nothing recognised",
        "plans/photo.jpg": "not read",
        "plans/.drafts": "not read",
    }
    assert mandates(here / "kg") == {"river", "forest", "lake"}


def test_sources_of_all_kinds_can_be_mixed(here: Path) -> None:
    plan(here, "one.txt", "hill")
    plan(here / "set", "listed.txt", "island")
    (here / "set" / "manifest.toml").write_text('[[source]]\nfile = "listed.txt"\n')
    done = subprocess.run(
        [*COMMAND, "build", "one.txt", "plans/**/*.text", "set", "-", "-g", "kg"],
        input=b"MANDATE\nKeep the valley safe.\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert mandates(here / "kg") == {"hill", "lake", "island", "valley"}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("plans/*.txt", {"river"}),
        ("plans/**/*.txt", {"river", "forest"}),
        ("plans/n*", {"forest", "lake"}),
        ("plans/**", {"river", "forest", "lake"}),
        ("plans/north/[fk]*", {"forest"}),
    ],
)
def test_a_pattern_means_the_files_that_it_fits(
    here: Path, pattern: str, found: set[str]
) -> None:
    build([pattern], "kg")
    assert mandates(here / "kg") == found


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(here: Path) -> None:
    plan(here, "plan[1].txt", "hill")
    build(["plan[1].txt"], "kg")
    assert mandates(here / "kg") == {"hill"}


def test_files_of_another_kind_are_not_read_unless_they_are_named(here: Path) -> None:
    schema = "<?xml version='1.0'?><schema><element name='StrategicPlan'/></schema>"
    others = {
        "plan.xsd": schema,
        "bodies.xml": "<iati-organisations><iati-organisation/></iati-organisations>",
        "staff.csv": "Name,Room\nAnn,12\n",
        "context.jsonld": '{"@context": {"ex": "https://example.org/"}}',
    }
    for name, text in others.items():
        (here / "plans" / "north" / name).write_text(text, "utf-8")
    summary = build(["plans/north"], "kg")
    rows = statuses(summary)
    assert {rows[f"plans/north/{name}"] for name in others} == {"not read"}
    assert not summary.failed
    for name in others:
        rows = statuses(build([f"plans/north/{name}", "plans/north"], "kg"))
        assert rows[f"plans/north/{name}"] == "failed"
    (here / "plans" / "north" / "staff.csv").write_bytes(b"Name\0Room\n")
    (here / "plans" / "north" / "bodies.xml").write_text("<iati-activities>", "utf-8")
    rows = statuses(build(["plans/north"], "kg"))
    assert [n for n in others if rows[f"plans/north/{n}"] == "failed"] == [
        "bodies.xml",
        "staff.csv",
    ]


def test_a_pattern_that_fits_nothing_is_named(here: Path) -> None:
    assert "plans/*.pdf" in fails("build", "plans/*.pdf", "-g", "kg", cwd=here)
    summary = build(["plans/*.pdf", "plans/*.txt"], "kg")
    assert statuses(summary)["plans/*.pdf"] == "failed"
    assert mandates(here / "kg") == {"river"}


def test_a_file_that_is_named_twice_is_read_once(here: Path) -> None:
    (here / "link.txt").symlink_to(here / "plans" / "river.txt")
    names: list[str | Path]
    names = ["plans/river.txt", "./plans/../plans/river.txt", here / "plans", "plans"]
    summary = build([*names, "link.txt", "plans/r*.txt"], "kg")
    assert [s.file for s in summary.sources].count("plans/river.txt") == 1
    assert "link.txt" not in statuses(summary)


def test_a_copy_of_a_file_is_named_and_not_built_again(here: Path) -> None:
    (here / "plans" / "a copy.txt").write_bytes(Path("plans/river.txt").read_bytes())
    summary = build(["plans"], "kg")
    assert statuses(summary)["plans/a copy.txt"] == "built"
    copy = next(s for s in summary.sources if s.file == "plans/river.txt")
    assert (copy.status, copy.problem) == (
        "same as another",
        "plans/river.txt: it holds the same bytes as plans/a copy.txt",
    )
    assert run("build", "plans", "-g", "kg", cwd=here).returncode == 0


def test_a_manifest_knows_a_file_better_than_who_finds_it(here: Path) -> None:
    (here / "plans" / "north" / "manifest.toml").write_text(
        '[[source]]\nfile = "lake.text"\n[[source.plan]]\nindex = 1\nkey = "lake"\n'
    )
    summary = build(["plans/north/lake.text", "plans"], "kg")
    rows = {s.file: s.plans for s in summary.sources}
    assert rows["lake.text"] == ["lake"]
    assert "plans/north/forest.txt" not in rows
    assert "plans/north/lake.text" not in rows


@pytest.mark.usefixtures("here")
def test_a_file_that_is_named_must_hold_a_plan() -> None:
    with pytest.raises(SourceError, match="recognised"):
        build(["plans/README.md"], "kg")
    summary = build(["plans/README.md", "plans"], "kg")
    assert statuses(summary)["plans/README.md"] == "failed"


def test_a_folder_without_any_plan_is_refused(here: Path) -> None:
    (here / "empty" / "below").mkdir(parents=True)
    assert "no file to read" in fails("build", "empty", "-g", "kg", cwd=here)
    (here / "empty" / "poem.txt").write_text("The river runs.\n", "utf-8")
    assert "no plan" in fails("build", "empty", "-g", "kg", cwd=here)
    assert not (here / "kg").exists()


def test_links_that_go_round_are_not_followed(here: Path) -> None:
    (here / "plans" / "north" / "up").symlink_to(here / "plans")
    (here / "plans" / "nowhere.txt").symlink_to("gone.txt")
    rows = statuses(build(["plans"], "kg"))
    assert rows["plans/north/up"] == "not read"
    assert rows["plans/nowhere.txt"] == "failed"


def test_a_format_that_is_given_overrides_what_the_content_says(here: Path) -> None:
    page = here / "page.html"
    page.write_text("<!doctype html>\nMANDATE\nKeep the river safe.\n", "utf-8")
    summary = build([page], "kg", format="text")
    assert summary.sources[0].format == "text"
    assert mandates(here / "kg") == {"river"}


def test_a_manifest_can_name_the_format_of_a_source(here: Path) -> None:
    (here / "set").mkdir()
    (here / "set" / "a.json").write_text("MANDATE\nKeep the river safe.\n", "utf-8")
    manifest = here / "set" / "manifest.toml"
    manifest.write_text('[[source]]\nfile = "a.json"\nformat = "text"\n')
    build(["set"], "kg")
    assert mandates(here / "kg") == {"river"}
    manifest.write_text('[[source]]\nfile = "a.json"\nformat = "odt"\n')
    with pytest.raises(SourceError, match="format is 'odt'"):
        build(["set"], "kg2")


def test_a_pipe_is_read_once_and_to_its_end(here: Path) -> None:
    os.mkfifo("pipe")
    child = subprocess.Popen([*COMMAND, "build", "pipe", "-g", "kg"])
    Path("pipe").write_bytes(b"MANDATE\nKeep the river safe.\n")
    assert child.wait(60) == 0
    assert mandates(here / "kg") == {"river"}


def test_standard_input_in_turn_gives_one_plan_each(here: Path) -> None:
    for word in ("river", "forest"):
        subprocess.run(
            [*COMMAND, "build", "-", "-g", "kg"],
            input=f"MANDATE\nKeep the {word} safe.\n".encode(),
            check=True,
            capture_output=True,
        )
    assert mandates(here / "kg") == {"river", "forest"}


def test_a_name_that_is_no_text_is_refused_in_one_line(here: Path) -> None:
    name = b"plans/\xff.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(b"MANDATE\nKeep the sea safe.\n")
    except OSError as error:
        pytest.skip(f"no such names here: {error}")
    summary = build(["plans"], "kg")
    (bad,) = summary.failed
    assert "not UTF-8" in bad.problem
    assert "river" in mandates(here / "kg")


def test_files_that_belong_together_are_one_source(here: Path) -> None:
    folder = here / "frameworks" / "sdg-texts" / "en"
    folder.mkdir(parents=True)
    (folder / "global_goals.yml").write_text('1-title: "End poverty everywhere"\n')
    pytest.importorskip("yaml")
    summary = build(["frameworks"], "kg")
    (row,) = summary.sources
    assert (row.file, row.format, row.concepts) == ("frameworks/sdg-texts", "sdg", 1)


def test_the_summary_is_the_same_as_json(here: Path) -> None:
    done = run("build", "plans", "nowhere.txt", "-g", "kg", "--json", cwd=here)
    assert done.returncode == 1
    table = json.loads(done.stdout)
    rows = {row["file"]: row for row in table["sources"]}
    assert rows["plans/river.txt"]["statements"] == {"mandate": 1}
    assert rows["plans/river.txt"]["leftover_percent"] == 0
    assert "no such file" in rows["nowhere.txt"]["problem"]
    assert table["quads"] > 0
    again = json.loads(run("build", "plans", "-g", "kg", "--json", cwd=here).stdout)
    assert (again["quads"], again["graphs"]) == (0, 0)


@pytest.mark.usefixtures("here")
def test_the_error_has_the_summary_of_what_was_tried() -> None:
    with pytest.raises(NothingBuiltError, match="none of the 2 sources") as raised:
        build(["nowhere.txt", "plans/photo.jpg"], "kg")
    problems = [s.problem for s in raised.value.summary.failed]
    assert [p.partition(":")[0] for p in problems] == ["nowhere.txt", "plans/photo.jpg"]


def test_a_mapping_says_what_the_columns_of_a_table_mean(here: Path) -> None:
    table, mapping = here / "list.csv", here / "ours.toml"
    table.write_text("What we count,Why\nWells that work,Water\n", "utf-8")
    rule = (
        'name = "ours"\nprefix = "ours"\n'
        '[[table]]\nname = "list"\ncolumns = ["What we count"]\n'
        '[[table.element]]\nname = "i"\nkind = "{}"\ntext = "What we count"\n'
        'fields = ["Why"]\n'
    )
    assert "no mapping fits" in fails("build", "list.csv", "-g", "kg", cwd=here)
    mapping.write_text(rule.format("indicator"))
    summary = build([table], "kg", mapping=str(mapping))
    assert summary.sources[0].statements == {"indicator": 1}
    assert build([table], "kg", mapping=str(mapping)).sources[0].status == "unchanged"
    mapping.write_text(rule.format("expected_result"))
    assert build([table], "kg", mapping=str(mapping)).sources[0].status == "built"
    (here / "set").mkdir()
    table.rename("set/list.csv")
    mapping.rename("set/ours.toml")
    (here / "set" / "manifest.toml").write_text(
        '[[source]]\nfile = "list.csv"\nmapping = "ours.toml"\n'
    )
    summary = build(["set"], "kg2")
    assert summary.sources[0].statements == {"expected_result": 1}
    Path("set/ours.toml").rename("ours.toml")
    assert "set/ours.toml" in fails("build", "set", "-g", "kg3", cwd=here)
    done = run("extract", "set/list.csv", "--mapping", "ours.toml", cwd=here)
    assert "Wells that work" in done.stdout


def test_tables_that_make_one_framework_together_are_one_source(here: Path) -> None:
    tables = SHARED / "corpora" / "iati" / "csv" / "worldbank-679"
    if not tables.is_dir():
        pytest.skip("the IATI tables are not here")
    folder = here / "tables" / "iati"
    folder.mkdir(parents=True)
    plan(here / "tables", "note.txt", "river")
    for file in tables.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    rows = {s.file: s.format for s in build(["tables"], "kg").sources}
    assert rows == {"tables/iati": "table", "tables/note.txt": "text"}
