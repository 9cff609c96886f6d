"""Long lists, a part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mandategraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.serve.page import Visit

_T = TypeVar("_T")


def start_of(visit: Visit, name: str = "from") -> int:
    """Where the address says that the part begins; QueryError when it is no number."""
    text = visit.asked.get(name, "") or "0"
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise QueryError(name, "not a number", "give the place of the first, from 0 on")
    return int(text)


def slice_of(
    visit: Visit, whole: Sequence[_T], most: int
) -> tuple[list[_T], dict[str, Any]]:
    """The part of the list that the address asks for, and where it lies."""
    start = start_of(visit)
    return list(whole[start : start + most]), part(start, most, len(whole))


def part(start: int, most: int, whole: int) -> dict[str, Any]:
    """Where a part lies in a list: `start` from 0, `end`, `all`, its neighbours.

    `before` and `after` are the places of the neighbours, None when there is none.
    """
    end = min(start + most, whole)
    return {
        "start": start,
        "end": max(end, start),
        "all": whole,
        "before": max(0, start - most) if start else None,
        "after": end if start <= end < whole else None,
    }
