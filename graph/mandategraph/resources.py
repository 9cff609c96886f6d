"""Where the data folders lie: in the package when installed, else in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

CHECKOUT = Path(__file__).resolve().parents[2]


def data(folder: Literal["ontology", "queries", "sources"]) -> Traversable:
    """The folder as a `Traversable`, so that it also works from a zipped wheel."""
    packaged = files(__package__).joinpath(folder)
    return packaged if packaged.is_dir() else CHECKOUT / folder
