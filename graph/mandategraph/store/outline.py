"""The parts of a SELECT or CONSTRUCT query, found without changing a word of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"{3}(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"{3}
       |'{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
       |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>@?[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>@?\w[\w-]*)
    |(?P<open>[({])|(?P<close>[)}])|(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_AGGREGATES: Final = frozenset(
    ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "EXISTS")
)


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True)
class Parts:
    """A query in pieces: joined in this order they are the query again.

    `dataset` is the FROM clauses, `where` the pattern with WHERE, GROUP BY and HAVING;
    `order` is without the words ORDER BY. `grouped` tells of GROUP BY or HAVING.
    """

    form: str
    prologue: str
    head: str
    dataset: str
    where: str
    grouped: bool
    order: str
    limit: int | None
    offset: int
    values: str

    @property
    def template(self) -> str:
        """What a CONSTRUCT makes of a solution, in braces; `""` in the short form."""
        start = self.head.find("{")
        return self.head[start:] if start >= 0 else ""

    @property
    def named(self) -> tuple[list[str], list[str]]:
        """What a DESCRIBE names: IRIs as they are written, and variables."""
        tokens = _tokens(self.head)
        names = [t.text for t in tokens if t.kind in ("iri", "name")]
        return names, [t.text[1:] for t in tokens if t.kind == "variable"]

    @property
    def order_variables(self) -> frozenset[str] | None:
        """The variables in the ORDER BY; None when it computes over groups."""
        tokens = _tokens(self.order)
        if any(t.kind == "word" and t.text.upper() in _AGGREGATES for t in tokens):
            return None
        return frozenset(t.text[1:] for t in tokens if t.kind == "variable")


def _form(tokens: list[_Token]) -> _Token | None:
    words = (t for t in tokens if t.depth == 0 and t.kind == "word")
    return next((t for t in words if t.text.upper() in _FORMS), None)


def parts_of(query: str) -> Parts | None:
    """The pieces of the query; None for what is not understood.

    Only the outline is read; whether the rest is SPARQL is for the server to say.
    """
    tokens = _tokens(query)
    top = [t for t in tokens if t.depth == 0]
    form = _form(top)
    if form is None:
        return None
    after = [t for t in top if t.start >= form.end]
    braces = [t for t in after if t.text in "{}" and t.kind in ("open", "close")]
    words = [t for t in after if t.kind == "word"]
    kind = form.text.upper()
    where_word = next((t for t in words if t.text.upper() == "WHERE"), None)
    opened = [t for t in braces if t.kind == "open"]
    if kind == "CONSTRUCT" and len(opened) > 1 and opened[0].start < _start(where_word):
        opened = opened[1:]
    if not opened:
        return None
    start = min(opened[0].start, _start(where_word))
    closed = next(
        (t for t in braces if t.kind == "close" and t.start > opened[0].start), None
    )
    if closed is None:
        return None
    froms = [t for t in words if t.text.upper() == "FROM" and t.start < start]
    dataset = froms[0].start if froms else start
    tail = [t for t in words if t.start > closed.end]
    return _with_tail(
        query,
        tail,
        form=kind,
        prologue=query[: form.start],
        head=query[form.start : dataset],
        dataset=query[dataset:start],
        start=start,
    )


def _with_tail(
    query: str,
    tail: list[_Token],
    *,
    form: str,
    prologue: str,
    head: str,
    dataset: str,
    start: int,
) -> Parts | None:
    """The pieces, with what stands behind the pattern; each clause at most once."""
    marks = [t for t in tail if t.text.upper() in _CLAUSES]
    names = [t.text.upper() for t in marks]
    if len(set(names)) < len(names):
        return None
    ends = [*(t.start for t in marks[1:]), len(query)][: len(marks)]
    clauses = {
        name: query[t.end : end].strip()
        for name, t, end in zip(names, marks, ends, strict=True)
    }
    own = [t.start for t in marks if t.text.upper() not in ("GROUP", "HAVING")]
    where = query[start : own[0] if own else len(query)]
    order = re.sub(r"(?i)\Aby\b", "", clauses.get("ORDER", ""))
    numbers = [_number(clauses.get(name, "")) for name in ("LIMIT", "OFFSET")]
    if any(n is None and c in clauses for n, c in zip(numbers, _SLICE, strict=True)):
        return None
    return Parts(
        form=form,
        prologue=prologue,
        head=head,
        dataset=dataset,
        where=where,
        grouped=bool({"GROUP", "HAVING"} & set(names)),
        order=order.strip(),
        limit=numbers[0],
        offset=numbers[1] or 0,
        values=f"VALUES {clauses['VALUES']}" if "VALUES" in clauses else "",
    )


_CLAUSES: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_SLICE: Final = ("LIMIT", "OFFSET")


def _tokens(query: str) -> list[_Token]:
    found, depth = [], 0
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind == "comment":
            continue
        if kind == "close":
            depth -= 1
        found.append(_Token(kind, match.group(), match.start(), match.end(), depth))
        if kind == "open":
            depth += 1
    return found


def _start(token: _Token | None) -> int:
    return token.start if token else 1 << 60


def _number(clause: str) -> int | None:
    """The number of LIMIT or OFFSET; comments may follow it."""
    match = re.fullmatch(r"(\d{1,18})(?:\s|#[^\n]*)*", clause)
    return int(match[1]) if match else None
