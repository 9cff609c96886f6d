"""The bytes of a web page as text: by mark, by what the page declares, else UTF-8."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from mandategraph.errors import SourceError

if TYPE_CHECKING:
    from mandategraph.read.source import Input

LIMIT: Final = 100 << 20  # bytes
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD: Final = 4096
_META: Final = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
_XML: Final = re.compile(rb"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']""")
# What pages call by these names, browsers read as something wider.
_WIDER: Final = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "utf-16": "utf-8",  # a page that says so in ASCII is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_OF_PAGES: Final = re.compile(
    r"utf-(8|16(-[lb]e)?)|ascii|cp\d+|iso8859-\d+|koi8-[rtu]|gb(k|2312|18030)|big5\w*"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|mac-\w+|tis-620|hz"
)
_AS_UTF8: Final = "save it as UTF-8"


def page_of(source: Input) -> str:
    """The text of the page; offsets count from the character after a byte order mark.

    Raises SourceError for a page that is too large, empty, no text, or not in the
    encoding that it declares.
    """
    if source.size > LIMIT:
        reason = f"it has {source.size >> 20} MB; pages up to {LIMIT >> 20} MB are read"
        raise SourceError(source.file, reason, "split it")
    data = source.data
    if not data.strip():
        raise SourceError(source.file, "the file is empty", "give a file with text")
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    name = encoding or _declared(source, data)
    try:
        text = data[len(mark) :].decode(encoding or _WIDER.get(name, name))
    except UnicodeDecodeError as error:
        declared = "" if encoding or name == "utf-8" else ", which it declares"
        reason = f"not {name} text{declared}: byte {error.start + len(mark)}"
        raise SourceError(source.file, reason, _AS_UTF8) from None
    except UnicodeError as error:
        reason = f"not {name} text: {error}"
        raise SourceError(source.file, reason, _AS_UTF8) from None
    nul = text.find("\x00")
    if nul >= 0:
        reason = f"binary data: NUL character at offset {nul}"
        raise SourceError(source.file, reason, "give a web page")
    return text


def _declared(source: Input, data: bytes) -> str:
    """The encoding that the page declares, by its name in Python; `utf-8` if none."""
    found = _XML.search(data[:_HEAD]) or _META.search(data[:_HEAD])
    if found is None:
        return "utf-8"
    label = found[1].decode("ascii", "replace").strip()
    try:
        name = codecs.lookup(label).name
    except LookupError:
        name = ""
    if not _OF_PAGES.fullmatch(name):
        reason = f"it declares the encoding {label}, which is none of web pages"
        raise SourceError(source.file, reason, _AS_UTF8)
    return name
