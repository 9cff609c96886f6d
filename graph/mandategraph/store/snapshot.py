"""A reader's own hold on the files of a store that a build may replace.

The engine opens most of a store's files only when a query needs them. A file that is
gone by then is an error for each row, and a count over such rows never ends. So a
reader that stays on disk has hard links to the files: they cost neither time nor space,
and a build that replaces the store leaves them as they are.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

_NAME: Final = ".reading-"  # how the folders of links begin
_HELD: Final = "held"
_LINKED: Final = re.compile(r"\d+\.(?:sst|blob)")  # never written to again
_COPIED: Final = re.compile(r"CURRENT|IDENTITY|(?:MANIFEST|OPTIONS)-\d+|\d+\.log")


class Snapshot:
    """The files of a store as they are now, for as long as it is not closed.

    To be made while no writer is at work. Raises OSError where there can be no links.
    """

    def __init__(self, store: Path, beside: Path) -> None:
        if fcntl is None:
            message = "a folder in use cannot be told from an abandoned one here"
            raise OSError(message)
        self.path = Path(tempfile.mkdtemp(prefix=_NAME, dir=beside))
        self._held: IO[str] | None = None
        try:
            self._held = (self.path / _HELD).open("w")
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for file in store.iterdir():
                if _LINKED.fullmatch(file.name):
                    (self.path / file.name).hardlink_to(file)
                elif _COPIED.fullmatch(file.name):
                    shutil.copyfile(file, self.path / file.name)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the files go; the store must not be asked any more."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            self._held.close()


def drop_abandoned(folder: Path) -> None:
    """Remove what readers that were killed have left; others keep theirs.

    For the writer, while no reader is about to begin.
    """
    for path in folder.glob(f"{_NAME}*"):
        with suppress(OSError), (path / _HELD).open("r") as held:
            if fcntl is not None:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
