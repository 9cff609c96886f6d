"""Which reader a file is for: its content decides, its name where content cannot."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from mandategraph.errors import OtherContentError, SourceError
from mandategraph.read.source import Input
from mandategraph.read.stratml.names import ROOTS

_ROOT: Final = re.compile(
    rb"<(?![?!])(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", re.ASCII
)
_STRATML: Final = {name.encode() for name in ROOTS}
_IATI: Final = {b"iati-activities", b"iati-activity", b"iati-organisations"}
_PAGE: Final = (b"html", b"body", b"head")
_ENCODED: Final = (b"\xff\xfe", b"\xfe\xff")
_TABLES: Final = (".csv", ".tsv", ".json")
_YAML: Final = (".yml", ".yaml")
_GOALS: Final = ("goals", "targets", "indicators")
_TURTLE: Final = re.compile(
    rb"^\s*(?:@prefix|@base|prefix\s|base\s)", re.IGNORECASE | re.MULTILINE
)


def sniff(source: Input) -> str:
    """The name of the reader; SourceError for content that none understands."""
    if source.is_folder:
        return "sdg" if _is_translations(source) else "table"
    head = _utf8(source.head)
    if head.startswith(b"PK\x03\x04"):
        return _packed(source)
    if b"%PDF-" in source.head[:1024]:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(source)
    start = head.lstrip()[:256].lower()
    if start.startswith(b"<"):
        return _marked_up(source, head, start)
    return _plain(source, head, start)


def _is_translations(source: Input) -> bool:
    """Whether the folder holds the Sustainable Development Goals in YAML.

    One folder per language, with files of goals, targets and indicators.
    """
    folder = source.path or Path()
    shapes = (f"{depth}global_{kind}.y*ml" for depth in ("", "*/") for kind in _GOALS)
    return any(next(folder.glob(shape), None) for shape in shapes)


def _plain(source: Input, head: bytes, start: bytes) -> str:
    """The reader of what is neither packed nor marked up."""
    if start.startswith((b"{", b"[")) and source.suffix not in (".txt", ".md"):
        linked = b'"@context"' in head or b'"@type"' in head
        return "cids" if linked or source.suffix == ".jsonld" else "table"
    if source.suffix in _YAML:
        return "sdg"
    if source.suffix == ".ttl" or _TURTLE.search(head[:4096]):
        other = b"commonapproach.org" in head or b"eil.utoronto.ca/cids" in head
        return "sdg" if b"metadata.un.org/sdg" in head and not other else "cids"
    return "table" if source.suffix in _TABLES else "text"


def _utf8(head: bytes) -> bytes:
    """The head in UTF-8 without its byte order mark, for looking at only."""
    if head.startswith(_ENCODED):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _marked_up(source: Input, head: bytes, start: bytes) -> str:
    root = _ROOT.search(re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL))
    name = root[1] if root else b""
    if name in _IATI:
        return "iati"
    page = start.startswith(b"<!doctype html") or name.lower() in _PAGE
    if page:
        return "stratml" if _holds_plan(source, head) else "html"
    if name in _STRATML:
        return "stratml"
    if start.startswith(b"<?xml") or source.suffix == ".xml":
        raise OtherContentError(
            source.file,
            f"it is XML with the root {name.decode('ascii', 'replace') or '?'}, "
            "which no reader knows",
            "known roots: those of StratML and IATI; or name a reader by --format",
        )
    return "html" if source.suffix in (".html", ".htm") else "text"


def _holds_plan(source: Input, head: bytes) -> bool:
    """Whether a page is an XForms page with a plan in one of its instances."""
    if b"xforms" not in head.lower():
        return False
    return any(root in source.data for root in _STRATML)


def _packed(source: Input) -> str:
    try:
        with (
            source.open() as stream,
            zipfile.ZipFile(
                stream if source.path else io.BytesIO(source.data)
            ) as archive,
        ):
            names = set(archive.namelist())
            kind = _first_bytes(archive, names, "mimetype", 100)
            types = _first_bytes(archive, names, "[Content_Types].xml", 65_536)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError) as error:
        reason = f"it begins as a ZIP archive but is broken: {error}"
        raise SourceError(source.file, reason, "save the document again") from None
    if "word/document.xml" in names or b"wordprocessingml" in types:
        return "docx"
    if any(n.startswith("xl/") for n in names) or b"spreadsheet" in kind:
        return "table"
    raise OtherContentError(
        source.file, "it is a ZIP archive", "unpack it and name the files in it"
    )


def _first_bytes(
    archive: zipfile.ZipFile, names: set[str], name: str, most: int
) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as entry:
        return entry.read(most)


def _ole(source: Input) -> str:
    if source.suffix == ".xls":
        return "table"
    raise SourceError(
        source.file,
        "it is a file of an old or protected office program",
        "save it as .docx or .xlsx, without a password",
    )
