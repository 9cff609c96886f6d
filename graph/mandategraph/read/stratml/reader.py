"""The reader of StratML: Parts 1, 2, 3 and 3.5, and XForms pages that hold a plan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

import mandategraph
from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
from mandategraph.model import Reading, Source
from mandategraph.read.extracted import not_carried
from mandategraph.read.stratml.names import ROOTS
from mandategraph.read.stratml.pieces import Pieces
from mandategraph.read.stratml.plan import PlanReader
from mandategraph.read.text.identify import identify, model_version
from mandategraph.read.xml import parse

if TYPE_CHECKING:
    from mandategraph.read.source import Input

MEDIA_TYPE: Final = "application/stratml+xml"
_MOST: Final = 1000  # plans in one page
_SAMPLE: Final = 2000  # characters that tell the language
_WORDING: Final = tuple(
    "{*}" + name
    for name in (
        "Name",
        "Description",
        "OtherInformation",
        "MeasurementDimension",
        "Mission",
        "Vision",
        "Value",
    )
)
_FEW: Final = 3  # words: fewer tell no language
_TEMPLATE: Final = (
    "no mission, vision, value, goal, objective or indicator has words: this is a "
    "template, or a document of another kind"
)
_MESSAGES: Final = {
    "empty_placeholder": "elements without words, which state nothing: {}",
    "placeholder_text": "words of the form, not of the author: {}",
    "missing_identifier": "elements without an identifier: {}",
    "kept_as_field": "elements without a term of their own, kept as fields: {}",
    "not_carried": "{}: no part of a plan",
}


@cache
def extractor() -> str:
    """Name and version of what reads, its XML library and language model included."""
    version = f"{mandategraph.__version__}+lxml.{etree.__version__}"
    return f"mandategraph-stratml {version}.{model_version()}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a file, with a plan for each instance that has words.

    Raises SourceError when the bytes are no XML, or hold no StratML.
    """
    del propose  # nothing is left open: what StratML nests belongs together
    yield _reading(source, parse(source))


def _reading(source: Input, root: etree._Element) -> Reading:
    pieces = Pieces(tagged=_tagged(source.data))
    name = pieces.names[root.tag]
    reader = PlanReader(pieces, source.file)
    if name in ROOTS:
        pieces.lang = language_of(root, pieces)
        reader.read(root, f"/{name}", "root element")
    else:
        _read_instances(root, pieces, reader, source.file)
    if not any(plan.statements for plan in reader.plans):
        pieces.warn("no_statements", _TEMPLATE)
    _count_unread(source.data, pieces)
    for code, counts in sorted(pieces.counts.items()):
        pieces.warn(code, _MESSAGES[code].format(", ".join(not_carried(counts))))
    return Reading(
        Source(
            source.file,
            source.sha256,
            pieces.text,
            MEDIA_TYPE,
            extractor(),
            tuple(pieces.places),
        ),
        tuple(reader.plans),
        tuple(sorted(pieces.leftover)),
        tuple(pieces.warnings),
        tuple(sorted(pieces.marks)),
    )


def _read_instances(
    root: etree._Element, pieces: Pieces, reader: PlanReader, file: str
) -> None:
    """Read the plans that stand somewhere inside another document."""
    found, around = _instances(root, pieces)
    if not found:
        reason = f"no StratML: the root is {pieces.names[root.tag]}"
        raise SourceError(file, reason, f"a plan begins with {' or '.join(ROOTS)}")
    if len(found) > _MOST:
        reason = f"{len(found)} plans in one page, {_MOST} is the limit"
        raise SourceError(file, reason, "split the page")
    pieces.count("not_carried", "element around the plan", around)
    for element, path in found:
        pieces.lang = language_of(element, pieces)
        reader.read(element, path, "instance in a page")


def _instances(
    root: etree._Element, pieces: Pieces
) -> tuple[list[tuple[etree._Element, str]], int]:
    """The root elements of plans and their paths; how many elements are around."""
    found: list[tuple[etree._Element, str]] = []
    around = 0
    pending = [(root, f"/{pieces.names[root.tag]}")]
    while pending:
        element, path = pending.pop()
        if pieces.names[element.tag] in ROOTS:
            found.append((element, path))
            continue
        around += 1
        seen: dict[str, int] = {}
        below = []
        for child in element:
            local = pieces.names[child.tag]
            number = seen[local] = seen.get(local, 0) + 1
            below.append((child, f"{path}/{local}[{number}]"))
        pending += reversed(below)
    return found, around


def language_of(root: etree._Element, pieces: Pieces) -> str:
    """The plan's language: as stated, else by its words; `und` if they are too few."""
    stated = (pieces.language(root) if pieces.tagged else "") or str(
        root.get("Language") or ""
    ).strip()
    if stated and is_language_tag(stated):
        return stated.lower()
    sample: list[str] = []
    length = 0
    for element in root.iter(*_WORDING):
        if text := element.text:
            sample.append(text)
            length += len(text)
            if length > _SAMPLE:
                break
    words = " ".join(sample)
    if len(words.split(None, _FEW)) < _FEW:
        return "und"
    found = identify(words)
    return "und" if found.by == "block" else found.lang


def _tagged(data: bytes) -> bool:
    """Whether elements may carry xml:lang; sure only of encodings that extend ASCII."""
    return b"xml:lang" in data or b"\0" in data[:64]


def _count_unread(data: bytes, pieces: Pieces) -> None:
    """Count what the parser leaves out of the tree."""
    pieces.count("not_carried", "comment", data.count(b"<!--"))
    instructions = data.count(b"<?") - data[:64].count(b"<?xml ")
    pieces.count("not_carried", "processing instruction", instructions)
