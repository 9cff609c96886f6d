"""Nested JSON as a table: one row for each object that a path finds.

The path is a JSON pointer in which `*` stands for every item: `/goals/*/targets/*`.
Columns are the names of the object's plain values; `owner.name` is one level in,
`../title` belongs to the object one list up.
"""

from __future__ import annotations

import json
from collections import Counter as Count
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.table.cells import Cell, Counter
from mandategraph.read.table.csv import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

MEDIA_TYPE: Final = "application/json"
_MOST: Final = 256 << 20  # bytes
_DEEPEST: Final = 60  # levels
Record = dict[str, Cell]


def load(source: Input) -> Any:
    """The value; numbers stay the text that they are. SourceError for bad JSON."""
    if source.size > _MOST:
        reason = f"it is JSON of more than {_MOST >> 20} MB"
        raise SourceError(source.file, reason, "split it into several files")
    text = source.data.decode(encoding_of(source))
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise SourceError(source.file, reason, "correct the JSON") from None
    except RecursionError:
        reason = "its objects are nested too deep"
        raise SourceError(source.file, reason, "give a flatter file") from None


class JsonTable:
    """The rows that a path finds in a JSON value; `lists` counts what it leaves out."""

    def __init__(self, value: object, path: str, prefix: str, file: str) -> None:
        self.value, self.path, self.prefix = value, path or "/*", prefix
        self.file = file
        self.counter = Counter(file)
        self.lists: Count[str] = Count()  # paths of lists that no row of this table is

    def records(self) -> Iterator[Record]:
        """The rows in the order of the file, blank ones too."""
        steps = self.path.strip("/").split("/")
        above: Record = {}
        self.counter = Counter(self.file)
        if isinstance(self.value, dict):
            self._enter(self.value, "", "../", above)
        self.lists.clear()  # those of the top are what the path goes through
        yield from self._walk(self.value, steps, "", above)

    def _walk(
        self, value: object, steps: list[str], place: str, above: Record
    ) -> Iterator[Record]:
        if not steps:
            own = dict(above)
            if isinstance(value, dict):
                self._enter(value, place, "", own)
                self.counter.add(len(own))
                yield own
            return
        step, rest = steps[0], steps[1:]
        if step != "*":
            if isinstance(value, dict) and step in value:
                yield from self._walk(value[step], rest, _below(place, step), above)
            return
        if "*" in rest and isinstance(value, list | dict):
            for key, item in _items(value):
                upper = {f"../{name}": cell for name, cell in above.items()}
                inside = _below(place, key)
                if isinstance(item, dict):
                    self._enter(item, inside, "../", upper)
                yield from self._walk(item, rest, inside, upper)
        elif isinstance(value, list | dict):
            for key, item in _items(value):
                yield from self._walk(item, rest, _below(place, key), above)

    def _enter(
        self, item: dict[str, Any], place: str, prefix: str, record: Record
    ) -> None:
        for key, value in item.items():
            name, inside = f"{prefix}{key}", _below(place, key)
            nested = value if isinstance(value, list | dict) else ()
            deep = inside.count("/") > _DEEPEST
            if isinstance(value, dict) and not deep:
                self._enter(value, inside, f"{name}.", record)
            elif deep or any(isinstance(v, dict | list) for v in nested):
                self.lists[_pattern(inside)] += max(len(nested), 1)
            else:
                text = _plain(value)
                if text and not text.isspace():
                    record[name] = Cell(text, f"{self.prefix}{inside}")


def _items(value: list[Any] | dict[str, Any]) -> Iterator[tuple[str, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return ((str(key), item) for key, item in pairs)


def _below(place: str, key: str) -> str:
    return f"{place}/{key.replace('~', '~0').replace('/', '~1')}"


def _pattern(place: str) -> str:
    """The place with `*` for the numbers of items."""
    return "/".join("*" if step.isdigit() else step for step in place.split("/"))


def _plain(value: object) -> str:
    """The text of a plain value, or of a list of them, one a line."""
    if isinstance(value, list):
        return "\n".join(text for item in value if (text := _plain(item)))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # half a surrogate pair is no character
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
