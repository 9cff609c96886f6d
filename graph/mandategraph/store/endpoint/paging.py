"""Large answers in pages: disjoint, complete, checked against the count, or an error.

Servers limit the rows of an answer. Virtuoso names the limit in a header, others cut
without a word, always at a round number: then one more row is asked for.
Pages are cut from one total order. Its last key is a hash: an order by the values would
leave literals of equal text tied, and Virtuoso refuses long values and many as keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mandategraph.errors import QueryError, StoreError
from mandategraph.store.endpoint.outline import Parts, joined, parts_of
from mandategraph.store.endpoint.protocol import Protocol
from mandategraph.store.endpoint.results import Binding, Rows, blank_nodes, rows_of

_ROUND: Final = 500  # limits of rows are multiples of this
_ADVICE: Final = "ask for less at a time"

Build = Callable[[int, int], str]


def all_rows(protocol: Protocol, query: str) -> Rows:
    """Every row of a SELECT, in the order that the query asks for.

    Raises StoreError when the server has more rows than it can be made to give.
    """
    parts = parts_of(query)
    size = protocol.settings.page_size
    if parts is None:
        rows, cut = _first(protocol, query, None)
        if cut:
            reason = f"the answer ends at {cut:,} rows, which may be the server's limit"
            raise StoreError(protocol.where, reason, _ADVICE)
        return rows
    if size is None or (parts.limit is not None and parts.limit <= size):
        rows, cut = _first(protocol, query, parts)
        if not cut:
            return rows
    else:
        rows, cut = _first(protocol, _window(parts, 0, size), parts, size)
        if not cut:
            return rows
    return _Pages(protocol, parts, rows.names, cut).all()


def _first(
    protocol: Protocol, query: str, parts: Parts | None, size: int | None = None
) -> tuple[Rows, int]:
    """The rows of one request, and their number when there are more: 0 when not."""
    answer = protocol.json(query)
    if isinstance(answer.document.get("boolean"), bool):
        raise QueryError(protocol.where, "not a SELECT query")
    rows = rows_of(answer.document, protocol.where)
    count = len(rows.bindings)
    if count == 0 or (parts and parts.limit is not None and count >= parts.limit):
        return rows, 0
    if answer.limit and count >= answer.limit:
        return rows, count
    suspicious = _round(count) if size is None else count >= 100
    if parts is None:
        return rows, count if suspicious else 0
    if count == size or suspicious:
        beyond = _window(replace(parts, order=""), count, 1)
        more = protocol.json(beyond).document
        return rows, count if rows_of(more, protocol.where).bindings else 0
    return rows, 0


def _round(count: int) -> bool:
    """Whether the number is one that limits have; Virtuoso has 2^20 as its last."""
    return count % _ROUND == 0 or (count > _ROUND and count & (count - 1) == 0)


def _window(parts: Parts, skip: int, most: int) -> str:
    """The query for some of its rows."""
    if parts.limit is not None:
        most = min(most, parts.limit - skip)
    return joined(
        parts.prologue,
        parts.head,
        parts.dataset,
        parts.where,
        parts.ordered,
        f"LIMIT {most} OFFSET {parts.offset + skip}",
        parts.values,
    )


class _Pages:
    """The pages of one query; they are asked for until all rows have come."""

    def __init__(
        self, protocol: Protocol, parts: Parts, names: tuple[str, ...], size: int
    ) -> None:
        self._protocol, self._parts, self._names = protocol, parts, names
        self._size = size
        self._ways = _ways(parts, names, nested=protocol.virtuoso)

    def all(self) -> Rows:
        """The rows of all pages."""
        expected = self._expected()
        bindings: list[Binding] = []
        blank: set[str] = set()
        pages = 0
        while len(bindings) < expected:
            page = self._page(len(bindings), min(self._size, expected - len(bindings)))
            if not page.bindings:
                break
            bindings += page.bindings
            blank |= blank_nodes(page)
            pages += 1
        if len(bindings) != expected:
            raise StoreError(
                self._protocol.where,
                f"of {expected:,} rows the server gave {len(bindings):,} in pages",
                "the data may have changed meanwhile: ask again",
            )
        if blank and pages > 1:
            raise StoreError(
                self._protocol.where,
                "the pages of the answer hold blank nodes, whose names hold within "
                "one page only",
                "ask without the blank nodes",
            )
        return Rows(self._names, bindings)

    def _expected(self) -> int:
        """How many rows there are, by the server's own count."""
        parts = self._parts
        query = joined(
            parts.prologue,
            "SELECT (COUNT(*) AS ?mg_rows)",
            parts.dataset,
            f"WHERE {{ {{\n{_inner(parts)}\n}} }}",
        )
        rows = rows_of(self._protocol.json(query).document, self._protocol.where)
        try:
            count = int(rows.bindings[0][rows.names[0]]["value"])
        except (LookupError, ValueError, TypeError) as error:
            reason = "the server does not say how many rows there are"
            raise StoreError(self._protocol.where, reason, _ADVICE) from error
        count = max(0, count - parts.offset)
        return count if parts.limit is None else min(count, parts.limit)

    def _page(self, skip: int, most: int) -> Rows:
        """One page, in the first way of asking that the server understands."""
        while True:
            build = self._ways[0]
            try:
                answer = self._protocol.json(build(self._parts.offset + skip, most))
            except QueryError:
                if len(self._ways) == 1:
                    raise
                del self._ways[0]
                continue
            return rows_of(answer.document, self._protocol.where)


def _ways(parts: Parts, names: tuple[str, ...], *, nested: bool) -> list[Build]:
    """Ways to ask for a page, best first; all cut from one and the same order.

    The standard has the order of the outer query only. Virtuoso sorts a limited number
    of rows for it, and any number in an inner one, whose order it keeps. By the
    standard a blank node has no text to be hashed, so that it is a key itself.
    """
    listed = " ".join(f"?{name}" for name in names) or "*"
    order = f"ORDER BY {parts.order}\n{_total(names)}"
    blank = " ".join(f"?{name}" for name in names)
    used = parts.order_variables
    if used is not None and used <= set(names):
        # the order of the query moves out with its variables: Virtuoso does not
        # understand keys beside the sums and counts of one level
        pattern = f"WHERE {{ {{\n{_inner(parts)}\n}} }}"
        flat = joined(f"SELECT {listed}", parts.dataset, pattern, order, blank)
        last = ""
        within = joined(f"SELECT {listed}", pattern, order)
    else:
        flat = joined(parts.head, parts.dataset, parts.where, order, blank)
        last = parts.values
        within = joined(parts.head, parts.where, order, parts.values)

    def outer(skip: int, most: int) -> str:
        return joined(parts.prologue, flat, f"LIMIT {most} OFFSET {skip}", last)

    def inner(skip: int, most: int) -> str:
        pattern = f"WHERE {{ {{\n{within}\n}} }}"
        limits = f"LIMIT {most} OFFSET {skip}"
        head = f"SELECT {listed}"
        return joined(parts.prologue, head, parts.dataset, pattern, limits)

    return [inner] if nested else [outer, inner]


def _total(names: tuple[str, ...]) -> str:
    """One sort key that only equal rows share: the hash of all that a row says.

    It is one, and short, because Virtuoso sorts by 20 keys and 1900 bytes at most.
    """
    said = ", ".join(
        f'COALESCE(MD5(STR(?{name})), "-"), COALESCE(LANG(?{name}), ""), "^",'
        f' COALESCE(STR(DATATYPE(?{name})), ""), "|"'
        for name in names
    )
    return f"MD5(CONCAT({said}))" if said else ""


def _inner(parts: Parts) -> str:
    """The query as a sub-select: without dataset, order and limits."""
    return joined(parts.head, parts.where, parts.values)
