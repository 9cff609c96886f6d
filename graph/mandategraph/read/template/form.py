"""Templates: data files that say how one organisation's documents are built.

A template has rules for lines, tables and charts. A pattern must match a whole line,
and a blank in it stands for any run of blanks. What the keys mean: docs/read/docx.md.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from mandategraph.model import StatementType, ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPES: Final = get_args(StatementType)
_ADDS: Final = ("description", "notes", "unit")
_ROLES: Final = {
    "label", "code", "text", "description", "notes", "unit", *get_args(ValueKind)
}  # fmt: skip
T = TypeVar("T")


class TemplateError(ValueError):
    """A template that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class PartyRule:
    """A party that a line names: `name` is the group with its name."""

    kind: str
    role: str = "plan_of"
    name: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRule:
    """A line at the head or foot of the pages; its other groups become fields."""

    line: re.Pattern[str]
    party: PartyRule | None = None
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """What a line of running text does where it matches.

    It may open a section (`opens`), begin a plan (`plan`), say whose the statements
    below it are (`owner`), make a statement (`makes`), or add to one (`adds`, `of`).
    """

    line: re.Pattern[str]
    within: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    heading: bool | None = None
    once: bool = False
    opens: str = ""
    plan: bool = False
    owner: bool = False
    title_below: bool = False
    party: PartyRule | None = None
    labels: str = ""
    introduces: str = ""
    structure: bool = False
    holds: bool = False
    held: bool = False
    makes: str = ""
    parent: str = ""
    stated: re.Pattern[str] | None = None
    nested: bool = False
    of: str = ""
    adds: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table, by its number (`at`) or its heading, and what it holds."""

    role: str
    at: int = 0
    header: re.Pattern[str] | None = None
    split: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRule:
    """A table whose rows are statements (`makes`, `rows`), or values of one (`of`)."""

    within: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    columns: int = 0
    makes: str = ""
    rows: tuple[Column, ...] = ()
    parent: str = ""
    nested: bool = False
    of: str = ""
    values: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRule:
    """A chart of values: its categories and its series say year and kind."""

    within: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    of: str
    category: re.Pattern[str]
    series: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRule:
    """The address of a document that a label names: by its link, or by body and label.

    `iri` has the groups of the patterns in braces.
    """

    iri: str
    link: re.Pattern[str] | None = None
    body: re.Pattern[str] | None = None
    label: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One organisation's way to write its documents."""

    name: str
    description: str
    lang: str
    prefix: str
    match: tuple[re.Pattern[str], ...]
    least: int
    nothing: frozenset[str]
    note_marks: re.Pattern[str] | None
    kinds: dict[str, ValueKind]
    sections: dict[str, int]
    header: tuple[HeaderRule, ...] = ()
    line: tuple[LineRule, ...] = ()
    table: tuple[TableRule, ...] = ()
    chart: tuple[ChartRule, ...] = ()
    address: tuple[AddressRule, ...] = ()

    def fits(self, lines: Iterable[str]) -> bool:
        """Whether enough of the lines that the document must have are there."""
        missing = list(self.match)
        for line in lines:
            missing = [p for p in missing if not p.fullmatch(line)]
            if len(self.match) - len(missing) >= self.least:
                return True
        return False


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """The templates of the package, by name."""
    folder = files(__package__).joinpath("templates")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(
        template(folder.joinpath(name).read_text("utf-8"), name) for name in names
    )


def template(toml: str, file: str = "-") -> Template:
    """The template that the TOML text says; TemplateError when it cannot be used."""
    try:
        table = tomllib.loads(toml)
        return _template(table)
    except (tomllib.TOMLDecodeError, TemplateError, re.error) as error:
        raise TemplateError(f"template {file}: {error}") from None


def _template(table: dict[str, Any]) -> Template:
    _only(table, {f.name for f in fields(Template)} - {"least"}, "the template")
    marks = table.get("note_marks")
    kinds = dict(table.get("kinds", {}))
    for word, kind in kinds.items():
        _one_of(kind, get_args(ValueKind), f"kinds.{word}")
    wanted = table.get("match", {})
    _only(wanted, {"lines", "least"}, "match")
    lines = tuple(pattern(p) for p in wanted.get("lines", ()))
    found = Template(
        name=_text(table, "name"),
        description=_text(table, "description"),
        lang=_text(table, "lang"),
        prefix=_text(table, "prefix"),
        match=lines,
        least=wanted.get("least", len(lines)),
        nothing=frozenset(table.get("nothing", ())),
        note_marks=pattern(marks) if marks else None,
        kinds=kinds,
        sections=dict(table.get("sections", {})),
        header=_rules(table, "header", HeaderRule),
        line=_rules(table, "line", LineRule),
        table=_rules(table, "table", TableRule),
        chart=_rules(table, "chart", ChartRule),
        address=_rules(table, "address", AddressRule),
    )
    if not lines or not 0 < found.least <= len(lines):
        message = "match.lines must not be empty, and match.least not more than they"
        raise TemplateError(message)
    _check(found)
    return found


def _rules(table: dict[str, Any], key: str, kind: type[T]) -> tuple[T, ...]:
    return tuple(
        _rule(entry, kind, f"{key} {number}")
        for number, entry in enumerate(table.get(key, ()), 1)
    )


def _rule(entry: dict[str, Any], kind: type[T], where: str) -> T:
    """One rule; patterns are compiled, lists become tuples."""
    entry = {("role" if k == "as" else k): v for k, v in entry.items()}
    types = {f.name: str(f.type) for f in fields(kind)}  # type: ignore[arg-type]
    _only(entry, set(types), where)
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if "Pattern" in types[key]:
            values[key] = pattern(value)
        elif types[key].startswith("PartyRule"):
            values[key] = _rule(value, PartyRule, f"{where}, party")
        elif "Column" in types[key]:
            values[key] = tuple(_rule(c, Column, f"{where}, rows") for c in value)
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    try:
        return kind(**values)
    except TypeError:
        raise TemplateError(f"{where}: a key is missing") from None


def _check(found: Template) -> None:
    """Refuse names of sections, statements and roles that nothing knows."""
    for number, rule in enumerate(found.line, 1):
        where = f"line {number}"
        names = (*rule.within, *rule.not_within, *([rule.opens] if rule.opens else []))
        for name in names:
            _one_of(name, found.sections, where)
        for name in (rule.makes, rule.parent, rule.of, rule.labels, rule.introduces):
            _one_of(name or _TYPES[0], _TYPES, where)
        _one_of(rule.adds or _ADDS[0], _ADDS, where)
        needed = {"makes": "text", "adds": rule.adds if rule.adds == "unit" else "text"}
        for key, group in needed.items():
            if getattr(rule, key) and group not in rule.line.groupindex:
                raise TemplateError(f"{where}: its pattern needs a group {group!r}")
    for number, table in enumerate(found.table, 1):
        for name in (*table.within, *table.not_within):
            _one_of(name, found.sections, f"table {number}")
        for column in table.rows:
            _one_of(column.role, _ROLES, f"table {number}")


def _one_of(name: str, known: Iterable[str], where: str) -> None:
    if name not in known:
        raise TemplateError(f"{where}: {name!r} is none of {', '.join(sorted(known))}")


def _only(table: dict[str, Any], known: set[str], where: str) -> None:
    for key in table:
        _one_of(key, known, where)


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise TemplateError(f"{key} must be a text")
    return value


def pattern(text: str) -> re.Pattern[str]:
    """The pattern with each run of blanks as any run of blanks, line breaks too."""
    return re.compile(re.sub(r" +(?![?*+{])", r"\\s+", text).replace(" ?", r"\s*"))
