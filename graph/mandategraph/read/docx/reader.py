"""The reader of Word documents: by a template when one fits, else by their headings."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import mandategraph
from mandategraph.read.docx.templated import read_templated
from mandategraph.read.docx.walk import story
from mandategraph.read.story.read import Format, read_story
from mandategraph.read.template.form import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Reading
    from mandategraph.read.source import Input
    from mandategraph.read.template.form import Template

MEDIA_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)


def extractor(template: Template | None = None) -> str:
    """Name and version of what reads; the template is named when one is used."""
    by = f"+{template.name}" if template else ""
    library = f"python-docx-{version('python-docx')}"
    return f"mandategraph-docx {mandategraph.__version__}+{library}{by}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a document; SourceError when it is no Word document."""
    document = story(source)
    lines = list(document.lines())
    template = next((t for t in templates() if t.fits(lines)), None)
    form = Format("docx", MEDIA_TYPE, extractor(template))
    if template is None:
        yield read_story(source, document, form, propose=propose)
    else:
        yield read_templated(source, document, template, form)
