"""Answers of endpoints kept on disk: as they came, for a while, up to a size."""

from __future__ import annotations

import hashlib
import json
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from mandategraph.store.endpoint.reply import Reply
from mandategraph.store.files import write_file

MOST_BYTES: Final = 512 * 2**20  # of all entries together, as they lie on disk
_KEPT: Final = ("content-type", "server", "x-sparql-maxrows")
_ENDING: Final = ".answer"
_BEING_WRITTEN: Final = 1 / 24  # days that a file may be


class AnswerCache:
    """A folder with one file per answer; a file that cannot be used is as if not there.

    The name of a file is the hash of what was asked. Nothing of the request is in it.
    """

    def __init__(
        self, folder: Path, *, days: float, most_bytes: int = MOST_BYTES
    ) -> None:
        self._folder, self._days, self._most = folder, days, most_bytes

    def get(self, asked: Sequence[str]) -> Reply | None:
        """The answer to what was asked, None when there is none that may be used."""
        path = self._path(asked)
        try:
            if time.time() - path.stat().st_mtime > self._days * 86_400:
                return None
            head, _, packed = path.read_bytes().partition(b"\n")
            about = json.loads(head)
            body = zlib.decompress(packed)
            if hashlib.sha256(body).hexdigest() != about["sha256"]:
                return None
            headers = {str(k): str(v) for k, v in about["headers"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None
        return Reply(200, headers, body, kept=True)

    def put(self, asked: Sequence[str], reply: Reply) -> None:
        """Keep the answer; when the disk refuses, it is not kept."""
        headers = {k: v for k, v in reply.headers.items() if k in _KEPT}
        about = {"headers": headers, "sha256": hashlib.sha256(reply.body).hexdigest()}
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            data = json.dumps(about).encode() + b"\n" + zlib.compress(reply.body, 1)
            write_file(self._path(asked), data, private=True)
            self._trim()

    def _path(self, asked: Sequence[str]) -> Path:
        key = hashlib.sha256("\0".join(asked).encode("utf-8", "surrogatepass"))
        return self._folder / (key.hexdigest() + _ENDING)

    def _trim(self) -> None:
        """Take away what is out of date, then the oldest, until the size fits."""
        entries = []
        for path in self._folder.iterdir():
            if _ENDING in path.name:  # also what a killed process was writing
                with suppress(OSError):  # another process may take it away
                    about = path.stat()
                    entries.append((about.st_mtime, about.st_size, path))
        total, now = sum(size for _, size, _ in entries), time.time()
        for changed, size, path in sorted(entries):
            days = self._days if path.suffix == _ENDING else _BEING_WRITTEN
            if now - changed > days * 86_400 or (
                total > self._most and path.suffix == _ENDING
            ):
                with suppress(OSError):
                    path.unlink()
                    total -= size
