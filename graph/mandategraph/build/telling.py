"""What is said of a build while its sources are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.build.options import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mandategraph.build.workers import Event


class Teller:
    """Turns what the workers say into progress."""

    def __init__(
        self, progress: Callable[[Progress], None], sizes: Mapping[int, int]
    ) -> None:
        self.progress, self.sizes = progress, sizes
        self.doing: dict[int, str] = {}
        self.at: dict[int, int] = {}
        self.done = 0

    def tell(self, event: Event) -> None:
        """Take the event in and say how far the build is now."""
        kind, number, value = event
        if kind == "begin":
            self.doing[number] = value
        elif kind == "at":
            self.at[number] = value
        elif kind == "done":
            self.doing.pop(number, None)
            self.at[number] = self.sizes[number]
            self.done += 1
        self.progress(
            Progress(
                ", ".join(self.doing.values()),
                self.done,
                len(self.sizes),
                sum(self.at.values()),
                sum(self.sizes.values()),
            )
        )
