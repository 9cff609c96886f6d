"""Offline pages for tests: made of a graph, opened in a browser that has no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mandategraph.export import ExportOptions, export
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from mandategraph.store import MandateGraph

VIEWS = ("map", "tree", "tables", "graph", "text", "search", "about")

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
# words of the text below: Arabic with marks, and letters beyond U+FFFF
QUOTED = ("حِمَايَةُ البِيئَةِ", "\U00020000 end")
# a plan whose text has letters beyond U+FFFF and Arabic letters with marks
MARKED = (
    "\U0001d4aa\U0001f30d MANDAT\nحِمَايَةُ البِيئَةِ 🌍 والنَّاس.\nOBJECTIVE \U00020000 end\n"
)
_PLAN = """
@base <https://w3id.org/mandategraph/id/> .
@prefix mg: <https://w3id.org/mandategraph/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<text/t> mg:textContent {text} ; mg:textOf <doc-x> .
<doc-x> a mg:SourceDocument ; dct:language "ar" ; mg:fileName {file} .
<plan-x> a mg:Plan ; dct:source <doc-x> ; dct:title {title}@en .
<x-m> a mg:Mandate ; mg:elementOf <plan-x> ; mg:statementText {mandate}@ar ;
  mg:evidence <text/t#char={start},{end}> .
<x-o> a mg:Objective ; mg:elementOf <plan-x> ; mg:statementText {title}@en ;
  mg:evidence <text/t#char={other},{last}> .
<claim-1> a mg:Claim ; mg:claimSubject <x-o> ; mg:claimPredicate mg:serves ;
  mg:claimObject <{object}> ; mg:status mg:stated .
<text/t#char={start},{end}> a mg:TextSpan ; oa:hasSource <text/t> ; oa:hasSelector
  [ oa:start {start} ; oa:end {end} ], [ oa:exact {quote} ] .
<text/t#char={other},{last}> a mg:TextSpan ; oa:hasSource <text/t> ; oa:hasSelector
  [ oa:start {other} ; oa:end {last} ], [ oa:exact {other_quote} ] .
"""


def made(graph: MandateGraph, lang: str = "", plan: str | None = None) -> str:
    """The page of the graph."""
    policy = LanguagePolicy.parse(lang)
    return export("html", graph, policy, ExportOptions(plan=plan)).decode()


def data_of(page: str) -> dict[str, Any]:
    """The data that the page carries."""
    text = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert text is not None
    data: dict[str, Any] = json.loads(text[1])
    return data


def small_plan(
    folder: Path,
    *,
    text: str,
    quotes: tuple[str, str],
    title: str,
    object_: str = "x-m",
    shown: tuple[str, str] | None = None,
) -> Path:
    """A file with a plan of a mandate and an objective, each quoting the text.

    `shown` are the quotes that the spans have, if the text has others by now.
    """
    (start, end), (other, last) = (
        (text.index(q), text.index(q) + len(q)) for q in quotes
    )
    said = shown or quotes
    file = folder / "plan.trig"
    file.write_text(
        _PLAN.format(
            text=json.dumps(text, ensure_ascii=False),
            file=json.dumps(title),
            title=json.dumps(title),
            mandate=json.dumps(quotes[0], ensure_ascii=False),
            quote=json.dumps(said[0], ensure_ascii=False),
            other_quote=json.dumps(said[1], ensure_ascii=False),
            start=start,
            end=end,
            other=other,
            last=last,
            object=object_,
        ),
        encoding="utf-8",
    )
    return file


class Opened:
    """An offline page in a browser; `requests` has what it asked for beside itself."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text))

    def open(self, **state: str) -> Page:
        """The page in this state, freshly opened."""
        from urllib.parse import urlencode

        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto(f"{self.file.as_uri()}#{urlencode(state)}")
        return self.page

    def show(self, **state: str) -> None:
        """Go to the state by the address alone."""
        self.page.evaluate("s => { location.hash = new URLSearchParams(s) }", state)
        self.page.wait_for_function(
            "s => new URLSearchParams(location.hash.slice(1)).get('v') === s.v"
            " && document.querySelector('nav [aria-current]')",
            arg=state,
        )

    @property
    def foreign(self) -> list[str]:
        """The requests that are not for the file itself."""
        own = self.file.as_uri()
        return [url for url in self.requests if url.partition("#")[0] != own]


@contextmanager
def opened(
    browser: Browser, file: Path, content: str, **options: Any
) -> Iterator[Opened]:
    """The page, kept in the file, in a browser whose network is refused."""
    file.write_text(content, encoding="utf-8")
    context = browser.new_context(offline=True, **options)
    context.set_default_timeout(5000)
    try:
        yield Opened(context.new_page(), file)
    finally:
        context.close()


class Texts(HTMLParser):
    """The words of a page as they are written, without scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skip = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; scripts and styles have no words."""
        self.tags.append((tag, dict(attrs)))
        self._skip = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Words count again after a script or style."""
        self._skip = self._skip and tag not in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Note the words."""
        if not self._skip:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words in a row."""
        return "".join(self.words)
