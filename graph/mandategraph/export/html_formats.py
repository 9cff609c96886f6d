"""The format of the offline page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.export.exporter import Exporter

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph


def _html(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    from mandategraph.export.offline import offline_html

    return offline_html(graph, policy, options)


HTML: Final = (
    Exporter(
        "html",
        "One page for any browser, works offline: map, tree, tables, links, evidence",
        ".html",
        "text/html",
        binary=False,
        write=_html,
    ),
)
