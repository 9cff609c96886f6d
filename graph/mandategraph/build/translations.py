"""Translation tables: reviewable TSV, one row per wording and language."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal, cast

from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
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
    if not text.strip():
        raise SourceError(str(path), "the table is empty", "restore it or remove it")
    head, *lines = text.split("\n")
    if tuple(head.split("\t")) != COLUMNS:
        advice = f"wanted: {', '.join(COLUMNS)}"
        raise SourceError(f"{path}:1", "wrong columns", advice)
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        cells = _checked(line.split("\t"), f"{path}:{number}")
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


def _checked(row: list[str], place: str) -> dict[str, str]:
    """The cells by column; SourceError names the place of one that cannot be."""
    if len(row) != len(COLUMNS):
        raise SourceError(place, f"{len(row)} columns, not {len(COLUMNS)}")
    cells = dict(zip(COLUMNS, row, strict=True))
    for name, codes in CODES.items():
        if cells[name] not in codes:
            advice = f"choose from {', '.join(sorted(codes))}"
            raise SourceError(place, f"{name} is {cells[name]!r}", advice)
    if not is_language_tag(cells["lang"]):
        reason = f"lang is {cells['lang']!r}"
        raise SourceError(place, reason, "write a tag such as fr")
    return cells
