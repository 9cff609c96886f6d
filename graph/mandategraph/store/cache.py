"""Answers of endpoints kept on disk: as they came, for a while, up to a size."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from mandategraph.store.reply import Reply

MOST_BYTES: Final = 512 * 2**20  # of all entries together, as they lie on disk
_KEPT: Final = ("content-type", "server", "x-sparql-maxrows")
_ENDING: Final = ".answer"


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
        path = self._path(asked)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(json.dumps(about).encode() + b"\n")
                    file.write(zlib.compress(reply.body, 1))
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._trim()

    def _path(self, asked: Sequence[str]) -> Path:
        key = hashlib.sha256("\0".join(asked).encode("utf-8", "surrogatepass"))
        return self._folder / (key.hexdigest() + _ENDING)

    def _trim(self) -> None:
        """Take away what is out of date, then the oldest, until the size fits."""
        entries = []
        for path in self._folder.iterdir():
            with suppress(OSError):  # another process may take it away
                about = path.stat()
                if path.suffix == _ENDING or path.name.startswith(".new-"):
                    entries.append((about.st_mtime, about.st_size, path))
        total = sum(size for _, size, _ in entries)
        for changed, size, path in sorted(entries):
            left_over = path.suffix != _ENDING and time.time() - changed > 3600
            late = time.time() - changed > self._days * 86_400
            if not (left_over or late or total > self._most):
                continue
            if path.suffix == _ENDING or left_over:
                with suppress(OSError):
                    path.unlink()
                    total -= size
