"""What IATI codes and addresses point to: concepts of the SDGs, and documents."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

SDG: Final = "http://metadata.un.org/sdg/"
# number of the last target, and letter of the last means of implementation, by goal
_LAST: Final = "5b 5c 9d 7c 6c 6b 3b 10b 5c 7c 7c 8c 3b 7c 9c 10b 19"  # goals 1 to 17
_TARGETS: Final = tuple(_LAST.split())
# indicators that stand below several targets, or were replaced, have their own codes
_OWN_CODES: Final = {
    "1.5.1": "C200303",
    "1.5.3": "C200304",
    "1.5.4": "C200305",
    "2.b.1": "C020b02",
    "8.4.1": "C200202",
    "8.4.2": "C200203",
    "10.3.1": "C200204",
    "10.6.1": "C200205",
    "11.5.1": "C200303",
    "11.b.1": "C200304",
    "11.b.2": "C200305",
    "12.2.1": "C200202",
    "12.2.2": "C200203",
    "13.1.1": "C200303",
    "13.1.2": "C200304",
    "13.1.3": "C200305",
    "15.7.1": "C200206",
    "15.a.1": "C200207",
    "15.b.1": "C200207",
    "15.c.1": "C200206",
    "16.8.1": "C200205",
    "16.b.1": "C200204",
}
# vocabularies by element: codes of SDG goals, targets or indicators
SDG_VOCABULARIES: Final = {
    "tag": ("2", "3"),
    "sector": ("7", "8", "9"),
    "reference": ("9",),
}
_CODE: Final = re.compile(r"0?(\d{1,2})(?:\.0?([a-d]|\d{1,2})(?:\.0?(\d{1,2}))?)?")
_HOST: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
_REST: Final = r"[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*"
_WEB: Final = re.compile(rf"https?://{_HOST}(?:[/?]{_REST})?(?:#{_REST})?", re.ASCII)
_URN: Final = re.compile(
    r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,30}:[A-Za-z0-9._~:/@!$&'()*+-]+"
)
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


@lru_cache(maxsize=1024)
def sdg_concept(code: str) -> str | None:
    """The UN's IRI for a goal, target or indicator number; None for other codes.

    Numbers of goals and targets are checked. Those of indicators only as far as their
    target goes: the list of indicators is revised.
    """
    printed = code.strip().lower().removeprefix(SDG)
    match = _CODE.fullmatch(printed)
    if match is None or not 1 <= (goal := int(match[1])) <= len(_TARGETS):
        return None
    target, indicator = match[2], match[3]
    if target is None:
        return f"{SDG}{goal}"
    limits = _TARGETS[goal - 1]
    last, letter = limits.rstrip("abcd"), limits.lstrip("0123456789")
    if target.isdigit():
        if not 1 <= int(target) <= int(last):
            return None
        target = str(int(target))
    elif target > letter:
        return None
    if indicator is None:
        return f"{SDG}{goal}.{target}"
    rule = f"C{goal:02}{target.zfill(2)}{int(indicator):02}"
    return SDG + _OWN_CODES.get(f"{goal}.{target}.{int(indicator)}", rule)


def web_iri(printed: str) -> str | None:
    """The address as an ASCII IRI, other characters percent-encoded; None if none.

    Only http, https and urn; nothing is added to an address that lacks its scheme.
    """
    text = printed.strip()
    if (_WEB.fullmatch(text) and not _LONE_PERCENT.search(text)) or _URN.fullmatch(
        text
    ):
        return text
    try:
        parts = urlsplit(text)
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna")
    except ValueError:  # a bracket without its pair, a label that is too long
        return None
    if parts.scheme not in ("http", "https"):
        return None
    rest, mark, fragment = text.partition("://")[2][len(parts.netloc) :].partition("#")
    encoded = f"{parts.scheme}://{host.decode()}{_encoded(rest)}"
    if mark:
        encoded += f"#{_encoded(fragment)}"
    return encoded if _WEB.fullmatch(encoded) else None


def _encoded(text: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe="._~:/?@!$&'()*+,;=%-")
