"""Packages that are called like the function they are named for.

The import of `mandategraph.check` puts the package under that name into
`mandategraph`, where users expect the function: so the package answers to a call.
"""

from __future__ import annotations

import inspect
import sys
from types import ModuleType
from typing import Any


class CallablePackage(ModuleType):
    """A package that does, when called, what its function of the same name does."""

    def __call__(self, *values: Any, **named: Any) -> Any:
        """What the function gives."""
        return self._function(*values, **named)

    @property
    def _function(self) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> inspect.Signature:
        """The signature of the function, for help and editors."""
        return inspect.signature(self._function)


def make_callable(package: str) -> None:
    """Let the imported package be called; it must hold a function of its own name."""
    sys.modules[package].__class__ = CallablePackage
