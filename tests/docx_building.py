"""Word documents made for the tests: paragraphs, links, tables, and raw XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SPACES = nsdecls("w", "wp", "a", "r", "pic") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def document() -> Any:
    """An empty document."""
    return docx.Document()


def saved(made: Any) -> bytes:
    """The bytes of the document."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def body(xml: str) -> bytes:
    """A document with the XML as its body; `w:` and its like are declared."""
    made = document()
    root = made.element.body
    part = parse_xml(f"<w:body {SPACES}>{xml}</w:body>")
    for child in list(root):
        if child.tag != qn("w:sectPr"):
            root.remove(child)
    last = root[-1] if len(root) else None
    for child in list(part):
        if last is None:
            root.append(child)
        else:
            last.addprevious(child)
    return saved(made)


def paragraph(text: str, properties: str = "") -> str:
    """XML of a paragraph with the text in one run."""
    space = 'xml:space="preserve"'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t {space}>{text}</w:t></w:r></w:p>"


def link(paragraph: Any, text: str, address: str) -> None:
    """Add a link to the paragraph."""
    part = paragraph.part
    relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    anchor.append(run)
    paragraph._p.append(anchor)


def linked(paragraph: Any, text: str, links: Iterable[tuple[str, str]]) -> None:
    """Add the text, with a link where each of the links' words stand, in order."""
    at = 0
    for words, address in links:
        found = text.find(words, at)
        if found < 0 or not words:
            continue
        paragraph.add_run(text[at:found])
        link(paragraph, words, address)
        at = found + len(words)
    paragraph.add_run(text[at:])


def changed(data: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The package with one part changed, or without it when `change` gives None."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content: bytes | None = old.read(name)
            if name == part:
                content = change(old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def xml_text(text: str) -> str:
    """The text without the characters that XML does not have."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)


def add_part(made: Any, name: str, kind: str, xml: str) -> None:
    """Add a part of XML that the main part is related to."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    main = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    part = Part(PackURI(name), main, xml.encode(), made.part.package)
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made.part.relate_to(part, f"{base}/{kind}")
