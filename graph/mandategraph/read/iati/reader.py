"""The reader of IATI activities, versions 1 and 2: one reading per activity.

The file is streamed; memory is that of the largest activity, and some 80 bytes for each
activity's identifier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from lxml import etree

import mandategraph
from mandategraph.errors import OtherContentError
from mandategraph.model import Reading, Source
from mandategraph.read.extracted import stable_key
from mandategraph.read.iati.activity import Activity
from mandategraph.read.iati.language import stated_language
from mandategraph.read.iati.text import ActivityText
from mandategraph.read.text.identify import model_version
from mandategraph.read.xml import elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.iati.text import Element
    from mandategraph.read.source import Input

MEDIA_TYPE: Final = "application/xml"
_LARGEST: Final = 512 << 20  # bytes of one activity


def extractor() -> str:
    """Name and version of what reads, those of its parser and language model too."""
    library = f"lxml.{etree.__version__}.{model_version()}"
    return f"mandategraph-iati {mandategraph.__version__}+{library}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """A reading for each activity, with or without statements, in the file's order.

    Raises SourceError for what is no well-formed XML, possibly after the activities
    before the fault, and for files without activities.
    """
    del propose  # nothing in an activity ranks the objectives that a result may serve
    name, parts = extractor(), set[str]()
    number = 0
    for element in elements(
        source, "iati-activity", "iati-organisation", limit=_LARGEST, blanks=False
    ):
        if element.tag != "iati-activity":
            reason = "it describes organisations and holds no activities"
            advice = "name a file with the root iati-activities"
            raise OtherContentError(source.file, reason, advice)
        number += 1
        yield _reading(source, cast("Element", element), number, parts, name)
    if number == 0:
        reason, advice = "it holds no iati-activity", "name a file of IATI activities"
        raise OtherContentError(source.file, reason, advice)


def _reading(
    source: Input, element: Element, number: int, parts: set[str], name: str
) -> Reading:
    text = ActivityText()
    lang = stated_language(element, text)
    activity = Activity(element, _path(element, number), lang, text)
    part = activity.identifier or f"activity {number}"
    if activity.identifier in parts:
        message = "an activity before it has the same iati-identifier"
        text.note("duplicate_identifier", message)
        part = f"activity {number}"
    while part in parts:  # an identifier may look like our own name
        part += " again"
    parts.add(part)
    plan = activity.plan(stable_key("iati", source.file, part))
    whole, plans = text.text, (plan,)
    return Reading(
        Source(
            source.file,
            source.sha256,
            whole,
            MEDIA_TYPE,
            name,
            places=tuple(text.places),
            part=part,
        ),
        plans,
        text.remainder(whole, plans),
        text.all_warnings(),
        tuple(text.marks),
    )


def _path(element: Element, number: int) -> str:
    """The XPath of the activity, which need not be below the usual root."""
    parent = element.getparent()
    if parent is None:
        return "/iati-activity"
    if parent.tag == "iati-activities" and parent.getparent() is None:
        return f"/iati-activities/iati-activity[{number}]"
    return f"/descendant::iati-activity[{number}]"
