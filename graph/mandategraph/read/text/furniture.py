"""Page furniture: page numbers, links, running heads, contents lines. It is no wording.

The furniture is blanked out in the matching copy, so that it parts lines as a blank
line does and can become the text of nothing; in the source it stays, as leftover.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mandategraph.read.lexicon import LANGUAGES, any_of, grammar, lexicon, squeeze
from mandategraph.read.text.dewrap import ends_in_running_word, trimmed_lines
from mandategraph.read.text.headings import BULLETS, CLOSERS, SENTENCE_END, UNNUMBERED
from mandategraph.read.text.normalise import fold

if TYPE_CHECKING:
    from mandategraph.read.text.normalise import Matching

_LONGEST = 120  # characters
_HEAD_WORDS = 12
_WRAPPED = 2  # lines in the middle of a sentence that show how a text is set
_RULE = r"[-–—|•· ]*"
_HOST = r"(?:[a-z0-9-]+\.)+[a-z]{2,12}"
_LINK = rf"(?:(?:https?://|www\.)\S+|[\w.+-]+@{_HOST}|{_HOST}(?:/\S*)?|[@#]\w{{2,}})"
_LINKS = re.compile(
    rf"{_RULE}(?:[^\W\d_]{{1,20}} ?: ?)?{_LINK}(?:[ |·•,;–—-]{{1,5}}{_LINK}){{0,5}}\.?"
)
_SIGN = re.compile(r"[\d@#]|\.\S|://")  # no page number, date or link has none
_NUMBER = re.compile(rf"{_RULE}\d{{1,4}}(?: ?/ ?\d{{1,4}})?{_RULE}")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}(?:er|\.|º|o)? (?:de )?[^\W\d_]{3,12}\.? (?:de )?\d{4}"
)
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:\.{4}|(?:\. ){3}|…{2}|(?:… ){2}|_{4}|·{4}).*\d{1,3}$")
_ENTRY = re.compile(r".* \d{1,3}")


@dataclass(slots=True)
class _Line:
    """One line of the copy, trimmed; `gap` says that a blank line stands above it."""

    start: int
    end: int
    text: str
    low: str
    gap: bool
    kind: str = ""  # why it is furniture

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the line."""
        return self.text[-1] in SENTENCE_END + CLOSERS


def remove(copy: Matching) -> None:
    """Blank the page furniture out in the copy; its offsets stay as they are."""
    lines = _lines(copy)
    _close_up(copy, lines)
    _mark_contents(lines)
    for i, line in enumerate(lines):
        line.kind = line.kind or _kind(lines, i) or _kind_above(lines, i)
    _mark_running_heads(lines)
    found = [line for line in lines if line.kind]
    copy.text, copy.lower = _blanked(copy.text, found), _blanked(copy.lower, found)


def _lines(copy: Matching) -> list[_Line]:
    found: list[_Line] = []
    last = 0
    text, lower = copy.text, copy.lower
    for start, end in trimmed_lines(text, 0, len(text)):
        gap = not found or text.count("\n", last, start) > 1
        found.append(_Line(start, end, text[start:end], lower[start:end], gap))
        last = end
    return found


def _close_up(copy: Matching, lines: list[_Line]) -> None:
    """Take every second line break away when none stands alone: text in two spaces.

    Only in wrapped text, whose sentences go on across the blank lines.
    """
    if not all(line.gap for line in lines):
        return
    wrapped = sum(
        line.text[0].islower() and not above.ended and above.text[-1] != ":"
        for above, line in pairwise(lines)
    )
    if wrapped < _WRAPPED:
        return
    copy.text = re.sub(r"\n( *\n)", r" \1", copy.text)
    copy.lower = re.sub(r"\n( *\n)", r" \1", copy.lower)
    for above, line in pairwise(lines):
        line.gap = copy.text.count("\n", above.end, line.start) > 1


def _blanked(text: str, lines: list[_Line]) -> str:
    pieces: list[str] = []
    at = 0
    for line in lines:
        pieces += (text[at : line.start], " " * (line.end - line.start))
        at = line.end
    return "".join((*pieces, text[at:]))


def _mark_contents(lines: list[_Line]) -> None:
    """Mark the lines of a table of contents: dots, or a title and page numbers."""
    titled = False
    for line in lines:
        titled = line.low.strip(":") in _contents() or (
            titled and _ENTRY.fullmatch(line.low) is not None
        )
        if titled or (
            line.low[-1].isdigit()
            and len(line.low) < 2 * _LONGEST
            and _LEADERS.search(line.low)
        ):
            line.kind = "contents"
    for i in range(1, len(lines) - 1):  # an entry on two lines
        above, line, below = lines[i - 1 : i + 2]
        if above.kind == below.kind == "contents" and not (line.gap or below.gap):
            line.kind = "contents"


def _kind(lines: list[_Line], i: int) -> str:
    """Why the line is furniture; empty when it is wording."""
    line = lines[i]
    low = line.low
    if len(low) > _LONGEST:
        return ""
    if low[0] == "©":
        return "page"
    number = page = link = False
    if _SIGN.search(low):
        if _page_beside().fullmatch(low):
            return "page"
        number = _NUMBER.fullmatch(low) is not None
        page = number or _page().fullmatch(low) is not None
        link = bool(_DATE.fullmatch(low) or _LINKS.fullmatch(low))
    if not (page or link or _aside().match(low)) or _goes_on(lines, i):
        return ""
    if number and not _is_page_number(lines, i):
        return ""
    return "page" if page else "aside"


def _kind_above(lines: list[_Line], i: int) -> str:
    """`aside` when the line goes on with one: `Figure 1. The harbour` / `at night`."""
    if i == 0 or lines[i].gap or not lines[i].text[0].islower():
        return ""
    above = lines[i - 1]
    return "aside" if above.kind == "aside" and not above.ended else ""


def _goes_on(lines: list[_Line], i: int) -> bool:
    """Whether the line stands in the middle of a sentence, or ends one."""
    line, above = lines[i], lines[i - 1]
    if line.gap or above.kind or above.ended:
        return False
    if above.text[-1] in ":," or ends_in_running_word(above.text):
        return True
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is None or below.gap or not below.text[0].islower():
        return False
    return not (_LINKS.fullmatch(below.low) or _page().fullmatch(below.low))


def _is_page_number(lines: list[_Line], i: int) -> bool:
    """Whether the number ends no sentence without a final mark, and no heading."""
    line = lines[i]
    if i == 0 or line.gap:
        return True
    if re.search(r"\d{4}", line.low) and not lines[i - 1].ended:
        return False  # "by the end of May / 2028"
    above = lines[i - 1].low
    both = f"{above}\n{line.low}"
    return not any(
        m["below"] and grammar().meanings[squeeze(m["noun"])][0] not in UNNUMBERED
        for m in grammar().heading.finditer(both)
    )


def _mark_running_heads(lines: list[_Line]) -> None:
    """Mark the lines that the text repeats, beside a page number at least once."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not line.kind and len(line.low) <= _LONGEST:
            places[_DIGITS.sub("#", line.low)].append(i)
    for found in places.values():
        if len(found) < 2 or not all(_may_be_head(lines, i) for i in found):
            continue
        beside = [lines[j].kind for i in found for j in (i - 1, i + 1)
                  if 0 <= j < len(lines)]  # fmt: skip
        if "page" in beside or _counts_pages([lines[i].low for i in found]):
            for i in found:
                lines[i].kind = "head"


def _counts_pages(lines: list[str]) -> bool:
    """Whether the lines end in growing numbers that stand apart: `The plan | 3`."""
    found = [re.search(r"(?: {2,}| ?\| ?)(\d{1,3})$", line) for line in lines]
    numbers = [int(m[1]) for m in found if m]
    return len(numbers) == len(lines) and all(a < b for a, b in pairwise(numbers))


def _may_be_head(lines: list[_Line], i: int) -> bool:
    """Whether the line is titular, no heading of a plan and not the words below one."""
    line = lines[i]
    if line.text[-1] in SENTENCE_END + ",:" or line.text[0] in BULLETS + "-–—*":
        return False
    if len(line.low.split()) > _HEAD_WORDS or line.text[0].islower():
        return False
    above = lines[i - 1].low if i else ""
    heading = grammar().heading.match(above)
    if heading and heading.end() >= len(above) - 2:
        return False
    return grammar().heading.match(line.low) is None


def _words(key: str) -> str:
    """The lexicons' words of a key as alternatives."""
    words = (w for lang in LANGUAGES for w in lexicon(lang).words[key])
    return any_of(words, bounded=False)


@lru_cache
def _contents() -> frozenset[str]:
    return frozenset(
        fold(w) for lang in LANGUAGES for w in lexicon(lang).words["contents"]
    )


@lru_cache
def _page_number() -> str:
    """`page 3`, `page 3 of 9`, `3 / 9`, as a pattern."""
    of = r"(?: ?(?:/|[^\W\d_]{1,4}) ?\d{1,4})?"
    return rf"(?:(?:{_words('pages')})\.? ?\d{{1,4}}{of}(?: ?页)?|\d{{1,4}} ?页)"


@lru_cache
def _page() -> re.Pattern[str]:
    return re.compile(rf"{_RULE}{_page_number()}{_RULE}")


@lru_cache
def _page_beside() -> re.Pattern[str]:
    """A running head with its page number on the same line."""
    apart = r"(?: {2,}| ?[|·•] ?)"
    return re.compile(rf".*{apart}{_page_number()}|{_page_number()}{apart}.*")


@lru_cache
def _aside() -> re.Pattern[str]:
    """`Source: ...`, `Figure 2. ...`, `Tel. 01 23 45 67`."""
    word = rf"(?:{_words('asides')})"
    number = r"(?:\d{1,3}(?:\.\d{1,2})?|[ivx]{1,4})"
    return re.compile(
        rf"{word}(?:\.? ?{number})? ?: ?\S|{word}\.? ?{number} ?[.–—-] |{word} [–—] "
        rf"|{word}\.? ?[+(]?\d[\d ()./+-]{{6,}}$"
    )
