"""Rows of headings on two lines, taken apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mandategraph.read.text.ordinals import parse_number

if TYPE_CHECKING:
    from mandategraph.read.text.headings import Candidate, Lines
    from mandategraph.read.text.normalise import Matching

_MOST = 99


def split_rows(found: list[Candidate], copy: Matching, lines: Lines) -> list[Candidate]:
    """The candidates, each row of two-line headings taken apart.

    In `OBJETIVO OBJETIVO / ESTRATÉGICO 1 ESTRATÉGICO 2` the words of the second line
    become the headings; when they are not as many as those above, none is one.
    """
    kept: list[Candidate] = []
    for c in found:
        word, broken, below = copy.lower[c.noun : c.end].partition("\n")
        if not (broken and c.path and c.linked and c.kind == "objective"):
            kept.append(c)
            continue
        row = len(kept)
        while row and _same_word(kept[row - 1], word.strip(), copy):
            row -= 1
            if not kept[row].linked:
                break
        above = kept[row:]
        if above:
            start = c.noun + len(word) + 1
            label = below.strip(" 0123456789")
            kept[row:] = _headings_below(c, label, start, above, copy, lines)
        else:
            kept.append(c)
    return kept


def _same_word(c: Candidate, word: str, copy: Matching) -> bool:
    return not c.path and copy.lower[c.noun : c.end] == word


def _headings_below(
    c: Candidate,
    label: str,
    start: int,
    above: list[Candidate],
    copy: Matching,
    lines: Lines,
) -> list[Candidate]:
    """One heading per label and number of the second line, which begins at `start`."""
    line_end = lines.end(start)
    pattern = re.compile(rf"\s*({re.escape(label)}\s*(\d{{1,3}}))(?!\w)", re.ASCII)
    parts: list[Candidate] = []
    at = start
    while len(parts) < _MOST and (m := pattern.match(copy.lower, at, line_end)):
        at = m.end()
        parts.append(
            replace(
                c,
                start=m.start(1),
                noun=m.start(1),
                end=at,
                stop=at,
                linked=bool(parts),
                opening=True,
                path=parse_number(m[2]),
                line_end=line_end,
                separator="",
                follows="",
                blank_before=above[0].blank_before,
            )
        )
    whole = not copy.lower[at:line_end].strip()
    return parts if whole and len(parts) == len(above) + 1 else []
