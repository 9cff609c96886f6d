"""The reader of Word documents: by a template when one fits, else by their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mandategraph
from mandategraph.read.docx_templated import read_templated
from mandategraph.read.docx_untemplated import read_untemplated
from mandategraph.read.docx_walk import story
from mandategraph.read.template import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Reading
    from mandategraph.read.docx_blocks import Story
    from mandategraph.read.source import Input
    from mandategraph.read.template import Template


def extractor(document: Story, template: Template | None = None) -> str:
    """Name and version of what reads; the template is named when one is used."""
    by = f"+{template.name}" if template else ""
    version = mandategraph.__version__
    return f"mandategraph-docx {version}+python-docx-{document.version}{by}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a document; SourceError when it is no Word document."""
    document = story(source)
    lines = list(document.lines())
    for template in templates():
        if template.fits(lines):
            name = extractor(document, template)
            yield read_templated(source, document, template, name)
            return
    yield read_untemplated(source, document, extractor(document), propose=propose)
