"""The plan maps of the page: one picture for each plan and interface language."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from mandategraph.draw.fold import fold
from mandategraph.draw.gather import pages
from mandategraph.draw.layout import sheets
from mandategraph.draw.palette import PALETTES
from mandategraph.draw.paper import paper
from mandategraph.draw.picture import Picture
from mandategraph.draw.svg import to_svg
from mandategraph.language import DECLARED, LanguagePolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.store import MandateGraph

MOST_MAPS: Final = 12
_HREF: Final = re.compile(r' href="([^"]*)"')


def plan_maps(
    graph: MandateGraph,
    policy: LanguagePolicy,
    plans: list[str],
    anchors: Mapping[str, str],
) -> dict[str, list[str]]:
    """The pictures of the first twelve plans by language, as SVG without prolog.

    What has an anchor on the page, by its IRI, is led to there and not on the web.
    """

    def inner(match: re.Match[str]) -> str:
        at = anchors.get(unescape(match[1]))
        return match[0] if at is None else f' href="#{at}"'

    maps: dict[str, list[str]] = {}
    for lang in DECLARED:
        asked = (lang, *(a for a in policy.asked if a != lang))
        own = LanguagePolicy(asked, policy.declared)
        only = plans[0] if len(plans) == 1 else None
        found = {page.iri: page for page in pages(graph, own, plan=only, cross=True)}
        maps[lang] = []
        for page in (found[plan] for plan in plans[:MOST_MAPS]):
            fold(page)
            picture = Picture(page.title, sheets(page, paper("screen")))
            maps[lang].append(_HREF.sub(inner, to_svg(picture)))
    return maps


def dark_style() -> str:
    """Style that gives the pictures their dark colours where the reader prefers dark.

    White is paper, and the ink of words on a bar, which stay white.
    """
    light, dark = PALETTES["light"], PALETTES["dark"]
    to: dict[str, str] = {}
    for name, colour in light.items():
        to.setdefault(colour, dark[name])
    rules = [
        f'.map [{what}="{a}"]{{{what}:{b}}}'
        for a, b in sorted(to.items())
        for what in ("fill", "stroke")
    ]
    white = '.map text[fill="#ffffff"]{fill:#ffffff}'
    body = "".join(rules)
    return f"@media screen and (prefers-color-scheme:dark){{{body}{white}}}"
