"""The tokens of a SPARQL query, as far as anything here must tell them apart.

What stands in a comment, a string or an IRI is never taken for a keyword, a brace or a
prefix. Whether the tokens make a query is for the engine to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, cast

Kind = Literal[
    "iri", "text", "variable", "lang", "blank", "name", "word", "open", "close", "other"
]

# the long strings come first: a long one begins like an empty short one
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
       |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    |(?P<variable>[?$]\w+)
    |(?P<lang>@\w+(?:-\w+)*)
    |(?P<blank>_:\w(?:[\w-]|\.+(?=[\w-]))*)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
       (?:[\w:-]|\.+(?=[\w:%\\-])|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*)
    |(?P<word>\w+)
    |(?P<open>[({])|(?P<close>[)}])|(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token where it stands; `depth` counts the braces and brackets around it.

    A `name` has a prefix, a `word` is a keyword, a number or what is left of one.
    """

    kind: Kind
    text: str
    start: int
    end: int
    depth: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords, given in upper case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """The tokens of the query in their order, without comments."""
    depth = 0
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        if kind == "comment":
            continue
        if kind == "close":
            depth -= 1
        yield Token(cast("Kind", kind), match[0], match.start(), match.end(), depth)
        if kind == "open":
            depth += 1
