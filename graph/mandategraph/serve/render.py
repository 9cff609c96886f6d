"""Pages as HTML, by templates that escape every value."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mandategraph.language import direction_of
from mandategraph.serve.wording import UI_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from mandategraph.serve.page import Page, Visit


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mandategraph.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["direction_of"] = direction_of
    return environment


def html(page: Page, visit: Visit, menu: list[dict[str, str]], address: str) -> str:
    """The page in its interface language; `address` is its path and parameters."""
    words = visit.words
    return (
        _environment()
        .get_template(f"{page.template}.html")
        .render(
            page=page,
            **page.data,
            menu=menu,
            _=words.say,
            count=words.count,
            ui=words.lang,
            dir=direction_of(words.lang),
            link=lambda path, **more: linked(visit, path, more),
            iri_link=lambda iri: linked(visit, visit.site.address(iri), {}),
            languages=[
                (lang, linked(visit, address, {"ui": lang})) for lang in UI_LANGUAGES
            ],
            writable=bool(visit.site.token),
        )
    )


def linked(visit: Visit, path: str, more: Mapping[str, Any]) -> str:
    """The path with both languages of the visit and more parameters, each once."""
    given, _, query = path.partition("?")
    settled = {"ui": visit.words.lang, "lang": ",".join(visit.policy.asked)}
    settled |= {name: str(value) for name, value in more.items() if value is not None}
    from urllib.parse import parse_qsl

    rest = [(k, v) for k, v in parse_qsl(query) if k not in settled]
    pairs = [*rest, *((k, v) for k, v in settled.items() if v)]
    return f"{given}?{urlencode(pairs)}" if pairs else given
