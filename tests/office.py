"""Files as LibreOffice reads them and saves them in another format."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from conftest import program

if TYPE_CHECKING:
    from pathlib import Path


def converted(start: Path, kind: str, folder: Path) -> Path:
    """The one file that LibreOffice makes of `start`, as `all_converted` has it."""
    (made,) = all_converted(start, kind, folder)
    return made


def all_converted(start: Path, kind: str, folder: Path) -> list[Path]:
    """The files that LibreOffice makes of `start`; `kind` is ending or ending:filter.

    Skips the test without LibreOffice. A profile of its own below `folder` lets several
    run side by side.
    """
    out = folder / f"office-{kind.partition(':')[0]}"
    command = [
        program("soffice"),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        *("--convert-to", kind, "--outdir", str(out), str(start)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return sorted(out.iterdir())
