"""Both kinds of workbook are ZIP archives of XML parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive knows


def packed(parts: Mapping[str, str]) -> bytes:
    """The archive, without the time of day; its first part tells the kind."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return stream.getvalue()
