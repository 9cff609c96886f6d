"""The formats that a graph can be written in: feeds both the API and the CLI."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final, TypeVar

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.html_formats import HTML
from mandategraph.export.network_formats import NETWORKS
from mandategraph.export.options import ExportOptions
from mandategraph.export.picture_formats import PICTURES
from mandategraph.export.plan_formats import PLANS
from mandategraph.export.rdf_formats import RDF
from mandategraph.export.table_formats import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.export.exporter import Exporter
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    T = TypeVar("T")
    Call = Callable[[MandateGraph, LanguagePolicy, ExportOptions], T]

# options of the command that are not spelled as their field
_SPELLED: Final = {"roles": "role", "langs": "only-lang", "per_plan": "per-plan"}
_ALL: Final = (*RDF, *NETWORKS, *PICTURES, *HTML, *PLANS, *TABLES)


def refuse_unused(one: Exporter, options: ExportOptions) -> None:
    """Raise QueryError for an option that means nothing for the format."""
    usual = ExportOptions()
    for name in (f.name for f in fields(options) if f.compare):
        if name in one.takes or getattr(options, name) == getattr(usual, name):
            continue
        others = ", ".join(other.name for other in _ALL if name in other.takes)
        raise QueryError(
            one.name,
            f"this format has no use for --{_SPELLED.get(name, name)}",
            f"leave it out, or choose {others}",
        )


def _checked(one: Exporter) -> Exporter:
    """The exporter, refusing options that mean nothing for it however it is called."""

    def checked(write: Call[T]) -> Call[T]:
        def checked_write(
            graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
        ) -> T:
            refuse_unused(one, options)
            return write(graph, policy, options)

        return checked_write

    return replace(
        one,
        write=checked(one.write),
        several=one.several and checked(one.several),
        folder=one.folder and checked(one.folder),
    )


EXPORTERS: Final = {one.name: _checked(one) for one in _ALL}


def exporter(name: str) -> Exporter:
    """The exporter of the format; UnknownNameError lists those there are."""
    if name not in EXPORTERS:
        raise UnknownNameError("export format", name, tuple(EXPORTERS))
    return EXPORTERS[name]


def export(
    name: str,
    graph: MandateGraph,
    policy: LanguagePolicy,
    options: ExportOptions | None = None,
) -> bytes:
    """The graph in the format; the same graph and options give the same bytes."""
    return exporter(name).write(graph, policy, options or ExportOptions())
