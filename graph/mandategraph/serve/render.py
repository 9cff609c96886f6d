"""Pages as HTML, by templates that escape every value."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mandategraph.language import DECLARED, direction_of
from mandategraph.serve import names
from mandategraph.serve.places import PLACES
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
    given = {
        **page.data,
        "page": page,
        "menu": menu,
        "places": {place.name: place.path for place in PLACES},
        "_": words.say,
        "count": words.count,
        "number": partial(names.number, words),
        "day": partial(names.day, words),
        "worth": partial(names.worth, words),
        "status_name": partial(names.state, words),
        "role_name": partial(names.role, words),
        "language_name": partial(names.language, words),
        "own_name": lambda code: names.OWN_NAMES.get(code, code),
        "ui": words.lang,
        "content": ",".join(visit.policy.asked),
        "dir": direction_of(words.lang),
        "link": lambda path, **more: linked(visit, path, more),
        "iri_link": lambda iri, **more: linked(visit, visit.site.address(iri), more),
        "web_link": web_link,
        "languages": [
            (lang, linked(visit, address, {"ui": lang})) for lang in UI_LANGUAGES
        ],
        "contents": [
            (lang, linked(visit, address, {"lang": lang})) for lang in DECLARED
        ],
        "twin": _twin(visit, address, page),
        "writable": bool(visit.site.token),
    }
    return _environment().get_template(f"{page.template}.html").render(given)


def web_link(iri: str) -> str:
    """The IRI when a browser may follow it, else `""`: no scripts, no files."""
    return iri if iri.startswith(("https://", "http://")) else ""


def _twin(visit: Visit, address: str, page: Page) -> str:
    """The address of the page's data, `""` where there is none."""
    path = address.partition("?")[0]
    if page.template == "error" or path.startswith(("/resource", "/sparql")):
        return ""
    if path == "/":
        return linked(visit, "/index.json", {})
    if path.startswith("/doc/"):
        return linked(visit, address.replace(".html", ".json", 1), {})
    return linked(visit, address.replace(path, f"{path}.json", 1), {})


def linked(visit: Visit, path: str, more: Mapping[str, Any]) -> str:
    """The path with both languages of the visit and more parameters, each once."""
    given, _, query = path.partition("?")
    settled = {"ui": visit.words.lang, "lang": ",".join(visit.policy.asked)}
    settled |= {name: str(value) for name, value in more.items() if value is not None}
    from urllib.parse import parse_qsl

    rest = [(k, v) for k, v in parse_qsl(query) if k not in settled]
    pairs = [*rest, *((k, v) for k, v in settled.items() if v)]
    return f"{given}?{urlencode(pairs)}" if pairs else given
