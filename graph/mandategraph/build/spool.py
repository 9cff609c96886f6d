"""The folder in which one build keeps on disk what it has read and not yet stored."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from mandategraph.errors import StoreError, reason_of
from mandategraph.store.folder import DRAFTS

try:
    import fcntl
except ImportError:  # not on Windows: what a killed build leaves there stays
    fcntl = None  # type: ignore[assignment]

_ALIVE: Final = "alive"
_MAKING: Final = ".new-build-"


@contextmanager
def spool(folder: Path | None, target: str) -> Iterator[Path]:
    """A new folder, gone at the end; what killed builds left beside it goes first.

    It lies in `folder`, which is on the file system of the target, or else where the
    system keeps temporary files. Raises StoreError when it cannot be made.
    """
    place: Path | None = None
    with ExitStack() as stack:
        try:
            if folder is not None:
                _sweep(folder)
            place = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder))
            alive = stack.enter_context((place / _ALIVE).open("w"))
            if fcntl is not None:
                fcntl.flock(alive, fcntl.LOCK_EX)
            # under this name another build may take it for a dead one's
            name = place.name.removeprefix(_MAKING)
            place = place.rename(place.with_name(f"{DRAFTS}{name}"))
        except OSError as error:
            if place is not None:
                shutil.rmtree(place, ignore_errors=True)
            reason = reason_of(error)
            raise StoreError(target, reason, "nothing was changed") from error
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def nearest_folder(path: Path) -> Path:
    """The path itself or the first folder above it that exists."""
    found = Path(os.path.realpath(path))
    while not found.exists() and found != found.parent:
        found = found.parent
    return found


def _sweep(folder: Path) -> None:
    """Remove the folders of builds that no longer run."""
    if fcntl is None:
        return
    for place in folder.glob(f"{DRAFTS}*"):
        try:
            with (place / _ALIVE).open("r+") as alive:
                fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place, ignore_errors=True)
        except OSError:
            continue  # it runs, or is somebody else's
