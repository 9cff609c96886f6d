"""Opening XML that strangers wrote: no entities, no network, bounded memory.

Every refusal is a SourceError with the line. `parse` gives a whole tree, `elements`
streams through a file of any size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat  # reads no further than the root's start tag

from lxml import etree

from mandategraph.errors import SourceError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

TREE_LIMIT: Final = 32 << 20  # bytes
_NODES: Final = 1_000_000  # elements and attributes of one tree: about 150 bytes each
_ATTRIBUTES: Final = 1000  # of one element
_MANY: Final = 20_000  # attributes: a file has fewer, or its elements are looked at
_CHUNK: Final = 1 << 16
_PROLOG: Final = 1 << 20
_OPTIONS: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,  # libxml2's limits hold: 256 levels, 10 MB for one text
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}  # collect_ids stays on: without it lxml asks libxml2 to load external DTDs
_POSITION: Final = re.compile(r"\s*,? line \d+, column \d+\s*$")
_ADVICE_OF_LIBRARY: Final = re.compile(r", (?:use|try) XML_PARSE_HUGE(?: option)?")
_CORRECT: Final = "correct the XML, then build again"
_PLAIN: Final = "replace the entities by their text and take the DOCTYPE out"


def parse(source: Input, *, limit: int = TREE_LIMIT) -> etree._Element:
    """The root element; comments and processing instructions are not in the tree.

    Raises SourceError for what is not well-formed, for a DOCTYPE that declares
    anything, for an entity that nothing declares, and for more than `limit` bytes.
    """
    _check_size(source, source.size, limit)
    data = source.data
    # each node takes three bytes at least: most files need no counting
    nodes = _nodes(data) if len(data) > 3 * _NODES else 0
    _check_size(source, len(data), limit, nodes)
    plain = _check_doctype(source)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_OPTIONS))
    except (etree.XMLSyntaxError, LookupError) as error:
        raise malformed(source, error) from None
    if not plain:
        _check_entities(source, root)
    if data.count(b"=") > _MANY:
        _check_attributes(source, root)
    return root


def elements(
    source: Input, *tags: str, limit: int = TREE_LIMIT, blanks: bool = True
) -> Iterator[etree._Element]:
    """The elements with one of the tags, each freed when the next one is asked for.

    `{*}name` stands for any namespace. Of nested ones only the outermost is given. Its
    ancestors have their attributes, but not what came before it. Raises SourceError as
    `parse` does; `limit` then holds for each stretch from one element to the next.
    Texts of blanks alone are left out unless `blanks`.
    """
    plain = _check_doctype(source)
    parser: Any = etree.XMLPullParser(
        ("start", "end"), tag=tags, remove_blank_text=not blanks, **_OPTIONS
    )
    size = nodes = equals = depth = 0
    checked = False
    try:
        for chunk in _chunks(source):
            parser.feed(chunk)
            size, nodes = size + len(chunk), nodes + _nodes(chunk)
            equals += chunk.count(b"=")
            for event, element in parser.read_events():
                if not checked:
                    _check_declarations(source, element)
                    checked = True
                depth += 1 if event == "start" else -1
                if depth == 0:
                    if not plain:
                        _check_references(source, element)
                    if equals > _MANY:
                        _check_attributes(source, element)
                    yield element
                    _free(element)
                    size = nodes = equals = 0
            _check_size(source, size, limit, nodes, part="one element")
        parser.close()
    except (etree.XMLSyntaxError, LookupError) as error:
        raise malformed(source, _first(parser) or error) from None


def malformed(source: Input, error: Any) -> SourceError:
    """The parser's complaint in one line, with the line number."""
    complaint = getattr(error, "msg", None) or getattr(error, "message", None)
    reason = _ADVICE_OF_LIBRARY.sub("", str(complaint or error))
    reason = _POSITION.sub("", reason).strip() or "it is not XML"
    line = getattr(error, "lineno", None) or getattr(error, "line", None)
    where = f"line {line}: " if line else ""
    if "xmlParseEntityRef" in reason:
        advice = "write &amp; for a bare &, then build again"
        return SourceError(source.file, f"{where}a & begins no entity", advice)
    return SourceError(source.file, where + reason, _CORRECT)


def _first(parser: Any) -> Any:
    """The first error of a parser that was fed: closing it speaks of the last only."""
    log = parser.feed_error_log.filter_from_errors()
    return log[0] if len(log) else None


def _nodes(data: bytes) -> int:
    """At most so many elements and attributes are in the bytes."""
    return data.count(b"<") + data.count(b"=")


def _chunks(source: Input) -> Iterator[bytes]:
    with source.open() as stream:
        while True:
            try:
                chunk = stream.read(_CHUNK)
            except OSError as error:
                reason = reason_of(error)
                raise SourceError(source.file, reason, "check the path") from None
            if not chunk:
                return
            yield chunk


def _free(element: etree._Element) -> None:
    """Take the element, and all before it, out of the tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


class _RootReachedError(Exception):
    """The prolog is over."""


def _check_doctype(source: Input) -> bool:
    """Whether there is surely no DOCTYPE; refuse one that declares or fetches anything.

    `<!DOCTYPE html ...>` may be. The bytes are looked at before libxml2 sees them. What
    this parser cannot decode is left to the checks on the tree.
    """
    parser = expat.ParserCreate()
    plain = True

    def doctype(name: str, system: str | None, public: str | None, inside: int) -> None:
        nonlocal plain
        plain = False
        if inside or ((system or public) and name.lower() != "html"):
            what = "declarations" if inside else "an external DTD"
            reason = f"line {parser.CurrentLineNumber}: a DOCTYPE with {what}"
            raise SourceError(source.file, reason, _PLAIN)

    def element(name: str, attributes: dict[str, str]) -> None:
        del name, attributes
        raise _RootReachedError

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    position = 0
    try:
        for chunk in _chunks(source):
            parser.Parse(chunk, False)  # noqa: FBT003 - "final", by position only
            position += len(chunk)
            if position > _PROLOG:
                reason = f"no element in the first {_PROLOG} bytes"
                raise SourceError(source.file, reason, _CORRECT)
    except _RootReachedError:
        return plain
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
    return False


def _check_entities(source: Input, root: etree._Element) -> None:
    if _docinfo(root).doctype:
        _check_declarations(source, root)
        _check_references(source, root)


def _check_declarations(source: Input, element: etree._Element) -> None:
    """Refuse declared entities in encodings that only libxml2 can decode."""
    dtd = _docinfo(element).internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        reason = "a DOCTYPE with declarations"
        raise SourceError(source.file, reason, _PLAIN)


def _check_attributes(source: Input, root: etree._Element) -> None:
    """Refuse an element with very many attributes: lxml lists them in square time."""
    for element in root.iter():
        if len(element.attrib) > _ATTRIBUTES:
            reason = f"line {element.sourceline}: more than {_ATTRIBUTES} attributes"
            raise SourceError(source.file, reason, _CORRECT)


def _check_references(source: Input, element: etree._Element) -> None:
    """Refuse a reference that was left in the tree, as its text is not known."""
    if not _docinfo(element).doctype:
        return
    for entity in element.iter(etree.Entity):
        parent = entity.getparent()
        line = f"line {parent.sourceline}: " if parent is not None else ""
        reason = f"{line}nothing declares the entity {entity.text}"
        raise SourceError(source.file, reason, "write the character itself")


def _docinfo(element: etree._Element) -> Any:
    return element.getroottree().docinfo


def _check_size(
    source: Input, size: int, limit: int, nodes: int = 0, *, part: str = "the file"
) -> None:
    reason = ""
    if size > limit:
        reason = f"{part} has more than {limit >> 20} MB of XML"
    elif nodes > _NODES:
        reason = f"{part} has more than {_NODES} XML elements and attributes"
    if reason:
        raise SourceError(source.file, reason, "split it into several files")
