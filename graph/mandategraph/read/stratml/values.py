"""Targets, measurements and baselines of StratML indicators, and their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from mandategraph.model import Field, Period, Value
from mandategraph.read.numbers import canonical, iso_date
from mandategraph.read.stratml.drafts import ordered
from mandategraph.read.stratml.names import (
    NUMBERS,
    ORIGIN,
    PLACEHOLDER,
    PREFIX,
    VALUES,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mandategraph.model import Span, ValueKind, Wording
    from mandategraph.read.stratml.pieces import Pieces

_DATES: Final = {
    "StartDate": ("start",),
    "EndDate": ("end",),
    "Date": ("start", "end"),
    "Period": ("start", "end"),
}
_INHERITED: Final = 8  # fields that each value in an element has from it, at most
_TEXTS: Final = tuple(
    PREFIX + name
    for name in ("Descriptor/DescriptorValue", "Descriptor/Value", "Score/Name")
)


class Draft:
    """One value while it is read; it begins with what is said around it."""

    __slots__ = ("ends", "fields", "notes", "printed", "span")

    def __init__(self, above: Draft | None = None) -> None:
        self.fields: list[Field] = list(above.fields) if above else []
        self.ends: dict[str, str] = dict(above.ends) if above else {}
        self.notes: list[Wording] = []
        self.printed: str | None = None
        self.span: Span | None = None


class ValueReader:
    """Reads everything below an indicator that states a value."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces

    def read(
        self,
        element: _Element,
        local: str,
        path: str,
        values: list[Value],
        rest: list[Field],
        above: Draft | None = None,
    ) -> None:
        """Add the element's values to `values`, what states none to `rest`."""
        kind = VALUES.get(local)
        draft, before = Draft(above), len(values)
        if element.keys():
            self._attributes(element, path, draft)
        nested = self._children(element, path, draft, valued=kind is not None)
        stated = kind is not None and self._complete(draft)
        if stated:
            values.append(_value(cast("ValueKind", kind), local, draft))
        elif len(draft.fields) > _INHERITED:
            rest += _renamed(draft.fields, local)
            draft.fields.clear()
        for name, child, below in nested:
            inner = local if name == "Result" and kind is not None else name
            around = None if stated else draft
            self.read(child, inner, below, values, rest, around)
        if len(values) == before:
            rest += _renamed(draft.fields[len(above.fields) if above else 0 :], local)

    def _attributes(self, element: _Element, path: str, draft: Draft) -> None:
        fields: list[Field] = []
        self.pieces.attributes(element, "", path, fields)
        for f in fields:
            name = f.name.removeprefix(f"{PREFIX}@")
            if name in _DATES and iso_date(f.value) == f.value and f.span:
                draft.ends |= dict.fromkeys(_DATES[name], f.value)
                self.pieces.marks.append(f.span)
            else:
                draft.fields.append(f)

    def _children(
        self, element: _Element, path: str, draft: Draft, *, valued: bool
    ) -> list[tuple[str, _Element, str]]:
        """Take what belongs to the element; give those that have their own values."""
        pieces = self.pieces
        nested: list[tuple[str, _Element, str]] = []
        own = element.text
        if own is not None and (own := own.strip()):
            self._print(draft, own, path)
        seen: dict[str, int] = {}
        for child in element:
            local = pieces.names[child.tag]
            number = seen[local] = seen.get(local, 0) + 1
            below = f"{path}/{local}[{number}]"
            if local in VALUES or local == "Result":
                nested.append((local, child, below))
            elif len(child) or child.keys():
                pieces.subtree(child, local, below, draft.fields)
            elif text := (child.text or "").strip():
                self._leaf(draft, child, local, text, below, valued=valued)
            tail = child.tail
            if tail is not None and (tail := tail.strip()):
                draft.fields.append(pieces.own_field("text()", tail, path))
        return nested

    def _leaf(
        self,
        draft: Draft,
        child: _Element,
        local: str,
        text: str,
        path: str,
        *,
        valued: bool,
    ) -> None:
        pieces = self.pieces
        if PLACEHOLDER.fullmatch(text):
            pieces.left(text, path)
            pieces.count("placeholder_text", text)
        elif valued and local in NUMBERS and draft.printed is None:
            self._print(draft, text, path)
        elif local in _DATES and iso_date(text) == text:
            draft.ends |= dict.fromkeys(_DATES[local], pieces.mark(text, path))
        elif local == "Description" and not draft.notes:
            draft.notes.append(pieces.worded(child, text, path))
        else:
            draft.fields.append(pieces.own_field(local, text, path))

    def _print(self, draft: Draft, text: str, path: str) -> None:
        if draft.printed is not None:
            draft.fields.append(self.pieces.own_field("text()", text, path))
            return
        draft.span = self.pieces.add(text, path)
        draft.printed = " ".join(text.split())

    def _complete(self, draft: Draft) -> bool:
        """Whether there is a value: a number, else a descriptor, else a description."""
        if draft.printed is not None:
            return True
        for f in draft.fields:
            if f.name in _TEXTS and f.span:
                draft.printed, draft.span = f.value, f.span
                draft.fields.remove(f)
                return True
        if draft.notes:
            words = draft.notes.pop()
            draft.printed, draft.span = words.text, words.span
            draft.fields.append(Field(ORIGIN, "Description"))
            return True
        return False


def _value(kind: ValueKind, local: str, draft: Draft) -> Value:
    assert draft.span is not None  # noqa: S101 - set with the printed value
    printed, ends, fields = draft.printed or "", draft.ends, draft.fields
    if local == "Current":
        fields = [*fields, Field(ORIGIN, local)]
    period = Period(ends.get("start"), ends.get("end")) if ends else None
    return Value(
        kind,
        draft.span,
        printed,
        canonical(printed),
        period=period,
        notes=tuple(draft.notes),
        fields=ordered(fields),
    )


def _renamed(fields: list[Field], local: str) -> list[Field]:
    """The fields under the name of the element that they were found in."""
    names = (f"{PREFIX}{local}/{f.name.removeprefix(PREFIX)}" for f in fields)
    return [Field(n, f.value, f.span) for n, f in zip(names, fields, strict=True)]
