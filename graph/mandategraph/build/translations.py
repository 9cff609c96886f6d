"""Translation tables: reviewable TSV, one row per wording and language.

`sources/README.md` describes them. A folder of tables has one file for each plan and
language, `{plan}.{lang}.tsv`, and may have `agents.tsv`: who wrote and who reviewed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, cast

from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
from mandategraph.model import Agent, Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
FURTHER: Final = ("date", "reviewer")  # columns that a table may lack
AGENTS: Final = "agents.tsv"
_AGENT_COLUMNS: Final = ("id", "kind", "lang", "name")
_KINDS: Final = {"person", "software", "organisation"}
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
REJECTED: Final = "stateRejected"
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Key = tuple[str, str, str]


def tidy(text: str) -> str:
    """The text in NFC on one line: a cell of a table has no tab and no line break.

    No-break spaces stay what they are.
    """
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip(" "))


def key_of(row: Translation) -> Key:
    """What a table has one row of: a field in its language, or a rejected form."""
    rejected = row.text if row.state == REJECTED else ""
    return row.element, row.field, rejected


def load_translations(folder: Path) -> Iterator[Translation]:
    """The rows of all tables of the folder, by file name.

    Raises SourceError with the line that is not as it should be. Rows without a
    translation are skipped: they are still to be done.
    """
    if not folder.is_dir():
        raise SourceError(str(folder), "no such folder", "correct the manifest")
    for path in sorted(folder.glob("*.tsv")):
        if path.name != AGENTS:
            yield from load_table(path)


def load_table(path: Path, *, todo: bool = False) -> Iterator[Translation]:
    """The rows of one table, with `todo` the empty ones too; SourceError as above."""
    plan = path.name.split(".")[0]
    lines = _lines(path)
    head = tuple(lines[0].split("\t"))
    if head not in (COLUMNS, (*COLUMNS, *FURTHER)):
        advice = f"wanted: {', '.join(COLUMNS)}; then, or not, {', '.join(FURTHER)}"
        raise SourceError(f"{path}:1", "wrong columns", advice)
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = _checked(head, line.split("\t"), f"{path}:{number}")
        text = tidy(cells["translation"])
        if text or todo:
            yield Translation(
                plan=plan,
                element=cells["element"],
                field=cast("Literal['text', 'label']", cells["field"]),
                source=cells["source"],
                lang=cells["lang"].lower(),
                text=text,
                authority=cells["authority"],
                state=cells["status"],
                method=cells["method"],
                agent=cells["agent"],
                note=cells["note"],
                source_lang=cells["source_lang"].lower(),
                date=cells.get("date", ""),
                reviewer=cells.get("reviewer", ""),
            )


def load_agents(folder: Path) -> dict[str, Agent]:
    """The agents of a folder of tables by id; none when it does not list any."""
    path = folder / AGENTS
    if not path.is_file():
        return {}
    head, *lines = _lines(path)
    if tuple(head.split("\t")) != _AGENT_COLUMNS:
        advice = f"wanted: {', '.join(_AGENT_COLUMNS)}"
        raise SourceError(f"{path}:1", "wrong columns", advice)
    kinds: dict[str, str] = {}
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        row = line.split("\t")
        if len(row) != len(_AGENT_COLUMNS) or row[1] not in _KINDS:
            advice = f"id, {' or '.join(sorted(_KINDS))}, language, name"
            raise SourceError(f"{path}:{number}", "not an agent", advice)
        if not _NAME.fullmatch(row[0]):
            raise SourceError(f"{path}:{number}", f"id is {row[0]!r}", "use ASCII")
        kinds[row[0]] = row[1]
        names[row[0]].append((row[2], row[3]))
    return {
        id: Agent(id, cast("Literal['person']", kind), tuple(sorted(names[id])))
        for id, kind in kinds.items()
    }


def table_text(rows: Iterable[Translation]) -> str:
    """The rows as a table, with the further columns when one of them is filled."""
    rows = list(rows)
    more = FURTHER if any(t.date or t.reviewer for t in rows) else ()
    lines = ["\t".join((*COLUMNS, *more))]
    for t in rows:
        cells = (
            *(t.element, t.field, t.source_lang, t.source, t.lang, t.text),
            *(t.state, t.authority, t.method, t.agent, t.note),
            *((t.date, t.reviewer) if more else ()),
        )
        lines.append("\t".join(map(tidy, cells)))
    return "\n".join(lines) + "\n"


def agents_text(agents: Iterable[Agent]) -> str:
    """The agents as `agents.tsv`."""
    lines = ["\t".join(_AGENT_COLUMNS)]
    for agent in sorted(agents, key=lambda a: a.id):
        for lang, name in agent.names or (("", agent.id),):
            lines.append("\t".join(map(tidy, (agent.id, agent.kind, lang, name))))
    return "\n".join(lines) + "\n"


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from error
    if not text.strip():
        raise SourceError(str(path), "the table is empty", "restore it or remove it")
    return text.split("\n")


def _checked(head: tuple[str, ...], row: list[str], place: str) -> dict[str, str]:
    """The cells by column; SourceError names the place of one that cannot be."""
    if len(row) != len(head):
        raise SourceError(place, f"{len(row)} columns, not {len(head)}")
    cells = dict(zip(head, row, strict=True))
    for name, codes in CODES.items():
        if cells[name] not in codes:
            advice = f"choose from {', '.join(sorted(codes))}"
            raise SourceError(place, f"{name} is {cells[name]!r}", advice)
    if not is_language_tag(cells["lang"]):
        reason = f"lang is {cells['lang']!r}"
        raise SourceError(place, reason, "write a tag such as fr")
    if cells.get("date") and not _DAY.fullmatch(cells["date"]):
        reason = f"date is {cells['date']!r}"
        raise SourceError(place, reason, "write a day such as 2026-11-23")
    return cells
