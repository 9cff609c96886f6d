"""What a server answered, and how it reads in a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from mandategraph.errors import excerpt


class Reply(NamedTuple):
    """What a server answered; the names of headers are lower case.

    `kept` tells that it comes from the cache.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    kept: bool = False

    @property
    def charset(self) -> str:
        """The encoding of the body as the server says, `""` when it does not."""
        kind = self.headers.get("content-type", "")
        named = re.search(r"charset=\"?([\w.:-]+)", kind, re.IGNORECASE)
        return named[1].lower() if named else ""


def plain(reply: Reply, most: int = 300) -> str:
    """The server's message in one line, without markup."""
    try:
        text = reply.body.decode(reply.charset or "utf-8", "replace")
    except LookupError:
        text = reply.body.decode("utf-8", "replace")
    kind = reply.headers.get("content-type", "").lower()
    if "html" in kind or re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE):
        parser = _Text()
        parser.feed(text)
        text = "".join(parser.parts)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return excerpt(line, most)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._skip += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("script", "style") and self._skip > 0
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)
