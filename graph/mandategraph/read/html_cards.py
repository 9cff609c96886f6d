"""Containers of a page as boxes: one objective each, side by side.

`<div><h3>Objective 1</h3>…</div><div><h3>Objective 2</h3>…</div>`: what stands after
the last of them is under none of them. All other containers say nothing of a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.read.docx_blocks import Box, Paragraph, Table
from mandategraph.read.html_blocks import Group
from mandategraph.read.lexicon import grammar, squeeze
from mandategraph.read.normalise import fold

if TYPE_CHECKING:
    from mandategraph.read.docx_blocks import Block

_LONGEST = 120  # characters of a heading


def plain(blocks: list[Block | Group], *, cards: bool = True) -> list[Block]:
    """The blocks without containers; those that are cards become boxes."""
    found: list[Block] = []
    boxes = _cards(blocks) if cards else set()
    for block in blocks:
        if isinstance(block, Group):
            inner = plain(block.blocks, cards=cards and id(block) not in boxes)
            if id(block) in boxes:
                found.append(Box("", inner))
            else:
                found += inner
            continue
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                cell.blocks = plain(list(cell.blocks), cards=False)
        found.append(block)
    return found


def _cards(blocks: list[Block | Group]) -> set[int]:
    """The containers that are cards: two or more, with nothing between them."""
    runs: list[list[int]] = [[]]
    for block in blocks:
        if isinstance(block, Group) and not _first(block):
            continue  # without words
        if isinstance(block, Group) and _is_card(block):
            runs[-1].append(id(block))
        else:
            runs.append([])
    return {card for run in runs if len(run) > 1 for card in run}


def _is_card(group: Group) -> bool:
    """Whether it begins with the heading of an objective, and has words for that one."""
    paragraphs = _words(group, 3)
    first = paragraphs[0]
    if len(paragraphs) < 2 or not _of_objective(first):
        return False
    return _objectives(group) == 1


def _first(group: Group) -> bool:
    return bool(_words(group, 1))


def _words(group: Group, most: int) -> list[Paragraph]:
    """The first paragraphs in the container."""
    found: list[Paragraph] = []
    todo: list[Block | Group] = list(reversed(group.blocks))
    while todo and len(found) < most:
        block = todo.pop()
        if isinstance(block, Group):
            todo += reversed(block.blocks)
        elif isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            cells = [c for row in block.rows for c in row]
            found += [p for c in cells for p in _words(Group(list(c.blocks)), most)]
    return found[:most]


def _objectives(group: Group) -> int:
    """How many headings of objectives the container has."""
    count = 0
    todo: list[Block | Group] = list(group.blocks)
    while todo:
        block = todo.pop()
        if isinstance(block, Group):
            todo += block.blocks
        elif isinstance(block, Paragraph):
            count += _of_objective(block)
    return count


def _of_objective(paragraph: Paragraph) -> bool:
    """Whether the paragraph begins as the heading of one objective does."""
    if paragraph.mark and paragraph.level is None:
        return False
    folded = fold(paragraph.text[:_LONGEST].partition("\n")[0]).lstrip()
    match = grammar().heading.match(folded)
    if match is None:
        return False
    meaning = grammar().meanings.get(squeeze(match["noun"]))
    if meaning is None or meaning[0] != "objective":
        return False
    rest = folded[match.end() :].lstrip()
    heading = paragraph.level is not None or paragraph.strong
    return not rest or rest[0] in ":.–—-" or heading
