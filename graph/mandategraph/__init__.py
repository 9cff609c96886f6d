"""Mandates, objectives, results and indicators as an open, multilingual graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandategraph.build import build as build
    from mandategraph.check import check as check
    from mandategraph.export import export as export
    from mandategraph.language import LanguagePolicy as LanguagePolicy
    from mandategraph.query import Catalogue as Catalogue
    from mandategraph.query import run as run
    from mandategraph.read import read as read
    from mandategraph.store import MandateGraph as MandateGraph
    from mandategraph.store import open_graph as open

__version__ = "0.1.0"

__all__ = [
    "Catalogue",
    "LanguagePolicy",
    "MandateGraph",
    "build",
    "check",
    "export",
    "open",
    "read",
    "run",
]

_HOME = {
    "Catalogue": ("query", "Catalogue"),
    "LanguagePolicy": ("language", "LanguagePolicy"),
    "MandateGraph": ("store", "MandateGraph"),
    "build": ("build", "build"),
    "check": ("check", "check"),
    "export": ("export", "export"),
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
    return getattr(import_module(f"{__name__}.{module}"), attribute)
