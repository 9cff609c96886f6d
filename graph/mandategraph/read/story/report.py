"""What of a document is not in its text, said in warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.model import Warning
from mandategraph.read.extracted import not_carried

if TYPE_CHECKING:
    from mandategraph.read.story.blocks import Story

HEADS: Final = "line at the head or foot of the pages"


def document_warnings(document: Story) -> list[Warning]:
    """The warnings on the document as a whole."""
    found = [
        Warning("not_carried", f"{line}: not in the text")
        for line in not_carried(document.skipped)
    ]
    changes = {k: n for k, n in document.changes.items() if n}
    if changes:
        counted = ", ".join(f"{k} x {n}" for k, n in sorted(changes.items()))
        message = f"tracked changes ({counted}): read as if all were accepted"
        found.append(Warning("tracked_changes", message))
    for style, count in sorted(document.unknown_numbers.items()):
        message = f"list numbers in the form {style} x {count}: a bullet stands instead"
        found.append(Warning("unknown_numbering", message))
    return found
