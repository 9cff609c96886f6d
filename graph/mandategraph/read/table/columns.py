"""The columns and cells of the authoring format, for its reader and its writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from mandategraph.model import Basis, ParentStatus, ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.model import StatementType

PartyKind = Literal["organisation", "programme", "group", "person"]
Role = Literal["plan_of", "context", "performer", "beneficiary", "stakeholder"]
PLAN: Final = "plan"
PARTIES: Final = get_args(PartyKind)
ROLES: Final = get_args(Role)
VALUES: Final = get_args(ValueKind)
LEVELS: Final = {
    "goal": "levelGoal",
    "objective": "levelObjective",
    "sub_objective": "levelSubObjective",
    "output": "output",
    "outcome": "outcome",
    "impact": "impact",
} | {
    name.lower(): name
    for name in (
        "levelGoal",
        "levelObjective",
        "levelSubObjective",
        "levelUnspecified",
        "typeUnspecified",
    )
}
STATEMENTS: Final[dict[str, tuple[StatementType, str | None]]] = {
    "mandate": ("mandate", None),
    "objective": ("objective", None),
    "expected_result": ("expected_result", None),
    "indicator": ("indicator", None),
    "vision": ("vision", None),
    "value_statement": ("value_statement", None),
    "section_heading": ("section_heading", None),
    # shorter ways to say a kind and its level
    "result": ("expected_result", None),
    "goal": ("objective", "levelGoal"),
    "sub_objective": ("objective", "levelSubObjective"),
    "output": ("expected_result", "output"),
    "outcome": ("expected_result", "outcome"),
    "impact": ("expected_result", "impact"),
}
STATUSES: Final = get_args(ParentStatus)
BASES: Final = get_args(Basis)
WORDED: Final = ("text", "description", "notes", "unit")  # may end in @lang
COLUMNS: Final = (
    "kind",
    "id",
    "parent",
    "parent_status",
    "parent_basis",
    "candidates",
    "applies_to",
    "code",
    "ordinal",
    "label",
    "identifier",
    "level",
    "lang",
    *WORDED,
    "value",
    "number",
    "period",
    "dimensions",
    "higher_is_better",
    "published",
    "role",
    "of",
    "aligned_with",
    "references",
    "fields",
)
NONE: Final = "none"  # in the column `number`: the printed value is no number
YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False} | {
    "0": False
}
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")
_MARKS: Final = r"([\\;=])"
_ESCAPED: Final = re.compile(r"\\(.)")
_EQUALS: Final = re.compile(r"^(?:\\.|[^\\=])*=")
_ITEM: Final = re.compile(r"(?:\\.|[^;\n])+")
_SHORT: Final = re.compile(
    r"sdg[ :]*((?:1[0-7]|[1-9])(?:\.[0-9a-z]{1,2})?)", re.IGNORECASE
)
_LINK: Final = re.compile(r"(?s)(.*?)\s*<([^<>\s]*)>")
_IRI: Final = re.compile(r"(?:https?://[^\s/]|urn:[a-zA-Z0-9])[\x21-\x7e]*")
_BAD_IN_IRI: Final = set('<>"{}|\\^`')


class Column(NamedTuple):
    """A column of the format: its name, and the language that it is in."""

    name: str
    lang: str = ""


def column_of(header: str) -> Column:
    """`text@fr` as name and language, however it is typed."""
    name, _, lang = "".join(header.split()).partition("@")
    return Column(name.lower(), lang.lower().replace("_", "-"))


def word(cell: str) -> str:
    """A word of the format as it is compared: `Expected result` is expected_result."""
    return re.sub(r"[\s_-]+", "_", cell.strip().lower())


def formula_safe(text: str) -> str:
    """The cell with an apostrophe in front of what a spreadsheet takes for a formula.

    Numbers stay as they are. `plain` takes the apostrophe off again.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def apostrophe_safe(text: str) -> str:
    """The cell of a workbook, where text is never a formula, for `plain` to read."""
    return f"'{text}" if text.startswith("'") and _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The cell without the apostrophe that makes a formula harmless."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def joined(items: Iterable[str]) -> str:
    """A list in one cell: `a; b`, with a backslash before a semicolon of an item."""
    return "; ".join(_escaped(item, r"([\\;])") for item in items)


def split(cell: str) -> list[str]:
    """The items of a cell, the inverse of `joined`; a line break parts them as well."""
    return [_ESCAPED.sub(r"\1", item) for item in items(cell)]


def paired(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs in a cell: `sex=female; age=15`; a backslash before `;` or `=` in them."""
    return "; ".join(
        f"{_escaped(name, _MARKS)}={_escaped(value, _MARKS)}" for name, value in pairs
    )


def pairs_of(cell: str) -> list[tuple[str, str]] | None:
    """The pairs of a cell, None when one has no `=`."""
    found = []
    for item in items(cell):
        equals = _EQUALS.search(item)
        if equals is None:
            return None
        parts = item[: equals.end() - 1], item[equals.end() :]
        name, value = (_ESCAPED.sub(r"\1", part.strip()) for part in parts)
        found.append((name, value))
    return found


def ranked(candidates: Iterable[tuple[str, float | None]]) -> str:
    """Candidates in one cell, each with its confidence if it has one: `o1=0.75; o2`."""
    return "; ".join(
        _escaped(name, _MARKS) + ("" if confidence is None else f"={confidence!r}")
        for name, confidence in candidates
    )


def ranked_of(cell: str) -> list[tuple[str, float | None]] | None:
    """The inverse of `ranked`; None when a confidence is no number from 0 to 1."""
    found: list[tuple[str, float | None]] = []
    for item in items(cell):
        equals = _EQUALS.search(item)
        name = item[: equals.end() - 1] if equals else item
        confidence = None
        if equals:
            try:
                confidence = float(item[equals.end() :])
            except ValueError:
                return None
            if not 0 <= confidence <= 1:
                return None
        found.append((_ESCAPED.sub(r"\1", name.strip()), confidence))
    return found


def _escaped(item: str, marks: str) -> str:
    return re.sub(marks, r"\\\1", " ".join(item.split()))


def items(cell: str) -> list[str]:
    """The items of a cell that are not blank, as they stand there."""
    found = (item.strip() for item in _ITEM.findall(cell))
    return [item for item in found if item]


def link(iri: str, printed: str) -> str:
    """A reference in a cell: `printed <iri>`, or the IRI alone."""
    return f"{printed} <{iri}>" if printed else iri


def link_of(item: str) -> tuple[str, str] | None:
    """IRI and printed words of a reference; None for what is no IRI.

    `SDG 4.1` is short for the target's IRI, `SDG 4` for the goal's.
    """
    short = _SHORT.fullmatch(item)
    if short:
        return f"http://metadata.un.org/sdg/{short[1].lower()}", item
    match = _LINK.fullmatch(item)
    printed, iri = (match[1], match[2]) if match else ("", item)
    if _IRI.fullmatch(iri) and not _BAD_IN_IRI & set(iri):
        return iri, " ".join(printed.split())
    return None
