"""Translation tables: reviewable TSV, one row per wording and language."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal, cast

from mandategraph.errors import SourceError
from mandategraph.model import Translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS: Final = (
    "element",
    "field",
    "source_lang",
    "source",
    "lang",
    "translation",
    "status",
    "authority",
    "method",
    "agent",
    "note",
)
CODES: Final = {
    "authority": {"issuer", "thirdParty"},
    "status": {
        "stateCandidate",
        "stateUnderReview",
        "stateReviewed",
        "stateRejected",
    },
    "method": {"original", "humanTranslation", "machineTranslation", "postEdited"},
    "field": {"text", "label"},
}


def load_translations(folder: Path) -> Iterator[Translation]:
    """The rows of all `{plan}.{lang}.tsv` tables of the folder, by file name.

    Raises SourceError with the line that is not as it should be. Rows without a
    translation are skipped: they are still to be done.
    """
    if not folder.is_dir():
        raise SourceError(str(folder), "no such folder", "correct the manifest")
    for path in sorted(folder.glob("*.tsv")):
        yield from _table(path)


def _table(path: Path) -> Iterator[Translation]:
    plan = path.name.split(".")[0]
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        row = line.split("\t")
        if not line:
            continue
        if number == 1:
            if tuple(row) != COLUMNS:
                wanted = ", ".join(COLUMNS)
                raise SourceError(f"{path}:1", "wrong columns", f"wanted: {wanted}")
            continue
        if len(row) != len(COLUMNS):
            reason = f"{len(row)} columns, not {len(COLUMNS)}"
            raise SourceError(f"{path}:{number}", reason)
        cells = dict(zip(COLUMNS, row, strict=True))
        for name, codes in CODES.items():
            if cells[name] not in codes:
                reason = f"{name} is {cells[name]!r}"
                advice = f"choose from {', '.join(sorted(codes))}"
                raise SourceError(f"{path}:{number}", reason, advice)
        if cells["translation"].strip():
            yield Translation(
                plan=plan,
                element=cells["element"],
                field=cast("Literal['text', 'label']", cells["field"]),
                source=cells["source"],
                lang=cells["lang"].lower(),
                text=unicodedata.normalize("NFC", cells["translation"].strip()),
                authority=cells["authority"],
                state=cells["status"],
                method=cells["method"],
                agent=cells["agent"],
                note=cells["note"],
            )
