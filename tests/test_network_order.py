"""The same graph gives the same bytes in each process, parts and cycles included."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from conftest import ID
from linked_plans import Linked, linked_graph
from mandategraph.language import LanguagePolicy
from mandategraph.network import part_of, to_network

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = ("1", "2", "3")
FORMATS = (
    *("graphml", "gexf", "dot", "mermaid", "cyjs", "pajek", "d3", "csv", "html"),
)
EXPORTS = f"""
import sys
from hashlib import sha256
from mandategraph.export import export
from mandategraph.export.options import ExportOptions
from mandategraph.language import LanguagePolicy
from mandategraph.store import open_graph
graph, policy = open_graph(sys.argv[1]), LanguagePolicy(["en"])
for how in ({{"plan": "b"}}, {{"focus": "b-O1", "hops": 1}}):
    for name in {FORMATS!r}:
        if name == "html" and "focus" in how:
            continue
        data = export(name, graph, policy, ExportOptions(**how))
        print(name, *how, sha256(data).hexdigest())
"""
MEASURES = """
import sys
from mandategraph.language import LanguagePolicy
from mandategraph.network import chain_audit, communities, centrality, roll_up, bridges
from mandategraph.store import open_graph
graph, policy = open_graph(sys.argv[1]), LanguagePolicy(["en"])
print(chain_audit(graph, policy))
print(roll_up(graph, policy, of="objective", to="objective", paths=2))
for method in ("louvain", "greedy"):
    print(communities(graph, policy, method=method))
for by in ("betweenness", "degree", "closeness"):
    print(centrality(graph, policy, measure=by))
print(bridges(graph, policy))
"""


def plan(key: str, size: int) -> Linked:
    """Objectives of one mandate, each with a result and an indicator."""
    rows = [f"{key}-O{n} serves {key}-M stated" for n in range(1, size)]
    rows += [f"{key}-R{n} expectedResultOf {key}-O{n} stated" for n in range(1, size)]
    rows += [f"{key}-I{n} indicatorOf {key}-R{n} stated" for n in range(1, size)]
    return Linked("\n".join(rows), plan=key, holder=f"org-{key}")


def said_in_processes(code: str, path: Path) -> set[str]:
    """What the code prints, in a process for each seed of the hash."""

    def said(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    with ThreadPoolExecutor(2) as pool:
        return set(pool.map(said, SEEDS))


def test_parts_of_a_graph_are_the_same_bytes_in_each_process(tmp_path: Path) -> None:
    plans = [plan("a", 12), plan("b", 4), plan("c", 12)]
    path = tmp_path / "plans.nq"
    path.write_bytes(linked_graph(*plans).nquads())
    (one,) = said_in_processes(EXPORTS, path)
    assert len(one.splitlines()) == 2 * len(FORMATS) - 1


def test_of_many_cycles_the_same_are_told_in_each_process(tmp_path: Path) -> None:
    rows = [f"O{a} subObjectiveOf O{b} stated" for a in range(7) for b in range(7)]
    path = tmp_path / "cycles.nq"
    path.write_bytes(linked_graph(Linked("\n".join(rows))).nquads())
    (one,) = said_in_processes(MEASURES, path)
    assert "more_cycles=True" in one


@pytest.mark.parametrize("chosen", [["O2", "O1", "M"], ["M"], []])
def test_a_part_has_its_nodes_in_the_order_of_the_whole(chosen: list[str]) -> None:
    graph = linked_graph(Linked("O1 serves M stated\nO2 serves M stated\nR1 x O1 open"))
    whole = to_network(graph, LanguagePolicy(["en"]))
    wanted = {ID + name for name in chosen}
    found = part_of(whole, wanted)
    assert list(found) == [node for node in whole if node in wanted]
    expected = whole.subgraph(wanted)
    assert [found.nodes[n] for n in found] == [expected.nodes[n] for n in found]
    edges = sorted(found.edges(keys=True, data=True), key=str)
    assert edges == sorted(expected.edges(keys=True, data=True), key=str)
    assert found.graph == whole.graph
    if chosen:
        found.nodes[f"{ID}M"]["label"] = "changed"
        assert whole.nodes[f"{ID}M"]["label"] != "changed"
