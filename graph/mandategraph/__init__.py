"""Mandates, objectives, results and indicators as an open, multilingual graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandategraph import network
    from mandategraph.build import build
    from mandategraph.check import check
    from mandategraph.draw import draw
    from mandategraph.export import export
    from mandategraph.language import LanguagePolicy
    from mandategraph.query import Catalogue
    from mandategraph.query.run import run
    from mandategraph.read import read
    from mandategraph.store import EndpointSettings, MandateGraph
    from mandategraph.store import open_graph as open

__version__ = "0.4.0"

__all__ = [
    "Catalogue",
    "EndpointSettings",
    "LanguagePolicy",
    "MandateGraph",
    "build",
    "check",
    "draw",
    "export",
    "network",
    "open",
    "read",
    "run",
]

_HOME = {
    "Catalogue": ("query", "Catalogue"),
    "EndpointSettings": ("store", "EndpointSettings"),
    "LanguagePolicy": ("language", "LanguagePolicy"),
    "MandateGraph": ("store", "MandateGraph"),
    "build": ("build", "build"),
    "check": ("check", "check"),
    "draw": ("draw", "draw"),
    "export": ("export", "export"),
    "network": ("network", ""),
    "open": ("store", "open_graph"),
    "read": ("read", "read"),
    "run": ("query", "run"),
}


def __getattr__(name: str) -> object:
    """The public name, imported when it is first used: `import` itself stays fast."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    module, attribute = _HOME[name]
    found = import_module(f"{__name__}.{module}")
    return getattr(found, attribute) if attribute else found
