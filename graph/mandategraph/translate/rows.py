"""What a translator's file says, row by row, whatever its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag

if TYPE_CHECKING:
    from mandategraph.translate.units import Field

STATES: Final = {
    "candidate": "stateCandidate",
    "under-review": "stateUnderReview",
    "reviewed": "stateReviewed",
    "rejected": "stateRejected",
}
METHODS: Final = {
    "human": "humanTranslation",
    "machine": "machineTranslation",
    "post-edited": "postEdited",
    "original": "original",
}
EXPORT: Final = "export the file anew: mandategraph translate export"
STALE: Final = "stale"
MISSING: Final = "missing"
_ADDRESS: Final = re.compile(r"\s*<[^<>]*>\s*$")
_CODE: Final = re.compile(r"[^\s/#?<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row or entry of a file; `place` finds it again.

    `state` and `method` are codes of the ontology, None when the row is silent; `note`
    is None in a file without notes. `stale` says that the translation is one of other
    words, which nobody has confirmed. `flagged` is false where an entry of a PO file is
    not fuzzy.
    """

    place: str
    code: str
    field: Field
    source: str
    lang: str
    text: str
    state: str | None = None
    method: str | None = None
    agent: str = ""
    note: str | None = None
    stale: bool = False
    flagged: bool | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The rows of a file, and whom it names as translator, `""` when nobody."""

    rows: tuple[Row, ...]
    translator: str = ""
    ignored: tuple[str, ...] = ()


def name_of(given: str) -> str:
    """The name without the mail address behind it: `Ana <ana@x.org>` is `Ana`."""
    return _ADDRESS.sub("", given).strip()


def state_of(cell: str, place: str) -> str | None:
    """The code of a review state; None for an empty cell, `missing` and `stale`."""
    word = _word(cell)
    if word in ("", MISSING, STALE):
        return None
    return _code(STATES, word, cell, place, "status")


def method_of(cell: str, place: str) -> str | None:
    """The code of a production method, None for an empty cell."""
    word = _word(cell)
    return _code(METHODS, word, cell, place, "method") if word else None


def is_stale(cell: str) -> bool:
    """Whether the cell says that the translation is one of other words."""
    return _word(cell) == STALE


def word_of(codes: dict[str, str], code: str) -> str:
    """The word for a code, as in `STATES` or `METHODS`."""
    return next((word for word, known in codes.items() if known == code), "")


def field_of(cell: str, place: str) -> Field:
    """`text` or `label`; SourceError for anything else."""
    if cell.strip().lower() not in ("text", "label"):
        raise SourceError(place, f"field is {cell!r}", "write text or label")
    return cast("Field", cell.strip().lower())


def code_of(cell: str, place: str) -> str:
    """The code of an element; SourceError for what cannot be one."""
    if not _CODE.fullmatch(cell.strip()):
        raise SourceError(place, f"code is {cell!r}", "leave it as it was exported")
    return cell.strip()


def lang_of(cell: str, place: str) -> str:
    """The language tag, `pt_BR.UTF-8` as `pt-br`; SourceError when it is none."""
    tag = cell.strip().partition(".")[0].partition("@")[0].replace("_", "-").lower()
    if not is_language_tag(tag):
        raise SourceError(place, f"language is {cell!r}", "write a tag such as es")
    return tag


def _word(cell: str) -> str:
    return re.sub(r"[\s_]+", "-", cell.strip().lower())


def _code(codes: dict[str, str], word: str, cell: str, place: str, what: str) -> str:
    if cell.strip() in codes.values():
        return cell.strip()
    if word not in codes:
        raise SourceError(
            place, f"{what} is {cell!r}", f"choose from {', '.join(codes)}"
        )
    return codes[word]
