"""The reader of web pages: headings, lists and tables read as plain text is."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import mandategraph
from mandategraph.errors import SourceError
from mandategraph.model import Span, Warning
from mandategraph.read.extracted import collapse
from mandategraph.read.html.blocks import Builder
from mandategraph.read.html.cards import plain
from mandategraph.read.html.encoding import page_of
from mandategraph.read.story.blocks import Story, paragraphs
from mandategraph.read.story.read import Format, read_story
from mandategraph.read.text.identify import model_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Plan, Reading, Statement
    from mandategraph.read.source import Input

MEDIA_TYPE: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
LONGEST: Final = 20_000_000  # characters of text: about a minute
_XHTML: Final = re.compile(
    r"""\s*(?:<\?xml\s|<html\s[^>]*xmlns\s*=\s*["']http://www\.w3\.org/1999/xhtml)""",
    re.IGNORECASE,
)


def extractor() -> str:
    """Name and version of what reads, its language model's included."""
    return f"mandategraph-html {mandategraph.__version__}+{model_version()}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a page; SourceError when it is too large or no text.

    Places name the element and the characters of the decoded page that hold the words.
    """
    page = page_of(source)
    xhtml = _XHTML.match(page) is not None
    builder = Builder(page, source.file)
    builder.read(xhtml=xhtml)
    story = _story(builder)
    length = sum(len(p.text) for p in paragraphs(story.blocks))
    if not length:
        raise SourceError(
            source.file, "the page has no words", "save it from a browser"
        )
    if length > LONGEST:
        reason = f"its text has {length} characters; up to {LONGEST} are read"
        raise SourceError(source.file, reason, "split the page")
    form = Format("html", XHTML if xhtml else MEDIA_TYPE, extractor())
    reading = read_story(source, story, form, propose=propose)
    yield _with_languages(reading, builder.langs)


def _story(builder: Builder) -> Story:
    """The page as blocks; its title comes first unless a heading repeats it."""
    blocks = plain(builder.blocks)
    heads = [p for p in paragraphs(blocks) if p.level == 0]
    title = builder.title
    if len(heads) == 1:
        heads[0].style = "title"
    if title is not None:
        titles = {collapse(p.text).casefold() for p in heads}
        if collapse(title.text).casefold() in titles:
            builder.unread["title that a heading repeats"] += 1
        else:
            title.style = "" if len(heads) == 1 else "title"
            blocks.insert(0, title)
    return Story(blocks, skipped=builder.unread)


def _with_languages(reading: Reading, langs: dict[str, str]) -> Reading:
    """The reading with the page's own language tags where the words agree with them."""
    if not langs:
        return reading
    starts = [place.span.start for place in reading.source.places]
    against: list[Statement] = []

    def tagged(statement: Statement) -> Statement:
        at = bisect_right(starts, statement.span.end - 1) - 1
        path = reading.source.places[at].path if at >= 0 else ""
        stated = langs.get(path, "")
        if not stated or stated == statement.lang:
            return statement
        if stated.split("-")[0] == statement.lang:
            return replace(statement, lang=stated)
        against.append(statement)
        return statement

    plans = []
    for plan in reading.plans:
        statements = tuple(map(tagged, plan.statements))
        plans.append(replace(plan, lang=_main(plan, statements), statements=statements))
    warnings = list(reading.warnings)
    if against:
        message = (
            f"the page states another language for {len(against)} statements than "
            "their words are in; the words decide"
        )
        place = Span(against[0].span.start, against[-1].span.end)
        warnings.append(Warning("language_mismatch", message, place))
    return replace(reading, plans=tuple(plans), warnings=tuple(warnings))


def _main(plan: Plan, statements: tuple[Statement, ...]) -> str:
    """The plan's language with the page's region or script, when all of it has that."""
    langs = {s.lang for s in statements if s.lang.split("-")[0] == plan.lang}
    return langs.pop() if len(langs) == 1 else plan.lang
