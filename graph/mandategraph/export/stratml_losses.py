"""What of a plan did not fit into a StratML document, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.model import Field


@dataclass(frozen=True, slots=True)
class Loss:
    """So many things of one kind are not in the document as the plan has them, and why.

    Also what had to be added: identifiers that were minted, a type that was assumed.
    """

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        return f"{self.what} x {self.count}: {self.why}"


class Losses:
    """Counts losses; `part` is the part of StratML that is written."""

    def __init__(self, part: int) -> None:
        self.part = part
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, why: str = "", count: int = 1) -> None:
        """Count `count` of `what`, for which the part has no element unless `why`."""
        if count:
            reason = why or f"Part {self.part} has no element for them"
            self._counts[what, reason] += count

    def fields(self, fields: Iterable[Field]) -> None:
        """Count fields of the source format that have no element."""
        for field in fields:
            name = field.name.removeprefix("stratml:").partition("/")[0]
            self.add(f"{name.partition('[')[0]} (field)")

    def report(self) -> list[Loss]:
        """The losses, by name."""
        return [Loss(what, n, why) for (what, why), n in sorted(self._counts.items())]
