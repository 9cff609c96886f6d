"""Where the data folders lie: in the package when installed, else in the checkout."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

CHECKOUT = Path(__file__).resolve().parents[2]


def data(folder: Literal["ontology", "queries", "sources"]) -> Traversable:
    """The folder as a `Traversable`, so that it also works from a zipped wheel."""
    packaged = files(__package__).joinpath(folder)
    return packaged if packaged.is_dir() else CHECKOUT / folder


@contextmanager
def on_disk(folder: Traversable) -> Iterator[Path]:
    """The folder as real files: itself, or a copy for as long as it is needed."""
    if isinstance(folder, Path):
        yield folder
        return
    with tempfile.TemporaryDirectory() as room:
        place = Path(room) / folder.name
        _copy(folder, place)
        yield place


def _copy(source: Traversable, target: Path) -> None:
    if source.is_dir():
        target.mkdir()
        for entry in source.iterdir():
            _copy(entry, target / entry.name)
    else:
        target.write_bytes(source.read_bytes())
