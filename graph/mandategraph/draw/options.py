"""What is drawn of a graph, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from mandategraph.draw.palette import Theme

Direction = Literal["lr", "tb", "bt"]
DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """`plan` and `focus` are IRIs or their last segments: only that plan or element.

    `compare` is a second plan, drawn beside the first. `page` is the name of a paper of
    `paper.PAPERS`. `split` gives each objective pages of its own; in the coverage, each
    plan a table. `direction` is that of a results chain: from left to right, from top
    to bottom or from bottom to top; on a page that reads from right to left, lr runs
    from right to left. `title` takes the place of the title of the first page. `date`
    is printed as the day of drawing, in ISO 8601; without it the same graph gives the
    same bytes on every day.
    """

    plan: str | None = None
    focus: str | None = None
    compare: str | None = None
    page: str = "screen"
    theme: Theme = "light"
    direction: Direction = "lr"
    split: bool = False
    title: str | None = None
    date: str = ""

    def __post_init__(self) -> None:
        from mandategraph.draw.metrics import drawable
        from mandategraph.draw.palette import THEMES
        from mandategraph.draw.paper import PAPERS

        known = (
            ("page size", self.page, tuple(PAPERS)),
            ("theme", self.theme, THEMES),
            ("direction", self.direction, DIRECTIONS),
        )
        for kind, name, names in known:
            if name not in names:
                raise UnknownNameError(kind, name, names)
        if self.title is not None:
            object.__setattr__(self, "title", drawable(self.title) or None)
