"""Where a heading may stand: every place with a heading word, and what speaks for it.

Nothing is decided here; `evidence` accepts or refuses the candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mandategraph.read.lexicon import HAN, Kind, grammar, squeeze
from mandategraph.read.text.normalise import Matching
from mandategraph.read.text.ordinals import AFTER_NOUN, printed_path

if TYPE_CHECKING:
    from mandategraph.read.text.regions import Layout

BULLETS = "•‣⁃◦▪▫■□●○◆◇➢➤►▶▸✓✔✦❖⦿⦾∙\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076"
SENTENCE_END = ".!?。！？;；؟…"
CLOSERS = "»”\"“'’)」』》›"
_SEPARATOR = re.compile(r" {0,3}(?:(?P<colon>:)|(?P<dash>[-–—])(?= |$)|[.)](?!\w))?")
_PRE = re.compile(rf"[ {BULLETS}*\-–—·/]*")
PLURAL = ("objectives", "results", "indicators")
GROUPS = ("result", "results", "indicator", "indicators")
UNNUMBERED = ("mandate", "results", "indicators", "other", "all")
_TAIL = 80  # a caption is short


@dataclass(slots=True)
class Candidate:
    """A heading word in its place; offsets count in the matching copy.

    The heading is `[start, end)`, its separator ends at `stop`. `opening`: it is the
    first thing on its line, or follows another candidate without words between.
    `last_before` is the nearest character before it that is no blank, in its column.
    `big`: larger or bolder type shows that its line is a heading. `shared`: a word says
    that what it heads belongs to no one objective.
    """

    start: int
    noun: int
    end: int
    stop: int
    kind: Kind
    langs: frozenset[str]
    path: tuple[int, ...]
    section: bool
    each: bool
    separator: str
    line_end: int
    opening: bool
    linked: bool
    caps: bool
    small: bool
    blank_before: bool
    last_before: str
    word_before: str
    follows: str
    glued: bool = False  # no blank before it, as after an opening quotation mark
    big: bool = False
    shared: bool = False
    listed: bool = False  # a bullet or a dash stands before it on its line
    weak: bool = False  # its word says something else too
    alone: bool = False
    table: bool = False
    refers: tuple[int, ...] = ()

    @property
    def signature(self) -> tuple[object, ...]:
        """The style of the heading, for comparison with the others."""
        colon = self.separator == ":"
        return (self.kind, self.caps, self.small, colon, self.alone, bool(self.path))

    @property
    def sentence_before(self) -> bool:
        """Whether the text before it has come to an end."""
        return self.last_before in SENTENCE_END + CLOSERS


class Lines:
    """The lines of a copy, for look-up by offset."""

    def __init__(self, text: str) -> None:
        self.breaks = [m.start() for m in re.finditer("\n", text)]
        self.length = len(text)

    def start(self, at: int) -> int:
        """Where the line that holds `at` begins."""
        line = bisect_right(self.breaks, at - 1)
        return self.breaks[line - 1] + 1 if line else 0

    def end(self, at: int) -> int:
        """Where the line that holds `at` ends, its line break excluded."""
        line = bisect_right(self.breaks, at - 1)
        return self.breaks[line] if line < len(self.breaks) else self.length


def find_candidates(copy: Matching, lines: Lines, layout: Layout) -> list[Candidate]:
    """All places with a heading word, in order of the text."""
    found: list[Candidate] = []
    for start, end in layout.stretches():
        previous: Candidate | None = None
        at = start
        while match := grammar().heading.search(copy.lower, at, end):
            at = match.end()
            this = _candidate(match, copy, lines, previous, start)
            if cut := _reaches_back(this, copy, lines):
                at = cut
                continue
            previous = this
            previous.big = previous.opening and layout.heading(previous.start)
            previous.blank_before |= previous.big
            found.append(previous)
    return found


def _reaches_back(c: Candidate, copy: Matching, lines: Lines) -> int:
    """Where the heading's own line begins, if its first words end the line above.

    That is so after a number (`by a third in 12.` / `Expected results`) and in
    capitals (`A PROGRAMME` / `OBJECTIVE 1`); 0 for all others.
    """
    broken = copy.text.find("\n", c.start, c.end)
    if broken < 0 or c.opening or c.linked:
        return 0
    above = copy.text[lines.start(c.start) : broken]
    numbered = copy.text[c.start : broken].strip(" .)").isdigit()
    return broken + 1 if numbered or (c.caps and above.isupper()) else 0


def mark_alone(found: list[Candidate], copy: Matching) -> None:
    """Tell the candidates that have their line, or the rest of it, to themselves.

    In a row of headings the last one tells for all.
    """
    following: Candidate | None = None
    for this in reversed(found):
        rest = copy.text[this.stop : min(this.line_end, this.stop + _TAIL)]
        this.alone = not rest.strip()
        if following and following.linked and following.line_end == this.line_end:
            this.alone = following.alone
        following = this


def _candidate(
    match: re.Match[str],
    copy: Matching,
    lines: Lines,
    previous: Candidate | None,
    floor: int,
) -> Candidate:
    """The candidate of a match in the stretch of text that begins at `floor`."""
    text, lower = copy.text, copy.lower
    kind, langs = grammar().meanings[squeeze(match["noun"])]
    start, noun, end = match.start(), match.start("noun"), match.end()
    if match["count"] and kind not in (*PLURAL, "other"):
        start = match.end("count") + 1  # "2 objective" counts nothing
    path, group = printed_path(match, text)
    if kind in UNNUMBERED:
        path, group = (), ""
    if group not in AFTER_NOUN:
        end = match.end("noun")
    line_start, line_end = lines.start(start), lines.end(end)
    linked = opening = False
    if previous is not None and previous.end > line_start:
        linked = not lower[previous.stop : start].strip(" /|")
        opening = linked and previous.opening
    else:
        opening = _PRE.fullmatch(lower, line_start, start) is not None
    least = previous.end if previous else floor
    gap, last, word = _before(lower, start, least, floor)
    mark = _SEPARATOR.match(lower, end, line_end)
    stop = mark.end() if mark else end
    letters = [c for c in text[noun:end] if c.isalpha()]
    return Candidate(
        start=start,
        noun=noun,
        end=end,
        stop=stop,
        kind=kind,
        langs=langs,
        path=path,
        section=bool(match["section"]),
        each=bool(match["each"]),
        shared=bool(match["shared"]) and kind in GROUPS,
        weak=squeeze(match["noun"]) in grammar().weak,
        listed=opening and not lower[line_start:start].isspace() and line_start < start,
        separator=lower[end:stop].strip(),
        line_end=line_end,
        opening=opening,
        linked=linked,
        caps=len(letters) > 2 and all(c.isupper() for c in letters),
        small=group != "nth" and _first(text[start:end]).islower(),
        blank_before=gap > 1 or last == "",
        last_before=last,
        word_before=word,
        glued=lower[start - 1 : start] not in ("", " ", "\n", *SENTENCE_END),
        follows=text[stop : min(line_end, stop + _TAIL)].lstrip()[:1],
    )


def _first(text: str) -> str:
    return next((c for c in text if c.isalpha()), "")


def _before(lower: str, start: int, least: int, floor: int) -> tuple[int, str, str]:
    """Line breaks, last character and last word before `start`; bullets are no words.

    Looks back no further than `least`, the end of the heading before: what lies before
    that has been looked at.
    """
    at, breaks = start, 0
    while at > least and (lower[at - 1] in " \n" or lower[at - 1] in BULLETS + "-–—"):
        at -= 1
        breaks += lower[at] == "\n"
    if at == least == floor:
        return breaks, "", ""
    window = lower[max(floor, at - 40) : at]
    word = re.search(rf"(?:[^\W\d_]+'?|[^\s\w]|[{HAN}])$", window)
    return breaks, window[-1:], word.group() if word else ""
