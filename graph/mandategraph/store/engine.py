"""What every store can do: the protocol of the engines that answer queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from rdflib import Dataset, Graph
from rdflib.term import Identifier

from mandategraph.store.terms import Native


class Table(NamedTuple):
    """The answer to a SELECT: variables in the order asked, one tuple per row."""

    variables: tuple[str, ...]
    rows: list[tuple[Identifier | None, ...]]


class NativeTable(NamedTuple):
    """The answer to a SELECT in the engine's own terms: `terms.parts` reads them."""

    variables: tuple[str, ...]
    rows: Sequence[tuple[Native | None, ...]]


Triple: TypeAlias = tuple[Native, Native, Native]


class Engine(Protocol):
    """What a store must be able to do; queries see the union of all graphs."""

    def native(self, query: str) -> NativeTable | Table:
        """The rows of a SELECT as the terms that are the cheapest to have."""
        ...

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        ...

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        ...

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        ...

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, each once, in the cheapest terms."""
        ...

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        ...

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        ...

    def dataset(self) -> Dataset:
        """Everything, as an rdflib dataset."""
        ...
