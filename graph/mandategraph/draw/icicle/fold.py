"""Folding: a collection with too many blocks to be told apart shows fewer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.icicle.tree import Node, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.draw.content import Text

MOST_BLOCKS: Final = 400
MOST_LEVELS: Final = 12
THINNEST: Final = 1.5  # units high: what is thinner cannot be seen


def folded(root: Node, more: Callable[[int], Text], room: float) -> tuple[Node, int]:
    """The tree as it can be drawn in a height, and how many blocks are left out.

    First the deepest levels go, until 400 blocks are left and half of them can be seen;
    then, where even that is too much, the smallest of those that stand side by side are
    taken together. Counts stay those of the whole tree.
    """
    total = sum(1 for _ in root.all()) - 1
    unit = room / max(1, root.size)
    columns = _columns(root)[:MOST_LEVELS]
    for count in range(len(columns), 0, -1):
        cut = _cut(root, set(columns[:count]), (-1, 0))
        blocks = [node for node in cut.all() if node is not cut]
        seen = sum(node.size * unit >= THINNEST for node in blocks)
        fits = len(blocks) <= MOST_BLOCKS and 2 * seen >= len(blocks)
        if fits and (count == len(columns) or _several(cut)):
            break
    else:
        # even the first level with several blocks has too many: the largest remain
        cuts = (
            _cut(root, set(columns[: count + 1]), (-1, 0))
            for count in range(len(columns))
        )
        cut = next(cut for cut in cuts if _several(cut))
    cut = _merged(cut, more, unit)
    kept = sum(1 for node in cut.all() if node.kind != "more") - 1
    return cut, total - kept


def _several(root: Node) -> bool:
    return any(len(node.children) > 1 for node in root.all())


def _columns(root: Node) -> list[tuple[int, int]]:
    """The keys of all columns, in order."""
    found: set[tuple[int, int]] = set()
    ahead = [(child, (-1, 0)) for child in root.children]
    while ahead:
        node, above = ahead.pop()
        key = key_of(node, above)
        found.add(key)
        ahead += [(child, key) for child in node.children]
    return sorted(found)


def _cut(node: Node, kept: set[tuple[int, int]], above: tuple[int, int]) -> Node:
    """The tree without the columns that are not kept, nor what lies below them."""
    children = []
    for child in node.children:
        key = key_of(child, above)
        if key in kept:
            children.append(_cut(child, kept, key))
    return replace(node, children=children)


def _merged(node: Node, more: Callable[[int], Text], unit: float) -> Node:
    """The tree with the smallest siblings as one block where there are too many."""
    ranked = sorted(node.children, key=lambda n: -n.size)
    many = ranked[MOST_BLOCKS:]
    thin = [n for n in ranked[:MOST_BLOCKS] if n.size * unit < THINNEST]
    gone = many + (thin if len(thin) + len(many) > 1 else [])
    names = {id(n) for n in gone}
    children = [
        _merged(child, more, unit) for child in node.children if id(child) not in names
    ]
    if gone:
        counts: Counter[str] = Counter()
        for one in gone:
            counts.update(one.counts)
        children.append(
            Node("", "more", more(len(gone)), instead=gone[0].kind, counts=counts)
        )
    return replace(node, children=children)
