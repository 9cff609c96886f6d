"""Words and addresses in Markdown, so that nothing in them is markup."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#&~$])")
_NOT_LINK: Final = re.compile(r"[\x00-\x20<>|\\]")


def markdown_text(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would act on."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def markdown_link(text: str, iri: str) -> str:
    """A link to the IRI; `text` is Markdown already."""
    return f"[{text}](<{_NOT_LINK.sub(_percent, iri)}>)"


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
