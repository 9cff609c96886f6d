"""How texts are compared: folded when people search, by their numbers when sorted.

Two texts are alike when their folded forms are. What folds, character by character:

- case, as Unicode's full case folding has it (Greek final sigma, German `ß` as `ss`);
- accents and other marks of Latin, Greek, Cyrillic, Hebrew and Arabic, composed or not:
  é and e, ё and е, й and и, ộ and o, harakat, hamza over or under its seat;
- letters that many keyboards lack: æ œ ø đ ð ħ ł ŧ ı as ae oe o d d h l t i;
- Arabic: every alef as ا, alef maqsura and Persian yeh as ي, Persian kaf as ك, the
  kinds of heh and teh marbuta as ه, tatweel as nothing;
- other shapes of one letter (width, superscript, Arabic presentation forms), ligatures
  (`ﬁ`, lam-alef), digits of any script as 0 to 9;
- dashes, apostrophes and quotation marks of any shape; runs of white space as one
  blank; soft hyphens, direction marks and other invisible characters as nothing.

The rule is the same in every language, since nobody says in which one a word is looked
for: so Turkish ı, i and İ are one letter. It looks at one character at a time, so that
it can be turned round (`spellings`). Vowel signs of the scripts of India, dakuten and
Hangul jamo are letters here, not marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal, NamedTuple

_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1ace\u1dc0-\u1dff"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_SILENT: Final = frozenset(
    "\u00ad\u034f\u0640\u061c\u180e\ufeff"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
)
_ALIKE: Final = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\ufe58\ufe63\uff0d",
    "'": "\u0060\u00b4\u2018\u2019\u201a\u201b\u2032\u2039\u203a"
    "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u05f3\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4\uff02",
    "d": "đĐðÐ",
    "h": "ħĦ",
    "i": "ı",
    "l": "łŁ",
    "o": "øØ",
    "t": "ŧŦ",
    "ا": "ٱٲٳٵ",
    "و": "ٶ",
    "ي": "ىیېےٸ",
    "ك": "کڪ",
    "ه": "ةھہەۃۂۀ",
}
_DIGITS: Final = re.compile("([0-9]+)")
_SINGLE: Final = {char: to for to, chars in _ALIKE.items() for char in chars}
_JOINED: Final = {
    "ae": "æÆǽǼǣǢ",
    "oe": "œŒ",
    "ss": "ßẞ",
    "ij": "ĳĲ",
    "dz": "ǆǄǅǳǱǲ",
    "lj": "ǉǇǈ",
    "nj": "ǌǊǋ",
    "ff": "\ufb00",
    "fi": "\ufb01",
    "fl": "\ufb02",
    "ffi": "\ufb03",
    "ffl": "\ufb04",
    "st": "\ufb05\ufb06",
    "եւ": "\u0587",
    "մն": "\ufb13",
    "մե": "\ufb14",
    "մի": "\ufb15",
    "վն": "\ufb16",
    "մխ": "\ufb17",
    "لا": "\ufef5\ufef6\ufef7\ufef8\ufef9\ufefa\ufefb\ufefc",
}
_MANY: Final = {char: to for to, chars in _JOINED.items() for char in chars}
# Arabic marks as signs of their own, which some files put between the letters
_ISOLATED: Final = frozenset(
    "\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e"
)
# Every character that folds into something else lies here; a test looks at all others.
_CHANGING: Final = (
    range(0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x10000),
    range(0x10400, 0x11000),
    range(0x11000, 0x12000),  # digits
    range(0x16A00, 0x17000),
    range(0x1BC00, 0x1FC00),
    range(0x2F800, 0x2FA20),
)


class Spellings(NamedTuple):
    """What folding maps onto what: the fold turned round.

    `of` has every character that folds into a given one, itself included; `joined` the
    characters that fold into several letters, with these; `silent` those that vanish.
    """

    of: dict[str, str]
    joined: dict[str, str]
    silent: str


class _Table(dict[int, str]):
    """Folded form of each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_char(chr(code))
        return folded


_TABLE: Final = _Table()


def fold(text: str) -> str:
    """The text as the head of this module has it; a blank at either end stays."""
    return re.sub(" {2,}", " ", text.translate(_TABLE))


def folded_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset of the one it is from.

    The list has one more entry, the length of the text: `text[at[i]:at[j]]` covers what
    became `folded[i:j]`, marks that follow it included.
    """
    folded: list[str] = []
    at: list[int] = []
    for offset, char in enumerate(text):
        for letter in _TABLE[ord(char)]:
            if letter == " " and folded and folded[-1] == " ":
                continue
            folded.append(letter)
            at.append(offset)
    return "".join(folded), [*at, len(text)]


def natural(text: str) -> list[tuple[int, str, str]]:
    """What sorts `o2` before `o10`; no two texts have the same."""
    # texts and numbers take turns, so one is never compared with the other
    return [
        (len(bare := part.lstrip("0")), bare, part) if at % 2 else (0, part, part)
        for at, part in enumerate(_DIGITS.split(text))
    ]


@cache
def spellings() -> Spellings:
    """The fold turned round; a sixth of a second when it is first asked for."""
    of: dict[str, list[str]] = {}
    joined: dict[str, str] = {}
    silent: list[str] = []
    for code in (code for part in _CHANGING for code in part):
        char, folded = chr(code), _folded_char(chr(code))
        if not folded:
            silent.append(char)
        elif len(folded) > 1:
            joined[char] = folded
        elif folded != char:
            of.setdefault(folded, [folded]).append(char)
    sorted_of = {folded: "".join(sorted(chars)) for folded, chars in of.items()}
    return Spellings(sorted_of, joined, "".join(silent))


def _folded_char(char: str) -> str:
    if char in _MANY or char in _SINGLE:
        return _MANY.get(char) or _SINGLE[char]
    if char in _SILENT or _MARKS.match(char):
        return ""
    if char.isspace():
        return " "
    digit = unicodedata.decimal(char, None)
    return _shape(char) if digit is None else str(digit)


def _shape(char: str) -> str:
    """The letter of which this is one shape, the character itself when of none."""
    bare = _bare("NFKD", char)
    if bare == " ":  # a mark that stands alone
        if char in _ISOLATED:
            return ""
        bare = _bare("NFD", char)
        return bare if bare == char else _folded_char(bare)
    folded = _bare("NFKD", bare.casefold())
    if len(folded) == 1:
        return folded if folded == char else _folded_char(folded)
    # a sign that stands for several letters is itself
    alone = char.casefold()
    return alone if len(alone) == 1 else char


def _bare(form: Literal["NFD", "NFKD"], char: str) -> str:
    decomposed = unicodedata.normalize(form, char)
    return "".join(c for c in decomposed if not _MARKS.match(c) and c not in _SILENT)


def as_ranges(chars: Iterable[str]) -> list[tuple[str, str]]:
    """The characters as runs, first and last of each, in order."""
    runs: list[tuple[str, str]] = []
    for char in sorted(set(chars)):
        if runs and ord(runs[-1][1]) + 1 == ord(char):
            runs[-1] = runs[-1][0], char
        else:
            runs.append((char, char))
    return runs
