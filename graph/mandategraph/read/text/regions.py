"""What the layout of a page says of its text: columns, and lines in heading type."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mandategraph.model import Span
    from mandategraph.read.text.normalise import Matching

OUTSIDE = -1  # the number of the text that lies in no region


class Layout:
    """Regions and lines in heading type, as offsets of the matching copy.

    A region is a stretch of whole lines that is one column: a box, a table column.
    `regions` do not overlap (else ValueError); `headings` are offsets of lines that
    larger or bolder type shows to be headings. A stretch is a region, or the text
    between two of them: no heading, item or paragraph goes over its end.
    """

    def __init__(
        self,
        copy: Matching,
        regions: Sequence[Span] = (),
        headings: Collection[int] = (),
    ) -> None:
        self._copy = copy
        spans = sorted(regions)
        if any(b.start < a.end for a, b in pairwise(spans)):
            message = "regions of a text must not overlap"
            raise ValueError(message)
        self._starts = [self._at(span.start) for span in spans]
        self._ends = [self._at(span.end) for span in spans]
        self._bounds = sorted({0, *self._starts, *self._ends, len(copy.text)})
        self._headings = {self._line(self._at(offset)) for offset in headings}

    def region(self, at: int) -> int:
        """The number of the region that holds the offset, in text order; or OUTSIDE."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._ends[number] else OUTSIDE

    def start(self, at: int) -> int:
        """Where the stretch that holds the offset begins."""
        return self._bounds[max(bisect_right(self._bounds, at) - 1, 0)]

    def end(self, at: int) -> int:
        """Where the stretch that holds the offset ends."""
        index = bisect_right(self._bounds, at)
        return self._bounds[min(index, len(self._bounds) - 1)]

    def stretches(self) -> list[tuple[int, int]]:
        """All stretches, in order."""
        return list(pairwise(self._bounds))

    def heading(self, at: int) -> bool:
        """Whether the offset is in a line of heading type."""
        return bool(self._headings) and self._line(at) in self._headings

    def _line(self, at: int) -> int:
        return self._copy.text.rfind("\n", 0, at) + 1

    def _at(self, offset: int) -> int:
        """The offset of the copy for one of the raw text."""
        whole = range(len(self._copy.text) + 1)
        return bisect_left(whole, offset, key=self._copy.to_raw)
