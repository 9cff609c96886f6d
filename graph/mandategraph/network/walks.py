"""Paths and circles of a network, the shortest first, always in the same order."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


_T = TypeVar("_T", bound=_Ordered)


def shortest_first(
    links: nx.DiGraph[_T], ends: Iterable[tuple[_T, _T]], *, rising: bool = False
) -> Iterator[tuple[_T, ...]]:
    """The simple paths between each pair of ends: by length, then by their nodes.

    A path from a node to itself is a circle, and ends with the node it began with.
    `rising` keeps to paths of which no node is less than the first: so each circle is
    found once, from its least node on. The next path takes polynomial time, however
    many there are.
    """
    heap: list[tuple[int, tuple[_T, ...], _T]] = []

    def push(begun: tuple[_T, ...], end: _T) -> None:
        steps = _steps(links, begun, end, rising=rising)
        if steps is not None:
            heappush(heap, (len(begun) - 1 + steps, begun, end))

    for source, target in ends:
        push((source,), target)
    # the bound is exact: what is taken from the heap leads to a path of that length,
    # and all that begins with one path comes before what begins with a later one
    while heap:
        _, path, end = heappop(heap)
        if _arrived(path, end):
            yield path
            continue
        for node in links.successors(path[-1]):
            if node == end or (node not in path and not (rising and node < path[0])):
                push((*path, node), end)


def _arrived(path: tuple[_T, ...], target: _T) -> bool:
    return len(path) > 1 and path[-1] == target


def _steps(
    links: nx.DiGraph[_T], path: tuple[_T, ...], target: _T, *, rising: bool
) -> int | None:
    """The links that it takes at least from the end of the path; None: no way on."""
    if _arrived(path, target):
        return 0
    seen: set[Any] = set(path)
    reached, steps = [path[-1]], 0
    while reached:
        steps += 1
        after = []
        for node in reached:
            for way in links.successors(node):
                if way == target:
                    return steps
                if way not in seen and not (rising and way < path[0]):
                    seen.add(way)
                    after.append(way)
        reached = after
    return None
