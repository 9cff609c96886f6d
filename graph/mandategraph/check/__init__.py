"""Checks: what is wrong with a graph, by SHACL shapes and by queries; a report."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mandategraph.callable_packages import make_callable
from mandategraph.check.engines import ENGINES, Engine, chosen
from mandategraph.check.findings import Finding, Report, Rule, Severity
from mandategraph.check.page import rules_page
from mandategraph.check.report import FORMATS, Format, render
from mandategraph.check.rules import check_queries, query_rules
from mandategraph.check.shapes import check_shapes, shape_rules
from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

__all__ = [
    "ENGINES",
    "FORMATS",
    "Engine",
    "Finding",
    "Format",
    "Report",
    "Rule",
    "Severity",
    "all_rules",
    "check",
    "render",
    "rules_page",
]


def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, whether a shape or a query decides it."""
    return dict(sorted({**shape_rules(), **query_rules()}.items()))


def check(
    graph: MandateGraph, *, rules: Collection[str] = (), engine: Engine = "auto"
) -> Report:
    """What is wrong with the graph by these rules, by all when none is named.

    The engine decides the shapes: `pyshacl`, or `fast` with the same findings; `auto`
    takes the fast one for graphs that are large. Raises UnknownNameError when there is
    no rule of that name, QueryError when the engine cannot be used.
    """
    known = all_rules()
    for name in rules:
        if name not in known:
            raise UnknownNameError("rule", name, tuple(known))
    asked = {name: rule for name, rule in known.items() if not rules or name in rules}
    shapes = [name for name, rule in asked.items() if rule.kind == "shape"]
    with ill_typed_literals_unlogged():
        findings = list(check_queries(graph, asked))
        used = chosen(graph, engine) if shapes else ""
        if used:
            findings += check_shapes(graph, shapes, used)
    return Report.of(findings, asked, used)


@contextmanager
def ill_typed_literals_unlogged() -> Iterator[None]:
    """Keeps rdflib from logging a traceback for each bad literal: it is a finding.

    For some it warns as well.
    """
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"rdflib\.term")
            yield
    finally:
        logger.setLevel(before)


make_callable(__name__)
