"""The interface speaks four languages, all of it, and keeps both in its addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polib
import pytest

from conftest import LANGUAGES, program
from mandategraph.serve import handlers
from mandategraph.serve.wording import Words
from served import served
from served_messages import SERVE, messages

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

PATHS = (
    *("/", "/map", "/tree", "/search?q=flood", "/search?q=zzz", "/questions"),
    *("/question?name=open_results&ask=1", "/text", "/coverage?of=es", "/findings"),
    *("/ask", "/about", "/doc/rba-o2.html", "/doc/rba-r-76b2f8f7a3.html", "/nowhere"),
)
# what is the same in every language
SAME = re.compile(r"[\W\d_]*(SPARQL|en|العربية)?[\W\d_]*")


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_message_is_translated(lang: str) -> None:
    catalogue = polib.pofile(str(SERVE / "locale" / f"{lang}.po"))
    translated = {entry.msgid for entry in catalogue if entry.translated()}
    assert messages() - translated == set()
    assert translated - messages() == set()


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_translations_keep_their_values(lang: str) -> None:
    for entry in polib.pofile(str(SERVE / "locale" / f"{lang}.po")):
        places = re.findall(r"\{\w+\}", entry.msgid)
        assert sorted(re.findall(r"\{\w+\}", entry.msgstr)) == sorted(places)


class Spoken(HTMLParser):
    """The words of a page that are the interface's own, with what screen readers say.

    Literals of the graph, code, pictures and what is marked as English are left out.
    """

    QUIET = ("title", "bdi", "svg", "pre", "style", "script", "blockquote", "option")
    VOID = ("meta", "link", "input", "br", "img")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = [False]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what attributes say."""
        given = dict(attrs)
        graph = "code" in (given.get("class") or "") or given.get("class") == "source"
        quiet = self._open[-1] or tag in self.QUIET or graph
        fixed = given.get("lang") == "en" or given.get("dir") == "ltr"
        quiet = quiet or (tag != "html" and fixed)
        self.words += [
            given[name] or ""
            for name in ("aria-label", "alt")
            if name in given and not quiet and given.get("class") != "map"
        ]
        if tag not in self.VOID:
            self._open.append(quiet)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag not in self.VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note the words."""
        if not self._open[-1] and data.strip():
            self.words.append(data.strip())


@pytest.mark.parametrize("path", PATHS)
def test_no_word_of_the_interface_is_written_in_one_language_only(
    example_graph: MandateGraph, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """In a language made of brackets, what stands outside them was forgotten."""
    made = {text: f"⟦{text}⟧" for text in messages()}
    monkeypatch.setattr(
        handlers, "words", lambda _: Words("fr", made, {}, lambda n: int(n > 1))
    )
    with served(example_graph) as client:
        html = {"accept": "text/html"}
        page = client.get(path, headers=html).text
    forgotten = []
    for text in Spoken(page).words:
        bare = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        named = re.sub(r"\b(anglais|français|espagnol|arabe)\b", "", bare)
        dated = re.sub(r"1 novembre 2026", "", named)
        if not SAME.fullmatch(dated):
            forgotten.append(text)
    assert forgotten == []


def test_both_languages_are_in_every_link(example_graph: MandateGraph) -> None:
    with served(example_graph) as client:
        for path in PATHS:
            join = "&" if "?" in path else "?"
            page = client.get(f"{path}{join}ui=fr&lang=ar,en").text
            hrefs = re.findall(r'<a href="(/[^"]*)"', page)
            files = re.compile(r"\.(ttl|jsonld|rdf|nt|trig|nq|json)$|^/doc/[^?]*$")
            for href in hrefs:
                if files.search(href.partition("?")[0]):
                    continue
                assert "ui=" in href, (path, href)
                assert "lang=" in href, (path, href)


def test_the_programs_of_the_pages_are_proper_modules() -> None:
    import subprocess

    node = program("node")
    for file in sorted((SERVE / "static").glob("*.js")):
        text = file.read_text("utf-8")
        done = subprocess.run(
            [node, "--input-type=module", "--check"], input=text, text=True, check=False
        )
        assert done.returncode == 0, file
