"""Building a graph from sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.callable_packages import make_callable

if TYPE_CHECKING:
    from mandategraph.build.options import Options, Progress
    from mandategraph.build.pipeline import build
    from mandategraph.build.summary import NothingBuiltError, Summary, as_json

__all__ = ["NothingBuiltError", "Options", "Progress", "Summary", "as_json", "build"]

_HOME = {
    "NothingBuiltError": "summary",
    "Options": "options",
    "Progress": "options",
    "Summary": "summary",
    "as_json": "summary",
    "build": "pipeline",
}


def __getattr__(name: str) -> object:
    """The public name, imported when it is first used.

    The processes that read sources need but little of the package.
    """
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


make_callable(__name__)
