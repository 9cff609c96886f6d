"""docs/python.md: its Python works as shown, in the order in which it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import CHECKOUT
from mandategraph.store import MandateGraph

pytest.importorskip("pandas")
pytest.importorskip("polars")
PAGE = CHECKOUT / "docs" / "python.md"


def test_the_python_of_the_page_works_as_shown(
    demo_graph: MandateGraph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "kg").symlink_to(demo_graph.target)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 5
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, PAGE.name, "exec"), names)  # noqa: S102 - our own page
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "الهدف 1 ar rtl ar · label · machine"
    assert names["network"].number_of_edges() == 13 * 4
    assert (tmp_path / "objectives.xlsx").stat().st_size > 0
