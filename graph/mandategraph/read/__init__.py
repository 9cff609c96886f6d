"""Sources to readings: one reader per format behind one registry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from mandategraph.callable_packages import make_callable
from mandategraph.errors import SourceError, UnknownNameError
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Framework, Reading

__all__ = ["READERS", "Input", "Reader", "format_of", "read", "readings"]


class ReadFunction(Protocol):
    """What a reader does with a file."""

    def __call__(
        self, source: Input, *, propose: bool = False
    ) -> Iterator[Reading | Framework]:
        """The readings of the file, one after the other; most files give one.

        Raises SourceError when the bytes are not of the format.
        """


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read; `module` has the function `readings`."""

    name: str
    description: str
    media_type: str
    extensions: tuple[str, ...]
    module: str

    @property
    def read(self) -> ReadFunction:
        """The function that reads the format; its module is imported now."""
        module = import_module(f"mandategraph.read.{self.module}.reader")
        return cast("ReadFunction", module.readings)


READERS: dict[str, Reader] = {
    r.name: r
    for r in (
        Reader(
            "text",
            "plain text in UTF-8, or in UTF-16 or UTF-32 with a byte order mark",
            "text/plain",
            (".txt", ".text", ".md"),
            "text",
        ),
        Reader("pdf", "PDF with a text layer", "application/pdf", (".pdf",), "pdf"),
        Reader(
            "docx",
            "Word documents, by their headings or by a template",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            (".docx",),
            "docx",
        ),
        Reader("html", "web pages", "text/html", (".html", ".htm", ".xhtml"), "html"),
        Reader(
            "stratml",
            "StratML Parts 1, 2, 3 and 3.5, and XForms pages that hold a plan",
            "application/stratml+xml",
            (".stratml",),
            "stratml",
        ),
        Reader(
            "iati",
            "IATI activities, versions 1 and 2",
            "application/xml",
            (".iati",),
            "iati",
        ),
        Reader(
            "table",
            "CSV, XLSX or ODS: our authoring columns, or columns that a mapping names",
            "text/csv",
            (".csv", ".tsv", ".xlsx", ".ods", ".xls"),
            "table",
        ),
        Reader(
            "cids",
            "Common Impact Data Standard in JSON-LD or Turtle",
            "application/ld+json",
            (".jsonld",),
            "cids",
        ),
        Reader(
            "sdg",
            "UN Sustainable Development Goals in Turtle or YAML, as a framework",
            "text/turtle",
            (),
            "sdg",
        ),
    )
}


def readings(
    source: str | Path | bytes | Input,
    *,
    file: str = "-",
    format: str | None = None,  # noqa: A002 - the word of the command line
    propose: bool = False,
    mapping: Path | None = None,
) -> Iterator[Reading | Framework]:
    """What a source says, part by part: a plan file, or a framework such as the SDGs.

    `source` is a path, or the bytes themselves; `file` then names them. `format` is a
    name in `READERS`; without it the content decides. `propose` adds ranked guesses
    where the source does not say which parent; they are never asserted. `mapping` is a
    file that says what the columns of tables mean; no other reader asks for it. Raises
    SourceError, or UnknownNameError for the format.
    """
    given = source if isinstance(source, Input) else Input.of(source, file)
    if format is not None and format not in READERS:
        raise UnknownNameError("format", format, tuple(READERS))
    reader = READERS[format or format_of(given)]
    more: dict[str, Any] = {"mapping": mapping} if reader.name == "table" else {}
    yield from reader.read(given, propose=propose, **more)


def read(
    source: str | Path | bytes,
    *,
    file: str = "-",
    format: str | None = None,  # noqa: A002 - the word of the command line
    propose: bool = False,
) -> Reading:
    """What a source says: its plans, their statements, and what was not understood.

    As `readings`, for a source with one text; SourceError when it has several parts or
    is a framework.
    """
    from mandategraph.model import Reading

    given = Input.of(source, file)
    parts = readings(given, format=format, propose=propose)
    first = next(parts, None)
    if not isinstance(first, Reading):
        raise SourceError(given.file, "it holds no plan", "use readings() for it")
    if next(parts, None) is not None:
        raise SourceError(
            given.file, "it has several parts, each with its text", "use readings()"
        )
    if isinstance(source, bytes):
        return first
    # errors name the whole path; what was read goes by the file's name alone
    return replace(first, source=replace(first.source, file=Path(given.file).name))


def format_of(source: Input) -> str:
    """The name of the reader for the input's content, its extension second.

    Raises SourceError for content that no reader understands.
    """
    from mandategraph.read.sniff import sniff

    return sniff(source)


make_callable(__name__)
