"""A small plan of a river, graphs of it to be copied, and imports into them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mandategraph.build import build
from mandategraph.build.imported import Imported
from mandategraph.language import LanguagePolicy
from mandategraph.store import open_graph
from mandategraph.translate.apply import ImportOptions, import_delivery
from mandategraph.translate.context import entries
from mandategraph.translate.files import format_of
from mandategraph.translate.outcomes import Report
from mandategraph.translate.rows import Delivery, Row
from mandategraph.translate.units import units
from running import TARGETS

TEXT = """MANDATE
Keep the river safe for 12 towns.

OBJECTIVE 1: Reduce flood damage.
OBJECTIVE 2: Warn every town.
"""
MANIFEST = """
[[source]]
file = "river.txt"
[[source.plan]]
index = 1
key = "rv"
"""
MANDATE = "Keep the river safe for 12 towns."
SPANISH = "Mantener seguro el río para 12 pueblos."
BY_ANA = ImportOptions(agent="Ana Ruiz")
DAY, EPOCH = "2026-11-20", "1795132800"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources and, built once, a graph of each kind, to be copied."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "sources").mkdir()
    (folder / "sources/river.txt").write_text(TEXT, "utf-8")
    (folder / "sources/manifest.toml").write_text(MANIFEST, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for target in TARGETS:
            build(["sources"], target)
    return folder


@pytest.fixture(autouse=True)
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    place = Path(shutil.copytree(built, tmp_path / "here"))
    monkeypatch.chdir(place)
    return place


@pytest.fixture(params=TARGETS)
def kg(request: pytest.FixtureRequest, here: Path) -> Path:
    return here / str(request.param)


@pytest.fixture
def folder(here: Path) -> Path:
    return here / "kg"


def row(text: str, code: str = "rv-m", source: str = MANDATE) -> Row:
    return Row("row 2", code, "text", source, "es", text)


def take(kg: Path, *rows: Row, options: ImportOptions = BY_ANA) -> Report:
    return import_delivery(Delivery(rows), kg, options)


def kinds(report: Report) -> list[str]:
    return [one.kind for one in report.outcomes]


def form(kg: Path, local: str = "rv-m-es") -> dict[str, str]:
    """What the graph says of a text form, by the last parts of its properties."""
    rows = open_graph(kg).select_text(f"SELECT ?p ?o WHERE {{ id:{local} ?p ?o }}")
    return {p.rpartition("/")[2].rpartition("#")[2]: o for p, o in rows}


def tables(kg: Path) -> Path:
    return kg / "translations" if kg.is_dir() else Path(f"{kg}.translations")


def exported(kg: Path, form: str, lang: str = "es") -> bytes:
    graph = open_graph(kg)
    imported = Imported(tables(kg))
    chosen = [u for u in units(graph, lang) if not u.of_issuer]
    return format_of("x", form).write(
        entries(graph, chosen, LanguagePolicy(), imported), lang
    )
