"""A DOCX file opened: its parts, without pictures and without what is not there."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from mandategraph.errors import SourceError
from mandategraph.read.archive import checked_archive
from mandategraph.read.extracted import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_LIMIT: Final = 32 << 20  # bytes of all XML parts together
NODES: Final = 2_000_000  # tags and attributes: about 150 bytes each in memory
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_MAIN: Final = "wordprocessingml.document.main+xml"
_LIKE_MAIN: Final = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|"
    rb"openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_SHOWN: Final = {  # files that the pages show as pictures, and fonts
    "png", "jpg", "jpeg", "gif", "emf", "wmf", "tif", "tiff", "svg", "bmp", "wdp",
    "odttf",
}  # fmt: skip
AGAIN: Final = "open it in an office program and save it again as .docx"
_ADVICE_OF_LIBRARY: Final = re.compile(
    r", (?:use|try) XML_PARSE_HUGE(?: option)?|,? line \d+, column \d+.*$"
)
_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


@dataclass(slots=True)
class Package:
    """The parts that are read; `skipped` counts those that are not, by kind."""

    body: Any
    document: Any
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def styles(self) -> Any:
        """The root of the styles, or None."""
        return self._related("styles")

    @property
    def numbering(self) -> Any:
        """The root of the list definitions, or None."""
        return self._related("numbering")

    def notes(self) -> Iterator[tuple[str, Any]]:
        """Name and root of the parts with the footnotes and the endnotes."""
        for kind in ("footnotes", "endnotes"):
            if (found := self._part(kind)) is not None:
                yield found

    def headers(self) -> Iterator[tuple[str, Any]]:
        """Name and root of the headers and footers that some page shows."""
        settings = self._related("settings")
        even = settings is not None and on(settings.find(f"{W}evenAndOddHeaders"))
        seen: set[str] = set()
        for section in self.body.iter(f"{W}sectPr"):
            first = on(section.find(f"{W}titlePg"))
            for tag in ("header", "footer"):
                for reference in section.iterfind(f"{W}{tag}Reference"):
                    kind = reference.get(f"{W}type")
                    if (kind == "first" and not first) or (kind == "even" and not even):
                        continue
                    found = self.part(reference.get(f"{R}id"))
                    if found is not None and found[0] not in seen:
                        seen.add(found[0])
                        yield found

    def part(self, relation: str | None) -> tuple[str, Any] | None:
        """Name and root of the part that the relationship leads to, if it is XML."""
        link = self.document.part.rels.get(relation)
        return None if link is None or link.is_external else self._root(link)

    def address(self, relation: str | None) -> str:
        """The web address that the relationship leads to; empty when there is none."""
        link = self.document.part.rels.get(relation)
        return link.target_ref if link is not None and link.is_external else ""

    def _related(self, kind: str) -> Any:
        found = self._part(kind)
        return None if found is None else found[1]

    def _part(self, kind: str) -> tuple[str, Any] | None:
        for link in self.document.part.rels.values():
            if link.reltype.endswith(f"/{kind}") and not link.is_external:
                return self._root(link)
        return None

    def _root(self, link: Any) -> tuple[str, Any] | None:
        """Name and root element of the part; one that is not well-formed is counted."""
        part = link.target_part
        name = str(part.partname).lstrip("/")
        root = getattr(part, "element", None)
        if root is None:
            try:
                root = etree.fromstring(part.blob, etree.XMLParser(**_PARSER))
            except (etree.XMLSyntaxError, ValueError):
                key = "part that is not well-formed"
                self.skipped[key] = self.skipped.get(key, 0) + 1
                return None
        return name, root


def opened(source: Input) -> Package:
    """The package of the file; SourceError in one line when it cannot be read."""
    checked_archive(source)
    docx = needed("docx", "office", source.file)
    skipped: dict[str, int] = {}
    lean = io.BytesIO()
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            lean = _lean(source, archive, skipped)
        document = docx.Document(lean)
        body = document.element.body
    except SourceError:
        raise
    except etree.XMLSyntaxError as error:
        raise SourceError(source.file, _broken(lean, error), AGAIN) from None
    except Exception as error:  # python-docx raises many kinds for a broken package
        reason = f"it is no whole Word document: {type(error).__name__} {error}"
        if "relationships/officeDocument" in str(error):
            reason = "it has no main part"
        raise SourceError(source.file, reason, AGAIN) from None
    if body is None:
        raise SourceError(source.file, "its main part has no body", AGAIN)
    return Package(body, document, skipped)


def _broken(lean: io.BytesIO, error: etree.XMLSyntaxError) -> str:
    """The first part that is not well-formed, with the line and the complaint."""
    where = "its XML is broken"
    if lean.getbuffer().nbytes:
        with zipfile.ZipFile(lean) as archive:
            for name in archive.namelist():
                try:
                    etree.fromstring(archive.read(name), etree.XMLParser(**_PARSER))
                except etree.XMLSyntaxError as found:
                    where, error = name, found
                    break
    message = _ADVICE_OF_LIBRARY.sub("", str(error.msg))
    line = f", line {error.lineno}" if error.lineno else ""
    return f"{where}{line}: {message}"


def _lean(
    source: Input, archive: zipfile.ZipFile, skipped: dict[str, int]
) -> io.BytesIO:
    """A copy with the XML parts only, and only relationships that lead to them.

    So pictures take no memory, and a relationship that leads nowhere does no harm.
    """
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        reason = "it is a ZIP archive without the list of its parts"
        raise SourceError(source.file, reason, AGAIN)
    kept = io.BytesIO()
    size = nodes = 0
    with zipfile.ZipFile(kept, "w") as copy:
        for name in archive.namelist():
            if not name.lower().endswith((".xml", ".rels")):
                kind = posixpath.splitext(name)[1].lstrip(".").lower() or "other"
                if not name.endswith("/") and kind not in _SHOWN:
                    key = f"file of type {kind}"
                    skipped[key] = skipped.get(key, 0) + 1
                continue
            data = archive.read(name)
            size += len(data)
            nodes += data.count(b"<") + data.count(b'="')
            if size > XML_LIMIT or nodes > NODES:
                reason = (
                    f"it has more than {XML_LIMIT >> 20} MB of text markup"
                    if size > XML_LIMIT
                    else f"it has more than {NODES} XML tags and attributes"
                )
                raise SourceError(source.file, reason, "split it into several files")
            if name == "[Content_Types].xml":
                data = _LIKE_MAIN.sub(_main().encode(), data)
            if b"purl.oclc.org/ooxml" in data:
                data = _STRICT.sub(_TRANSITIONAL, data)
            if name.endswith(".rels"):
                data = _leading_somewhere(data, name, names)
            copy.writestr(name, data)
    kept.seek(0)
    return kept


def _main() -> str:
    return f"application/vnd.openxmlformats-officedocument.{_MAIN}"


def _leading_somewhere(data: bytes, name: str, names: set[str]) -> bytes:
    """The relationships without those to parts that are absent or no XML."""
    root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in list(root):
        target = link.get("Target") if isinstance(link.tag, str) else None
        if link.get("TargetMode") == "External" and target:
            continue
        path = posixpath.normpath(posixpath.join("/", folder, target or "")).strip("/")
        if path not in names or not path.endswith(".xml"):
            root.remove(link)
    return etree.tostring(root)


def on(element: Any) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    if element is None:
        return False
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def whole(value: str | None, default: int) -> int:
    """The attribute as a whole number of sane size; the default when it is none."""
    try:
        number = int(value or "")
    except ValueError:
        return default
    return number if -(10**6) < number < 10**6 else default
