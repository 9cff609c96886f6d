"""What a page is: plain data, which a template shows and the page's JSON twin holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.serve.site import Site
    from mandategraph.serve.wording import Words


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at what: the site, the two languages, and what the address says.

    `words` are those of the interface language, `policy` chooses labels by the content
    languages. `asked` has the parameters of the address, the last of each name; `path`
    the parts of the path that the route names.
    """

    site: Site
    words: Words
    policy: LanguagePolicy
    asked: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """The answer to a visit; `data` has values that JSON can hold, nothing else."""

    template: str
    title: str
    data: dict[str, Any]
    status: int = 200


@dataclass(slots=True)
class Download:
    """A file in place of a page, and the name by which it is kept."""

    body: bytes
    media_type: str
    name: str


PageFunction: TypeAlias = Callable[[Visit], Page | Download]


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site: its name, its path, who makes it, its name in the menu.

    `menu` is a message of the catalogue, `""` when the menu leaves it out.
    """

    name: str
    path: str
    make: PageFunction
    menu: str = ""
