"""The plan on a page, as SVG, PNG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.draw import DrawOptions, draw, plan_map, to_files, to_png

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph


def svg(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """All plans as one SVG document, or the one plan or element asked for."""
    return plan_map(graph, policy, plan=options.plan, focus=options.focus).encode()


def png(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The same picture in pixels, drawn with the bundled fonts."""
    picture = plan_map(graph, policy, plan=options.plan, focus=options.focus)
    return to_png(picture, scale=options.scale)


def pdf(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The same picture as PDF: a page per plan, its text as text, its links kept."""
    how = DrawOptions(plan=options.plan, focus=options.focus)
    return to_files(draw("plan-map", graph, policy, how), "pdf")[""]
