"""How this reader calls pdfium: documents opened and closed, bare functions, errors."""

from __future__ import annotations

import ctypes
import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mandategraph.errors import SourceError
from mandategraph.read.extracted import needed
from mandategraph.read.pdf.guard import refuse_bombs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

_LOCK = threading.RLock()  # pdfium is not safe in two threads at once
_PASSWORD, _SECURITY = 4, 5  # error codes of FPDF_GetLastError
_NAME = 128  # bytes; longer names of fonts are cut


class Library:
    """The functions that are called once per word, without checks of their arguments.

    A call through the checked binding takes three times as long. Page handles are
    passed as `c_void_p`, offsets as int; results are read from the attributes.
    """

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.left, self.right = ctypes.c_double(), ctypes.c_double()
        self.bottom, self.top = ctypes.c_double(), ctypes.c_double()
        self.loose, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.name = ctypes.create_string_buffer(_NAME)
        self.flags = ctypes.c_int()
        self.char_origin = _bare(raw.FPDFText_GetCharOrigin)
        self.char_box = _bare(raw.FPDFText_GetCharBox)
        self.char_loose = _bare(raw.FPDFText_GetLooseCharBox)
        self.char_unicode = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint)
        self.char_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
        self.char_matrix = _bare(raw.FPDFText_GetMatrix)
        self.char_font = _bare(raw.FPDFText_GetFontInfo)
        self.char_weight = _bare(raw.FPDFText_GetFontWeight)
        self.char_object = _bare(raw.FPDFText_GetTextObject, ctypes.c_void_p)
        self.page_object = _bare(raw.FPDFPage_GetObject, ctypes.c_void_p)
        self.form_object = _bare(raw.FPDFFormObj_GetObject, ctypes.c_void_p)
        self.object_type = _bare(raw.FPDFPageObj_GetType)
        self.object_bounds = _bare(raw.FPDFPageObj_GetBounds)
        self.object_active = _bare(raw.FPDFPageObj_SetIsActive)


def _bare(function: Any, result: Any = ctypes.c_int) -> Any:
    """The same function without a list of argument types to convert to."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    bare = type(function)(address)
    bare.restype = result
    return bare


@lru_cache(maxsize=1)
def _library(raw: Any) -> Library:
    return Library(raw)


def version(file: str) -> str:
    """The version of pypdfium2; SourceError when it is not installed."""
    return str(needed("pypdfium2.version", "pdf", file).PYPDFIUM_INFO)


@contextmanager
def opened(source: Input) -> Iterator[tuple[Library, Any]]:
    """The library and the open document's handle; one thread at a time.

    SourceError says why the file cannot be opened: it needs a password, or its
    structure is beyond repair. A file with a path is read by pdfium piece by piece.
    """
    package = needed("pypdfium2", "pdf", source.file)
    in_memory = source.path is None or "data" in source.__dict__
    refuse_bombs(source, in_memory=in_memory)
    given = source.data if in_memory else source.path
    with _LOCK:
        try:
            document = package.PdfDocument(given)
        except package.PdfiumError as error:
            code = getattr(error, "err_code", None)
            raise SourceError(source.file, *_why(code)) from None
        try:
            yield _library(package.raw), document.raw
        finally:
            document.close()


def _why(code: int | None) -> tuple[str, str]:
    """Reason and advice for a document that pdfium refuses."""
    if code == _PASSWORD:
        return (
            "it opens only with a password",
            "save it without the password, then build again",
        )
    if code == _SECURITY:
        return (
            "it is protected in a way that cannot be read",
            "save it without protection, then build again",
        )
    return (
        "it is no PDF that can be read: its structure is broken",
        "open it in a PDF viewer and save or print it as PDF again",
    )
