"""Containers of a page as boxes: one objective each, side by side.

`<div><h3>Objective 1</h3>…</div><div><h3>Objective 2</h3>…</div>`: what stands after
the last of them is under none of them. All other containers say nothing of a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mandategraph.read.html.blocks import Group
from mandategraph.read.story.blocks import Box, Paragraph, Table
from mandategraph.read.story.page import heading_of

if TYPE_CHECKING:
    from mandategraph.read.story.blocks import Block

Counts: TypeAlias = dict[int, tuple[int, Group]]


def plain(blocks: list[Block | Group]) -> list[Block]:
    """The blocks without containers; those that are cards become boxes.

    A table that holds tables only lays out the page: its cells are containers.
    """
    return _plain(blocks, {}, cards=True)


def _plain(blocks: list[Block | Group], counts: Counts, *, cards: bool) -> list[Block]:
    """As `plain`; `counts` has the headings of objectives in each container."""
    blocks = [
        Group([Group(list(c.blocks)) for row in block.rows for c in row])
        if isinstance(block, Table) and _holds_table(block)
        else block
        for block in blocks
    ]
    found: list[Block] = []
    boxes = _cards(blocks, counts) if cards else set()
    for block in blocks:
        if isinstance(block, Group):
            inside = cards and id(block) not in boxes
            inner = _plain(block.blocks, counts, cards=inside)
            found += [Box(inner)] if id(block) in boxes else inner
            continue
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                cell.blocks = _plain(list(cell.blocks), counts, cards=False)
        found.append(block)
    return found


def _holds_table(table: Table) -> bool:
    """Whether a table stands in a cell of this one."""
    todo = [b for row in table.rows for cell in row for b in cell.blocks]
    while todo:
        block = todo.pop()
        if isinstance(block, Table):
            return True
        if isinstance(block, Group):
            todo += block.blocks
    return False


def _cards(blocks: list[Block | Group], counts: Counts) -> set[int]:
    """The containers that are cards: two or more, with nothing between them."""
    runs: list[list[int]] = [[]]
    for block in blocks:
        if isinstance(block, Group) and not _first(block):
            continue  # without words
        if isinstance(block, Group) and _is_card(block, counts):
            runs[-1].append(id(block))
        else:
            runs.append([])
    return {card for run in runs if len(run) > 1 for card in run}


def _is_card(group: Group, counts: Counts) -> bool:
    """Whether it begins with the heading of an objective and has words for it."""
    paragraphs = _words(group, 3)
    first = paragraphs[0]
    if len(paragraphs) < 2 or not _of_objective(first):
        return False
    return _objectives(group, counts) == 1


def _first(group: Group) -> bool:
    return bool(_words(group, 1))


def _words(group: Group, most: int) -> list[Paragraph]:
    """The first paragraphs in the container."""
    found: list[Paragraph] = []
    todo = [iter(group.blocks)]
    while todo and len(found) < most:
        block = next(todo[-1], None)
        if block is None:
            todo.pop()
        elif isinstance(block, Group):
            todo.append(iter(block.blocks))
        elif isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            cells = [c for row in block.rows for c in row]
            found += [p for c in cells for p in _words(Group(list(c.blocks)), most)]
    return found[:most]


def _objectives(group: Group, counts: Counts) -> int:
    """How many headings of objectives the container has; each is counted once."""
    if id(group) not in counts:
        number = sum(
            _objectives(block, counts)
            if isinstance(block, Group)
            else isinstance(block, Paragraph) and _of_objective(block)
            for block in group.blocks
        )
        counts[id(group)] = number, group  # kept, so that its id stays its own
    return counts[id(group)][0]


def _of_objective(paragraph: Paragraph) -> bool:
    """Whether the paragraph begins as the heading of one objective does."""
    if paragraph.mark and paragraph.level is None:
        return False
    kind, _, alone = heading_of(paragraph.text)
    heading = paragraph.level is not None or paragraph.strong
    return kind == "objective" and (alone or heading)
