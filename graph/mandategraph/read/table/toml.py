"""Typed access to the tables of a mapping: a wrong key or value is one clear line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from mandategraph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")
_DOCS = "see docs/read/table.md"


class Section:
    """A table of a TOML file; `where` is its place in the file, for complaints."""

    def __init__(self, table: dict[str, Any], file: str, where: str = "") -> None:
        self.table, self.file, self.where = table, file, where
        self._asked: set[str] = set()

    def given(self, key: str) -> Any:
        """The value of the key, None when there is none."""
        self._asked.add(key)
        return self.table.get(key)

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text, empty when there is none."""
        value = self.given(key)
        if value is None:
            if needed:
                self.wrong(key, "it is missing")
            return ""
        if not isinstance(value, str):
            self.wrong(key, "it must be a text")
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        value = self.given(key)
        items = [value] if isinstance(value, str) else value or []
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            self.wrong(key, "it must be a list of texts")
        if needed and not items:
            self.wrong(key, "it is missing")
        return tuple(items)

    def many(self, key: str) -> list[Any]:
        """A list of texts or tables; one stands for a list of one."""
        value = self.given(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str | dict) for item in items):
            self.wrong(key, "it must name a column, or be a list or tables of them")
        return items

    def one_of(
        self, key: str, choices: tuple[str, ...], *, needed: bool = False
    ) -> str:
        """One of the words, empty when there is none."""
        value = self.text(key, needed=needed)
        if value and value not in choices:
            self.wrong(key, f"{value} is none of {', '.join(filter(None, choices))}")
        return value

    def number(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number."""
        value = self.given(key)
        if value is None:
            return default
        if not isinstance(value, int) or not least <= value <= most:
            self.wrong(key, f"it must be a number from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        """True or false, false when not given."""
        value = self.given(key) or False
        if not isinstance(value, bool):
            self.wrong(key, "it must be true or false")
        return value

    def pattern(self, key: str, value: Any) -> re.Pattern[str]:
        """The regular expression that the text is."""
        try:
            return re.compile(value)
        except (re.error, TypeError, RecursionError, OverflowError) as error:
            self.wrong(key, f"it is no regular expression: {error}")

    def plain_table(self, key: str) -> dict[str, Any]:
        """A table whose keys are free."""
        value = self.given(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(key, "it must be a table")
        return value

    def each(self, key: str, make: Callable[[Section], _T]) -> tuple[_T, ...]:
        """What is made of the tables of an array; one table is an array of one."""
        value = self.given(key)
        items = [value] if isinstance(value, dict) else value or []
        if not isinstance(items, list):
            self.wrong(key, "it must be a table")
        found = []
        for number, item in enumerate(items, 1):
            inside = self.inside(f"{key} {number}" if len(items) > 1 else key, item)
            found.append(make(inside))
            inside.finish()
        return tuple(found)

    def inside(self, key: str, value: Any) -> Section:
        """A table inside this one."""
        if not isinstance(value, dict):
            self.wrong(key, "it must be a table")
        return Section(value, self.file, f"{self.where}.{key}".lstrip("."))

    def finish(self) -> None:
        """Complain about a key that nobody asked for."""
        for key in self.table:
            if key not in self._asked:
                close = get_close_matches(key, self._asked, 1)
                hint = f"did you mean {close[0]}?" if close else _DOCS
                place = f"{self.where}.{key}".lstrip(".")
                raise SourceError(self.file, f"{place}: no such key", hint)

    def wrong(self, key: str, reason: str) -> NoReturn:
        """Raise SourceError for the value of a key."""
        place = f"{self.where}.{key}".lstrip(".")
        raise SourceError(self.file, f"{place}: {reason}", _DOCS)
