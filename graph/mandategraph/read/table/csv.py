"""CSV and TSV: encoding, delimiter and rows, as a stream."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter as Count
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.errors import SourceError, reason_of
from mandategraph.model import Warning
from mandategraph.read.table.cells import Counter, Opened, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
_DELIMITERS: Final = ",;\t|"
_LONGEST_CELL: Final = 4 << 20  # characters
_SAMPLE_ROWS: Final = 50
_CHUNK: Final = 1 << 20
_SAVE: Final = "save it as UTF-8"
_QUOTE: Final = "look for a quotation mark that is never closed"
_UNFINISHED: Final = "unexpected end of data"  # of the csv module, when strict


def open_csv(source: Input, title: str = "") -> Opened:
    """The table of a CSV or TSV file; SourceError when its bytes are no text."""
    encoding = encoding_of(source)
    warnings = []
    if encoding == "cp1252":
        message = "its bytes are not UTF-8; they were read as Windows-1252 (cp1252)"
        warnings.append(Warning("encoding_guessed", message))
    delimiter = _delimiter(source, encoding)

    def rows() -> Iterator[Row]:
        return _rows(source, encoding, delimiter)

    tabs = delimiter == "\t"
    sheet = Sheet(title or Path(source.file).name, rows)
    media_type = "text/tab-separated-values" if tabs else "text/csv"
    return Opened([sheet], media_type, warnings=warnings)


def encoding_of(source: Input) -> str:
    """The name of the encoding; SourceError when the bytes are no text."""
    head = source.head
    for mark, name in _MARKS:
        if head.startswith(mark):
            return _decodable(source, name)
    if b"\0" in head:
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > len(zeros) * 0.4:
                return _decodable(source, name)
        raise SourceError(source.file, "it is no text: it has NUL bytes", _SAVE)
    try:
        return _decodable(source, "utf-8")
    except SourceError:
        return _decodable(source, "cp1252")


def _decodable(source: Input, encoding: str) -> str:
    """The encoding, if the whole file is text in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as stream:
        try:
            while chunk := stream.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    reason = "it is no text: it has NUL characters"
                    raise SourceError(source.file, reason, _SAVE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            reason = (
                f"it is no text in {_NAMES.get(encoding, encoding)}: {error.reason}"
            )
            raise SourceError(source.file, reason, _SAVE) from None
        except OSError as error:
            reason = reason_of(error)
            raise SourceError(source.file, reason, "check the path") from None
    return encoding


def _records(
    source: Input, encoding: str, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """The records with their numbers; `sep=;` in the first line, for Excel, is none."""
    if csv.field_size_limit() < _LONGEST_CELL:
        csv.field_size_limit(_LONGEST_CELL)
    number = start = 0
    last: list[str] = []
    with source.open() as stream:
        lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""))
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for record in reader:
                last, lines.taken = lines.taken, []
                if number or not _excel_separator(delimiter.join(record)):
                    number += 1
                    yield number, record
                start = reader.line_num
            if last:
                start -= len(last)
                list(csv.reader(last, delimiter=delimiter, strict=True))
        except csv.Error as error:
            if lines.taken or str(error) == _UNFINISHED:
                reason = f"line {start + 1}: {error}"
                raise SourceError(source.file, reason, _QUOTE) from None
        except UnicodeDecodeError as error:
            reason = f"it changed while it was read: {error.reason}"
            raise SourceError(source.file, reason, _SAVE) from None


class _Lines:
    """The lines of a text; `taken` are those that were asked for so far."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self.text:
            self.taken.append(line)
            yield line


def _rows(source: Input, encoding: str, delimiter: str) -> Iterator[Row]:
    counter = Counter(source.file)
    for number, record in _records(source, encoding, delimiter):
        cells = {
            i: text for i, text in enumerate(record) if text and not text.isspace()
        }
        if cells:
            counter.column(max(cells), f"row {number}")
            counter.add(len(cells))
            yield Row(number, cells)


def _excel_separator(line: str) -> str:
    """The delimiter that a line such as `sep=;` names."""
    name, _, delimiter = line.partition("=")
    return delimiter[:1] if name.lower() == "sep" and len(delimiter) <= 1 else ""


def _delimiter(source: Input, encoding: str) -> str:
    """The delimiter that gives the most rows of one and the same length."""
    if source.suffix == ".tsv":
        return "\t"
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding, newline="")
        first = text.readline(1024).strip()
    if first.lower().startswith("sep=") and len(first) == 5 and first[4] in _DELIMITERS:
        return first[4]
    return max(_DELIMITERS, key=lambda d: _score(source, encoding, d))


def _score(source: Input, encoding: str, delimiter: str) -> tuple[int, int]:
    try:
        sample = islice(_records(source, encoding, delimiter), _SAMPLE_ROWS)
        widths = Count(len(record) for _, record in sample if any(record))
    except SourceError:
        return 0, 0
    rows, width = max(((n, w) for w, n in widths.items() if w > 1), default=(0, 0))
    return rows, width
