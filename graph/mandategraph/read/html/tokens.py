"""The markup of a web page as a stream of tags and texts, each with its exact place.

Linear in the size of the page whatever is wrong with its markup: an unclosed comment,
tag or script runs to the end of the page, as it does in a browser.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*(?P<name>[^\s/>=][^\s/>=]*|=[^\s/>=]*)
        (?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)))?
    """,
    re.VERBOSE,
)
_RAW: Final = ("script", "style", "xmp", "iframe", "noembed", "noframes")
_WORDS: Final = ("title", "textarea")  # text with entities, but without tags
_CLOSING: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW + _WORDS
}
_WANTED: Final = frozenset(
    {"lang", "xml:lang", "hidden", "style", "role", "type", "start", "value"}
    | {"reversed", "rowspan", "colspan", "open"}
)


class Tag(NamedTuple):
    """A start tag, an end tag (`closing`), or both in one (`empty`: `<br/>`)."""

    start: int
    end: int
    name: str
    closing: bool
    empty: bool
    attributes: dict[str, str]


class Text(NamedTuple):
    """Text between tags, its entities resolved; `[start, end)` is its place."""

    start: int
    end: int
    text: str


class Raw(NamedTuple):
    """The contents of a script or style: no text of the page."""

    start: int
    end: int
    name: str


def tokens(page: str, *, xhtml: bool = False) -> Iterator[Tag | Text | Raw]:
    """The tags and texts of the page in their order; comments are left out."""
    at, length = 0, len(page)
    while at < length:
        opening = page.find("<", at)
        opening = length if opening < 0 else opening
        if opening > at:
            yield Text(at, opening, unescape(page[at:opening]))
            if opening == length:
                return
        following = page[opening + 1 : opening + 2]
        if following in ("!", "?"):
            at, literal = _declaration(page, opening, xhtml=xhtml)
            if literal:
                yield literal
            continue
        closing = following == "/"
        name = _NAME.match(page, opening + 1 + closing)
        if name is None:
            at = opening + 1
            if closing:
                at = page.find(">", opening) + 1 or length
            else:
                yield Text(opening, at, "<")
            continue
        tag = _tag(page, opening, name, closing=closing)
        if tag is None:
            return  # a tag that never ends: browsers drop it with the rest
        yield tag
        at = tag.end
        if tag.name in _CLOSING and not closing and not (xhtml and tag.empty):
            found = _contents(page, tag)
            yield found
            at = found.end


def _contents(page: str, tag: Tag) -> Text | Raw:
    """What stands up to the end tag of an element that holds no tags."""
    found = _CLOSING[tag.name].search(page, tag.end)
    stop = found.start() if found else len(page)
    if tag.name in _RAW:
        return Raw(tag.end, stop, tag.name)
    return Text(tag.end, stop, unescape(page[tag.end : stop]))


def _declaration(page: str, start: int, *, xhtml: bool) -> tuple[int, Text | None]:
    """Where a comment, doctype or CDATA section ends; its text if it is one."""
    if page.startswith("<!--", start):
        short = page.startswith((">", "->"), start + 4)
        end = page.find(">", start + 4) if short else page.find("-->", start + 4) + 2
        return (end + 1 if end > start + 3 else len(page)), None
    if xhtml and page.startswith("<![CDATA[", start):
        end = page.find("]]>", start)
        stop = end if end >= 0 else len(page)
        text = page[start + 9 : stop]
        return min(stop + 3, len(page)), Text(start + 9, stop, text) if text else None
    end = page.find(">", start)
    return (end + 1 if end >= 0 else len(page)), None


def _tag(page: str, start: int, name: re.Match[str], *, closing: bool) -> Tag | None:
    """The tag that begins at `start`; None when the page ends inside it."""
    attributes: dict[str, str] = {}
    at, length = name.end(), len(page)
    while True:
        found = _ATTRIBUTE.match(page, at)
        if found is None:
            break
        key = found["name"].lower()
        if key in _WANTED and key not in attributes:
            value = found["double"] or found["single"] or found["bare"] or ""
            attributes[key] = unescape(value)
        at = found.end()
    end = page.find(">", at)
    if end < 0 or end >= length:
        return None
    empty = page[end - 1] == "/"
    return Tag(start, end + 1, name[0].lower(), closing, empty, attributes)
