"""Turtle from strangers: what must be refused first, and errors with their line."""

from __future__ import annotations

import re
from typing import Final

from mandategraph.errors import SourceError

_NESTED: Final = 100  # quoted triples within one another; the parser has no limit
_WHERE: Final = re.compile(
    r"^Parser error (?:at|between) .*?line (\d+)[^:]*: |^Parser error .*?: "
)
_LINE: Final = re.compile(r" \(line \d+\)$")


def refuse_nested(text: str, file: str) -> None:
    """Stop before quoted triples so deep that the parser would exhaust its stack."""
    depth = 0
    for mark in re.finditer(r"<<|>>", text):
        depth = depth + 1 if mark.group() == "<<" else max(depth - 1, 0)
        if depth > _NESTED:
            reason = f"triples are quoted in triples more than {_NESTED} levels deep"
            raise SourceError(file, reason, "take them out")


def why(error: SyntaxError, *, lines: bool = True) -> str:
    """What the parser complains of, after the line unless `lines` is false."""
    found = _WHERE.match(str(error))
    reason = str(error)[found.end() :] if found else str(error)
    reason = _LINE.sub("", reason)  # some versions say the line twice
    where = f"line {found[1]}: " if lines and found and found[1] else ""
    return f"{where}{reason}"
