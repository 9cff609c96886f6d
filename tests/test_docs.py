"""The README and the pages in docs/: every command shown works as shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import mandategraph
from conftest import CHECKOUT

PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, kind: str) -> list[str]:
    text = page.read_text("utf-8")
    return [body for name, body in BLOCK.findall(text) if name == kind]


def commands(page: Path) -> list[str]:
    lines = [line for body in blocks(page, "") for line in body.splitlines()]
    return [line for line in lines if line.startswith("mandategraph ")]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources and the graph that the pages speak of."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "sources").symlink_to(CHECKOUT / "sources")
    run("mandategraph build sources --graph kg", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    assert words[0] == "mandategraph"
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), f"{command}\n{done.stderr}"
    return done


@pytest.mark.parametrize(
    ("page", "command"),
    [
        pytest.param(page, command, id=f"{page.name}: {command}")
        for page in PAGES
        for command in commands(page)
    ],
)
def test_the_command_works_as_shown(page: Path, command: str, room: Path) -> None:
    del page
    done = run(command, room)
    assert done.returncode == 0, done.stderr


def test_the_readmes_python_works_as_shown(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(room)
    (code,) = blocks(CHECKOUT / "README.md", "python")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - it is our own page
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8


def test_links_and_pictures_of_the_pages_exist() -> None:
    for page in [*PAGES, CHECKOUT / "CONTRIBUTING.md", CHECKOUT / "sources/README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            if "://" not in target and not target.startswith("<"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readmes_quick_start_has_exactly_two_commands() -> None:
    text = (CHECKOUT / "README.md").read_text("utf-8")
    section = text.partition("## Quick start")[2].partition("\n## ")[0]
    (block,) = BLOCK.findall(section)
    assert block[1].splitlines() == ["make demo", "make test"]


def test_every_command_is_in_the_readme() -> None:
    from mandategraph.cli import COMMANDS

    text = (CHECKOUT / "README.md").read_text("utf-8")
    for name in COMMANDS:
        assert re.search(rf"^\| `{name}\b", text, re.MULTILINE), name


def test_one_version_for_code_ontology_changelog_and_citation() -> None:
    version = mandategraph.__version__
    changelog = (CHECKOUT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (\S+) ", changelog, re.MULTILINE)[0] == version
    assert f"\nversion: {version}\n" in (CHECKOUT / "CITATION.cff").read_text("utf-8")
