"""The notebook in docs/: it runs offline, and its outputs are those that are committed.

`python tests/test_notebook.py docs/analysis.ipynb` runs it and writes what came out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
for needed in ("nbclient", "ipykernel", "pandas"):
    pytest.importorskip(needed)

NOTEBOOK = Path(__file__).parent.parent / "docs" / "analysis.ipynb"
REMAKE = "if rightly so: python tests/test_notebook.py docs/analysis.ipynb"
Outputs = list[tuple[str, list[str]]]


def execute(target: Path, place: Path) -> None:
    """Run the notebook by this very interpreter; its files lie in the place."""
    from ipykernel.kernelspec import write_kernel_spec
    from nbclient import NotebookClient

    write_kernel_spec(str(place / "kernels" / "python3"))
    os.environ |= {
        "JUPYTER_PATH": str(place),
        "IPYTHONDIR": str(place / "ipython"),
        "TMPDIR": str(place),
    }
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(
        notebook, timeout=120, record_timing=False, resources=folder
    ).execute()
    notebook.metadata["language_info"] = {"name": "python"}  # without its version
    nbformat.write(notebook, target)


def outputs(file: Path) -> Outputs:
    """The source of each cell with what it put out, as text."""
    return [
        (str(cell.source), [shown(output) for output in cell.outputs])
        for cell in nbformat.read(file, as_version=4).cells
        if cell.cell_type == "code"
    ]


def shown(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text)
    assert output.output_type in ("execute_result", "display_data"), output
    return str(output.data.get("text/html", output.data["text/plain"]))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    target = tmp_path_factory.mktemp("notebook") / "executed.ipynb"
    done = subprocess.run(
        [sys.executable, __file__, str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return outputs(target)


def output_of(run: Outputs, part: str) -> str:
    """What the one cell whose source holds the part put out."""
    (found,) = ["".join(texts) for source, texts in run if part in source]
    return found


def test_the_outputs_in_the_file_are_those_of_a_run(run: Outputs) -> None:
    for ours, theirs in zip(run, outputs(NOTEBOOK), strict=True):
        assert ours == theirs, REMAKE


def test_the_cells_say_what_the_leaflets_say(run: Outputs) -> None:
    # sources/interpol-leaflets.txt, by hand: four objectives in each leaflet, those of
    # the second without wording; thirteen results, in the second only
    arabic = output_of(run, "objectives = mandategraph.run")
    assert '<div lang="ar" dir="rtl">' in arabic
    assert arabic.count("<tr>") == 1 + 4
    rows = output_of(run, "first = objectives.rows[0]").splitlines()
    assert rows == [
        "الهدف 1 | ar · label · machine",
        "OBJECTIF 1 | fr",
        "<https://w3id.org/mandategraph/id/ct-o1>",
    ]
    counts = re.findall(r"<td>(.*?)</td>", output_of(run, '[["plan_label", "mand'))
    assert counts == ["plan-ct", "1", "4", "13", "0", "plan-fcc", "0", "4", "0", "0"]
    gaps = re.findall(r"<td>(.*?)</td>", output_of(run, "counted = {"))
    assert gaps == ["4", "4", "13", "13", "0", "4", "0", "0"]
    network = output_of(run, "in_degree").splitlines()
    assert network[0] == "MultiDiGraph with 17 nodes and 52 edges"
    assert network[1:] == [f"OBJECTIVE {n} 13" for n in (1, 2, 3, 4)]
    files = output_of(run, "write_graphml").splitlines()[-1]
    assert "'objectives.xlsx', 'open_results.graphml'" in files


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        execute(Path(sys.argv[1]).absolute(), Path(folder))
