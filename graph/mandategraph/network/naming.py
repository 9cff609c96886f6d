"""What somebody means who gives an IRI or its last segment."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.namespaces import local

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN: Final = 8  # names in one line
_ALIKE: Final = 3  # IRIs in one line


def meant(kind: str, name: str, known: Iterable[str]) -> str:
    """The one IRI of those known that is meant by an IRI or by its last segment.

    `kind` is what it is the name of, for messages. UnknownNameError when there is none,
    QueryError with their IRIs when several end in the name.
    """
    iris = set(known)
    if name in iris:
        return name
    found = sorted(iri for iri in iris if local(iri) == name)
    if len(found) == 1:
        return found[0]
    if found:
        more = f" and {len(found) - _ALIKE} more" if len(found) > _ALIKE else ""
        listed = ", ".join(found[:_ALIKE])
        reason = f"{len(found)} have this name: {listed}{more}"
        raise QueryError(f"{kind} {name}", reason, "give the IRI in full")
    names = sorted(set(map(local, iris)))
    shown = names
    if len(names) > _SHOWN:
        close = get_close_matches(name, names)
        shown = close or [*names[:_SHOWN], "..."]
    raise UnknownNameError(kind, name, tuple(shown))
