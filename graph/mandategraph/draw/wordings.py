"""What a node of the network is called on a page, and how it is named by a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Text
from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import isolated, say
from mandategraph.errors import UnknownNameError
from mandategraph.language import direction_of
from mandategraph.network import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_SHOWN: Final = 12


def text_of(data: Mapping[str, Any], lang: str) -> Text:
    """The chosen wording of a node, with a badge unless it is what the page promises.

    A wording that the source lacks is an empty text.
    """
    if data["plan"] and stands_in(data["label_status"]):
        return Text("", direction_of(lang) == "rtl")
    own, status = data["label_lang"], data["label_status"]
    other = bool(own) and own.split("-")[0] != lang
    badge = [own] if other else []
    if status not in ("issuer", "code", ""):
        badge.append(" · ".join(say(lang, part) for part in status.split(" · ")))
    rtl = direction_of(own or lang) == "rtl"
    return Text(drawable(data["label"]), rtl, " · ".join(badge), own if other else "")


def title_of(data: Mapping[str, Any], lang: str) -> str:
    """The title of a plan; the word for a plan and its key when it has none."""
    if not stands_in(data["label_status"]):
        return drawable(data["label"])
    key = drawable(local(data["iri"]).removeprefix("plan-"))
    return f"{say(lang, 'plan')} {key}"


def named(kind: str, name: str, known: Iterable[str]) -> str:
    """The IRI that is meant by an IRI or its last segment; UnknownNameError if none."""
    names = list(known)
    for iri in names:
        if name in (iri, local(iri)):
            return iri
    raise UnknownNameError(kind, name, tuple(sorted(map(local, names))[:_SHOWN]))


def ranged(lang: str, codes: Iterable[str]) -> str:
    """Codes in a row, those that follow each other as a range: `O1–O4, O7`."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    parts = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
    if direction_of(lang) == "rtl":
        parts = [isolated(part) for part in parts]
    return say(lang, "comma").join(parts)


def _follows(one: str, other: str) -> bool:
    """Whether `O7` follows `O6`, `O2.3` follows `O2.2`."""
    stem = one.rstrip("0123456789")
    if stem == one or not other.startswith(stem):
        return False
    number, after = one[len(stem) :], other[len(stem) :]
    return after.isascii() and after.isdigit() and int(after) == int(number) + 1


def local(iri: str) -> str:
    """The last segment of the IRI."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
