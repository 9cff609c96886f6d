"""What the children of one element say, sorted by the model's terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mandategraph.model import Field, Reference, Wording
from mandategraph.read.stratml.names import NO_WORDS, PLACEHOLDER, Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from mandategraph.read.stratml.pieces import Pieces

_IRI: Final = re.compile(
    r"https?://[\w.~%-]+(?::[0-9]{1,5})?(?:[/?#]\S*)?"
    r"|urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[^\s/?#]\S*"
)
_SAFE: Final = "%:/?#@!$&'()*+,;=~-._"
_WORDINGS: Final = ("name", "description", "notes", "dimension", "unit")
_INNER: Final = {"unit": "Name", "dimension": "Name", "notes": "Description"}
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Draft:
    """What the children of one element say.

    Wordings are one for each language. `found` has identifiers and numbers, by the
    element's name: (text, path); they enter the text only when the element turns out
    to have words. `nested` has the elements that are read on their own.
    """

    def __init__(self) -> None:
        self.name: tuple[Wording, ...] = ()
        self.description: tuple[Wording, ...] = ()
        self.notes: tuple[Wording, ...] = ()
        self.dimension: tuple[Wording, ...] = ()
        self.unit: tuple[Wording, ...] = ()
        self.references: tuple[Reference, ...] = ()
        self.fields: list[Field] = []
        self.nested: list[tuple[str, _Element, str]] = []
        self.found: dict[str, tuple[str, str]] = {}
        self.taken: dict[str, str] = {}

    def has_words(self) -> bool:
        """Whether there is more than identifiers and numbers."""
        return bool(
            self.name
            or self.description
            or self.notes
            or self.fields
            or self.dimension
            or self.unit
            or self.references
        )

    def take(self, pieces: Pieces, name: str) -> str | None:
        """The identifier or number, whose words now enter the text as a mark."""
        found = self.found.pop(name, None)
        if found:
            text = self.taken[name] = pieces.mark(*found)
            return text
        return self.taken.get(name) if self.taken else None


def collect(
    pieces: Pieces,
    element: _Element,
    path: str,
    actions: Mapping[str, Action],
    draft: Draft | None = None,
) -> Draft:
    """What the children say; their words enter the text, those of nested ones later."""
    draft = draft or Draft()
    names, slots = pieces.names, vars(draft)
    _own_text(pieces, element, path, draft)
    seen: dict[str, int] = {}
    for child in element:
        local = names[child.tag]
        number = seen[local] = seen.get(local, 0) + 1
        action = actions.get(local)
        if action == "nested":
            draft.nested.append((local, child, f"{path}/{local}[{number}]"))
        elif action == "inside" or action is None:
            below = f"{path}/{local}[{number}]"
            _inner(pieces, draft, child, local, below, actions, number)
        else:
            text = child.text
            below = f"{path}/{local}" if number == 1 else f"{path}/{local}[{number}]"
            if len(child) or child.keys():
                text = _mixed(pieces, draft, child, action, below)
            if text is None or not (text := text.strip()):
                pass
            elif action in _WORDINGS and not slots[action] and text[0] != "[":
                slots[action] = (pieces.worded(child, text, below),)
            else:
                _leaf(pieces, draft, child, action, local, text, below)
        tail = child.tail
        if tail is not None and (tail := tail.strip()):
            draft.fields.append(pieces.own_field("text()", tail, path))
    return draft


def _own_text(pieces: Pieces, element: _Element, path: str, draft: Draft) -> None:
    """Take words that stand directly in the element: its name if nothing else does."""
    text = element.text
    if text is not None and (text := text.strip()):
        if len(element):
            draft.fields.append(pieces.own_field("text()", text, path))
        else:
            _add(pieces, draft, "name", element, text, path)


def _inner(
    pieces: Pieces,
    draft: Draft,
    child: _Element,
    local: str,
    path: str,
    actions: Mapping[str, Action],
    number: int,
) -> None:
    """Take an element that only holds others, or one that the model has no term for."""
    if local in actions:
        if child.keys():
            pieces.attributes(child, local, path, draft.fields)
        collect(pieces, child, path, actions, draft)
    elif has_words(child, pieces, attributes=True):
        pieces.count("kept_as_field", local)
        step = local if number == 1 else f"{local}[{number}]"
        pieces.subtree(child, step, path, draft.fields)
    elif has_text(child):
        pieces.count("empty_placeholder", local)


def _leaf(
    pieces: Pieces,
    draft: Draft,
    child: _Element,
    action: Action,
    local: str,
    text: str,
    path: str,
) -> None:
    """Take the text of an element that holds nothing else."""
    if text[0] == "[" and PLACEHOLDER.fullmatch(text):
        pieces.left(text, path)
        pieces.count("placeholder_text", text)
    elif action == "found":
        if local in draft.found:
            draft.fields.append(pieces.own_field(local, text, path))
        else:
            draft.found[local] = (text, path)
    elif action == "reference":
        refer(pieces, draft, local, text, path)
    else:
        _add(pieces, draft, action, child, text, path)


def _add(
    pieces: Pieces, draft: Draft, slot: str, element: _Element, text: str, path: str
) -> None:
    """Add a wording, unless there is one in the same language."""
    wordings: tuple[Wording, ...] = getattr(draft, slot)
    if wordings:
        lang = (pieces.language(element) if pieces.tagged else "") or pieces.lang
        if any(w.lang == lang for w in wordings):
            span = pieces.left(text, path)
            message = f"a second wording in {lang} for the same element: {path}"
            pieces.warn("second_wording", message, span)
            return
    setattr(draft, slot, (*wordings, pieces.worded(element, text, path)))


def _mixed(
    pieces: Pieces, draft: Draft, child: _Element, action: Action, path: str
) -> str:
    """The text of an element that should have no children.

    Units and dimensions of 3.5 have a Name and more, remarks of Part 3 a Description
    and more, which becomes fields; other children are taken for emphasis and the like.
    """
    if child.keys():
        pieces.attributes(child, pieces.names[child.tag], path, draft.fields)
    if not len(child):
        return child.text or ""
    wanted = _INNER.get(action, "")
    inner = [e for e in child.iterdescendants() if not len(e)]
    chosen = next((e for e in inner if pieces.names[e.tag] == wanted), None)
    if chosen is None:
        return "".join(str(t) for t in child.itertext())
    name = pieces.names[child.tag]
    for e in inner:
        text = (e.text or "").strip()
        if e is not chosen and text:
            local = pieces.names[e.tag]
            draft.fields.append(pieces.own_field(f"{name}/{local}", text, path))
    return chosen.text or ""


def refer(pieces: Pieces, draft: Draft, local: str, text: str, path: str) -> None:
    """Take an address: a reference when it is valid, else a field."""
    iri = web_iri(text)
    if iri is None:
        draft.fields.append(pieces.own_field(local, text, path))
    else:
        span = pieces.add(text, path)
        link = Reference("references", iri, span, text)
        draft.references = (*draft.references, link)


def web_iri(text: str) -> str | None:
    """The address as an IRI in ASCII, None when the text is no web address or URN."""
    if _IRI.fullmatch(text) is None:
        return None
    iri = _BARE_PERCENT.sub("%25", quote(text, safe=_SAFE))
    before, hash_, fragment = iri.partition("#")
    return before + hash_ + fragment.replace("#", "%23")


def has_words(element: _Element, pieces: Pieces, *, attributes: bool = False) -> bool:
    """Whether anything but identifiers, numbers and placeholders is in the element."""
    for inner in element.iter():
        text = inner.text
        if (
            text is not None
            and (text := text.strip())
            and pieces.names[inner.tag] not in NO_WORDS
            and not (text[0] == "[" and PLACEHOLDER.fullmatch(text))
        ):
            return True
        tail = inner.tail
        if tail is not None and not tail.isspace() and inner is not element:
            return True
        if attributes and any(str(v).strip() for v in inner.values()):
            return True
    return False


def has_text(element: _Element) -> bool:
    """Whether there is any text in the element, be it only an identifier."""
    return any(str(text).strip() for text in element.itertext())


def ordered(fields: list[Field]) -> tuple[Field, ...]:
    """The fields in the order of the text, those without words first."""
    if len(fields) < 2:
        return tuple(fields)
    return tuple(sorted(fields, key=_place))


def _place(field: Field) -> tuple[int, str, str]:
    return field.span.start if field.span else -1, field.name, field.value
