"""The parts of a SELECT or CONSTRUCT query, found without changing a word of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mandategraph.store.tokens import Token, tokens

_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_CLAUSES: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_COMPUTED: Final = frozenset(
    ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "EXISTS")
)


@dataclass(frozen=True)
class Parts:
    """A query in pieces: joined in this order they are the query again.

    `dataset` is the FROM clauses, `where` the pattern with WHERE, GROUP BY and HAVING.
    `grouped` tells of GROUP BY or HAVING; `order` is without the words ORDER BY.
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
        """What a CONSTRUCT makes of a solution, in braces."""
        # the short form has no template: its pattern is one
        return _braced(self.head) or _braced(self.where)

    @property
    def named(self) -> tuple[list[str], list[str]]:
        """What a DESCRIBE names: IRIs as they are written, and variables."""
        found = list(tokens(self.head))
        names = [t.text for t in found if t.kind in ("iri", "name")]
        return names, [t.text[1:] for t in found if t.kind == "variable"]

    @property
    def ordered(self) -> str:
        """The clause ORDER BY, `""` without one."""
        return f"ORDER BY {self.order}" if self.order else ""

    @property
    def ending(self) -> tuple[str, str, str, str]:
        """What stands behind the pattern: order, limit, offset and values."""
        limit = f"LIMIT {self.limit}" if self.limit is not None else ""
        offset = f"OFFSET {self.offset}" if self.offset else ""
        return self.ordered, limit, offset, self.values

    @property
    def order_variables(self) -> frozenset[str] | None:
        """The variables in the ORDER BY; None when it computes over groups."""
        found = list(tokens(self.order))
        if any(t.says(*_COMPUTED) for t in found):
            return None
        return frozenset(t.text[1:] for t in found if t.kind == "variable")


def joined(*pieces: str) -> str:
    """The pieces on lines of their own: one may end with a comment."""
    return "\n".join(piece for piece in pieces if piece.strip())


def parts_of(query: str) -> Parts | None:
    """The pieces of the query; None for what is not understood.

    Only the outline is read; whether the rest is SPARQL is for the server to say.
    """
    top = [t for t in tokens(query) if t.depth == 0]
    form = next((t for t in top if t.says(*_FORMS)), None)
    if form is None:
        return None
    after = [t for t in top if t.start >= form.end]
    words = [t for t in after if t.kind == "word"]
    kind = form.text.upper()
    where = next((t.start for t in words if t.says("WHERE")), len(query))
    opened = [t for t in after if t.text == "{"]
    if kind == "CONSTRUCT" and len(opened) > 1 and opened[0].start < where:
        opened = opened[1:]
    if not opened:
        return None
    start = min(opened[0].start, where)
    closed = next(
        (t for t in after if t.text == "}" and t.start > opened[0].start), None
    )
    if closed is None:
        return None
    dataset = next(
        (t.start for t in words if t.says("FROM") and t.start < start), start
    )
    return _with_tail(
        query,
        [t for t in words if t.start > closed.end and t.says(*_CLAUSES)],
        form=kind,
        prologue=query[: form.start],
        head=query[form.start : dataset],
        dataset=query[dataset:start],
        start=start,
    )


def _with_tail(
    query: str,
    marks: list[Token],
    *,
    form: str,
    prologue: str,
    head: str,
    dataset: str,
    start: int,
) -> Parts | None:
    """The pieces, with what stands behind the pattern; each clause at most once."""
    names = [t.text.upper() for t in marks]
    if len(set(names)) < len(names):
        return None
    ends = [*(t.start for t in marks[1:]), len(query)][: len(marks)]
    clauses = {
        name: query[t.end : end].strip()
        for name, t, end in zip(names, marks, ends, strict=True)
    }
    own = [t.start for t in marks if not t.says("GROUP", "HAVING")]
    where = query[start : own[0] if own else len(query)]
    limit, offset = (_number(clauses.get(name, "")) for name in ("LIMIT", "OFFSET"))
    if (limit is None and "LIMIT" in clauses) or (
        offset is None and "OFFSET" in clauses
    ):
        return None
    return Parts(
        form=form,
        prologue=prologue,
        head=head,
        dataset=dataset,
        where=where,
        grouped=bool({"GROUP", "HAVING"} & set(names)),
        order=re.sub(r"(?i)\Aby\b", "", clauses.get("ORDER", "")).strip(),
        limit=limit,
        offset=offset or 0,
        values=f"VALUES {clauses['VALUES']}" if "VALUES" in clauses else "",
    )


def _braced(text: str) -> str:
    """The text from its first brace on, `""` without one."""
    opened = next((t.start for t in tokens(text) if t.text == "{"), len(text))
    return text[opened:]


def _number(clause: str) -> int | None:
    """The number of LIMIT or OFFSET; comments may follow it."""
    match = re.fullmatch(r"(\d{1,18})(?:\s|#[^\n]*)*", clause)
    return int(match[1]) if match else None
