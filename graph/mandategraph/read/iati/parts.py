"""What results and indicators of IATI activities have alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mandategraph.model import Statement
from mandategraph.read.iati.references import Referring

if TYPE_CHECKING:
    from mandategraph.model import Parent, Value, Wording
    from mandategraph.read.iati.text import ActivityText, Element


class Part(Referring):
    """A result or an indicator as it is read; `values` and `notes` of indicators."""

    __slots__ = ("_description", "_first", "_tag", "_title", "lang", "notes", "values")

    def __init__(
        self, text: ActivityText, element: Element, path: str, inherited: str
    ) -> None:
        self._first = len(text.places)
        super().__init__(text, text.attributes(element, path))
        self.lang = text.language(element, inherited)
        self._tag = element.tag
        self._title: list[Wording] = []
        self._description: list[Wording] = []
        self.values: list[Value] = []
        self.notes: list[Wording] = []

    def take(self, child: Element, path: str) -> None:
        """Take in a child that both may have; others are counted."""
        tag = child.tag
        if tag == "title":
            self._title += self.text.narratives(child, path, self.lang)
        elif tag == "description":
            self._description += self.text.narratives(child, path, self.lang)
        elif tag == "document-link":
            self.document(child, path)
        elif tag == "reference":
            self.reference(child, path)
        else:
            self.text.skip(child, f"{self._tag}/")

    def statement(
        self,
        name: str,
        kind: Literal["expected_result", "indicator"],
        parent: Parent,
        *,
        level: str | None = None,
        better: bool | None = None,
    ) -> Statement | None:
        """The statement; None when nothing of the element is printed.

        Without a title it stands where its description does, or else where the first
        thing of the element is printed.
        """
        text = self.text
        title = text.one_each(self._title)
        description = text.one_each(self._description)
        first = title[0] if title else None
        if first is not None:
            span = first.span
        elif description:
            span = description[0].span
        elif len(text.places) > self._first:
            span = text.places[self._first].span
        else:
            return None
        return Statement(
            name,
            kind,
            first.lang if first else self.lang,
            span,
            text=first.text if first else None,
            text_status="extracted" if first else "absent_in_source",
            fragments=first.fragments if first else (),
            parent=parent,
            also=tuple(title[1:]),
            description=tuple(description),
            notes=tuple(text.one_each(self.notes)),
            level=level,
            higher_is_better=better,
            values=tuple(self.values),
            references=tuple(self.references),
            fields=tuple(self.fields),
        )
