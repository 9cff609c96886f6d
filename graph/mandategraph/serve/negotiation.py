"""Which of several media types a client would have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that the Accept header likes best; None when it likes none.

    Without a header, and among those it likes the same, the first one. Parts of the
    header that are no media range count for nothing.
    """
    import mimeparse

    if accept is None or not accept.strip():
        return offered[0]
    ranges = []
    for part in accept.split(","):
        try:
            ranges.append(mimeparse.parse_media_range(part.strip()))
        except mimeparse.MimeTypeParseException:
            continue
    # of types that are liked the same, the library's own choice is the last
    quality = {
        one: mimeparse.quality_parsed(one, ranges) if ranges else 0.0 for one in offered
    }
    found = max(offered, key=lambda one: quality[one])
    return found if quality[found] > 0 else None


def language(accept: str | None, offered: Sequence[str]) -> str:
    """The language that the Accept-Language header likes best, else the first one.

    Ranges match by their primary subtag: `fr-CA` takes `fr` (RFC 4647, lookup).
    """
    liked: list[tuple[float, int, str]] = []
    for place, part in enumerate((accept or "").split(",")):
        tag, *params = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for param in params:
            if param.startswith("q="):
                try:
                    quality = float(param[2:])
                except ValueError:
                    quality = 0.0
        primary = tag.partition("-")[0]
        if quality > 0 and primary in offered:
            liked.append((-quality, place, primary))
    return min(liked)[2] if liked else offered[0]
