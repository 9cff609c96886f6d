"""Mappings: TOML files that say what the columns of a results framework mean."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, get_args

from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
from mandategraph.model import StatementType
from mandategraph.read.table.columns import LEVELS, PARTIES, ROLES, VALUES
from mandategraph.read.table.rules import (
    Choice,
    ElementRule,
    Mapping,
    PartyRule,
    PlanRule,
    ReferenceRule,
    TableRule,
    Take,
    Upper,
    ValueRule,
)
from mandategraph.read.table.toml import Section

if TYPE_CHECKING:
    from pathlib import Path

_KINDS: Final = get_args(StatementType)
_EXCEL: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


@lru_cache
def shipped() -> tuple[Mapping, ...]:
    """The mappings of the package, by name."""
    folder = files(__package__).joinpath("mappings")
    found = [
        parsed(one.read_text("utf-8"), one.name)
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda m: m.name))


def load(path: Path) -> Mapping:
    """The mapping in a file; SourceError says in one line what is wrong with it."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(str(path), reason, "give a TOML file in UTF-8") from None
    return parsed(text, str(path))


def parsed(text: str, file: str) -> Mapping:
    """The mapping that the TOML spells."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file, str(error), "correct the TOML") from None
    top = Section(table, file)
    lang = top.text("lang")
    if lang and not is_language_tag(lang):
        top.wrong("lang", f"{lang} is no language tag")
    mapping = Mapping(
        name=top.text("name", needed=True),
        about=top.text("about"),
        prefix=top.text("prefix") or "table",
        lang=lang.lower(),
        missing=(*_EXCEL, *top.texts("missing")),
        decimal=top.one_of("decimal", (".", ",", "")),
        tables=top.each("table", _table),
        digest=hashlib.sha256(text.encode()).hexdigest()[:8],
    )
    top.finish()
    if not mapping.tables:
        top.wrong("table", "there is no [[table]]")
    return mapping


def _table(s: Section) -> TableRule:
    return TableRule(
        name=s.text("name", needed=True),
        columns=s.texts("columns", needed=True),
        files=s.texts("files"),
        sheet=s.text("sheet"),
        rows=s.text("rows"),
        header=s.number("header", 1, least=1, most=5),
        repeats=s.flag("header_repeats"),
        optional=s.flag("optional"),
        fill=s.texts("fill"),
        expect={k: s.pattern(k, v) for k, v in s.plain_table("expect").items()},
        plan=next(iter(s.each("plan", _plan)), PlanRule()),
        elements=s.each("element", _element),
        values=s.each("value", _value),
        parties=s.each("party", _party),
        references=s.each("reference", _reference),
    )


def _plan(s: Section) -> PlanRule:
    return PlanRule(
        key=_takes(s, "key"),
        lang=_choice(s, "lang"),
        title=_takes(s, "title"),
        description=_takes(s, "description"),
        identifier=_take(s, "identifier"),
        published=_take(s, "published"),
        start=_take(s, "start"),
        end=_take(s, "end"),
        fields=_takes(s, "fields"),
    )


def _element(s: Section) -> ElementRule:
    return ElementRule(
        name=s.text("name", needed=True),
        kind=s.one_of("kind", _KINDS, needed=True),  # type: ignore[arg-type]
        each=s.flag("each"),
        when=_when(s),
        key=_takes(s, "key"),
        text=_takes(s, "text"),
        description=_takes(s, "description"),
        notes=_takes(s, "notes"),
        label=_take(s, "label"),
        code=_take(s, "code"),
        ordinal=_take(s, "ordinal"),
        identifier=_take(s, "identifier"),
        level=_choice(s, "level", tuple(LEVELS.values())),
        unit=_takes(s, "unit"),
        higher_is_better=_choice(s, "higher_is_better", ("yes", "no")),
        parent=tuple(_upper(s, one) for one in s.many("parent")),
        candidates=s.text("candidates"),
        fields=_takes(s, "fields"),
    )


def _upper(s: Section, one: Any) -> Upper:
    if isinstance(one, str):
        return Upper(one)
    inside = s.inside("parent", one)
    key = _takes(inside, "key")
    by = inside.one_of("by", ("key", "same", "above", "code", ""))
    found = Upper(inside.text("element", needed=True), by or "key", key)
    if found.by == "key" and not key:
        inside.wrong("key", "it is missing")
    inside.finish()
    return found


def _value(s: Section) -> ValueRule:
    pattern = s.text("pattern")
    return ValueRule(
        of=s.text("of", needed=True),
        kind=_choice(s, "kind", VALUES),
        key=_takes(s, "key"),
        when=_when(s),
        column=s.text("column", needed=not pattern),
        pattern=s.pattern("pattern", pattern) if pattern else None,
        period=s.text("period"),
        at=_takes(s, "at"),
        start=_take(s, "start"),
        end=_take(s, "end"),
        unit=_take(s, "unit"),
        unit_word=_choice(s, "unit_word"),
        column_as=s.text("column_as"),
        notes=_takes(s, "notes"),
        dimensions=_takes(s, "dimensions"),
        fields=_takes(s, "fields"),
    )


def _party(s: Section) -> PartyRule:
    found = PartyRule(
        kind=s.one_of("kind", PARTIES, needed=True),
        role=_choice(s, "role", ROLES),
        name=_takes(s, "name"),
        identifier=_take(s, "identifier"),
        code=_take(s, "code"),
        of=s.texts("of"),
        when=_when(s),
        fields=_takes(s, "fields"),
    )
    if not found.name:
        s.wrong("name", "it is missing")
    return found


def _reference(s: Section) -> ReferenceRule:
    relation = s.one_of("relation", ("aligned_with", "references"), needed=True)
    take = _take(s, "take")
    if take is None:
        s.wrong("take", "it is missing")
    return ReferenceRule(s.text("of"), relation, take, s.text("iri") or "{}")


def _takes(s: Section, key: str) -> tuple[Take, ...]:
    return tuple(_one_take(s, key, one) for one in s.many(key))


def _take(s: Section, key: str) -> Take | None:
    found = _takes(s, key)
    if len(found) > 1:
        s.wrong(key, "it names more than one column")
    return found[0] if found else None


def _one_take(s: Section, key: str, one: Any) -> Take:
    if isinstance(one, str):
        return Take(one)
    inside = s.inside(key, one)
    pattern = inside.text("pattern")
    lang = inside.text("lang")
    if lang and not is_language_tag(lang):
        inside.wrong("lang", f"{lang} is no language tag")
    found = Take(
        inside.text("column", needed=True),
        inside.pattern("pattern", pattern) if pattern else None,
        _when(inside),
        lang.lower(),
        inside.text("lang_column"),
        inside.text("split"),
        inside.text("name"),
    )
    inside.finish()
    return found


def _choice(s: Section, key: str, known: tuple[str, ...] = ()) -> Choice:
    given = s.given(key)
    if given is None:
        return Choice()
    if isinstance(given, str):
        found = Choice(given)
    else:
        inside = s.inside(key, given)
        values = {k: str(v) for k, v in inside.plain_table("values").items()}
        found = Choice("", inside.text("column", needed=True), values)
        inside.finish()
    for value in (found.constant, *found.values.values()):
        if known and value and value not in known:
            s.wrong(key, f"{value} is none of {', '.join(known)}")
    return found


def _when(s: Section) -> dict[str, tuple[str, ...]]:
    """The conditions: a column and the words that it may have; `*` for any word."""
    return {
        column: tuple(words) if isinstance(words, list) else (str(words),)
        for column, words in s.plain_table("when").items()
    }
