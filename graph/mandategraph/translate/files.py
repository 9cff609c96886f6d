"""The formats of translators' files, by name and by extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.errors import SourceError, UnknownNameError

if TYPE_CHECKING:
    from mandategraph.translate.context import Entry
    from mandategraph.translate.rows import Delivery

FORMATS: Final = ("po", "csv", "tsv", "xlsx", "ods")


class Format(NamedTuple):
    """How units are written for translators; `write` takes them and the language."""

    name: str
    write: Callable[[Sequence[Entry], str], bytes]


def format_of(name: str, form: str | None = None) -> Format:
    """The format of this name, or else of the file's extension; UnknownNameError."""
    from mandategraph.translate.po import write_po
    from mandategraph.translate.tables import (
        write_csv,
        write_ods,
        write_tsv,
        write_xlsx,
    )

    writers: Mapping[str, Callable[[Sequence[Entry], str], bytes]] = {
        "po": write_po,
        "csv": write_csv,
        "tsv": write_tsv,
        "xlsx": write_xlsx,
        "ods": write_ods,
    }
    chosen = form or PurePath(name).suffix.lower().removeprefix(".")
    if chosen not in writers:
        raise UnknownNameError("format for translators", chosen or name, FORMATS)
    return Format(chosen, writers[chosen])


def read_file(data: bytes, name: str, lang: str = "") -> Delivery:
    """The rows of a translator's file; SourceError when it cannot be read.

    The extension `.po` or `.pot` makes it a PO file; anything else must be a table.
    `lang` is the language of all rows: a file may say it less exactly (`es_ES` for
    `es`, as some programs do), but no other.
    """
    from mandategraph.translate.po import read_po
    from mandategraph.translate.tables import read_tables

    is_po = PurePath(name).suffix.lower() in (".po", ".pot")
    found = (read_po if is_po else read_tables)(data, name, lang)
    return _in_language(found, lang) if lang else found


def _in_language(found: Delivery, lang: str) -> Delivery:
    from mandategraph.language import checked_tag
    from mandategraph.translate.units import same_language

    tag = checked_tag(lang)
    for row in found.rows:
        if not same_language(row.lang, tag):
            reason = f"it is in {row.lang}, not in {tag}"
            raise SourceError(row.place, reason, "import it by itself")
    return replace(found, rows=tuple(replace(row, lang=tag) for row in found.rows))
