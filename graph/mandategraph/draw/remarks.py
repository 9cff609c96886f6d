"""Values as remarks on cards: what kind, how much, when, of whom, where."""

from __future__ import annotations

import re
from operator import ne
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.words import listed, say

if TYPE_CHECKING:
    from mandategraph.draw.values import Value, Values
    from mandategraph.language import Form

# letters that a card has room for: of a value or a note, of all values together
MOST: Final = 160
_ALL: Final = 480
_LEAST: Final = 60


class Remarks:
    """Words the values of a graph in the language of a page."""

    def __init__(self, values: Values, lang: str) -> None:
        self.values, self.lang = values, lang

    def chips(self, indicator: str, wording: str) -> list[Chip]:
        """A remark per value, by kind and time; none for what the wording has already.

        A value of some of the people or places says of which.
        """
        found = []
        for value, words, cut in self.of(indicator, wording):
            said = say(self.lang, value.kind, value=words)
            found.append(Chip(said, value=True, cut=cut))
        return found

    def of(self, indicator: str, wording: str) -> list[tuple[Value, str, int]]:
        """Each value that the wording does not have, as `words` says it.

        Long ones are cut at 160 letters, shorter where an indicator has many.
        """
        kept = [
            value
            for value in self.values.of.get(indicator, ())
            if not self.needless(value, wording)
        ]
        most = max(_LEAST, min(MOST, _ALL // max(1, len(kept))))
        return [(value, *self.words(value, wording, most)) for value in kept]

    def words(self, value: Value, wording: str, most: int = MOST) -> tuple[str, int]:
        """The value with all that is said of it; how many of its texts are cut short.

        Each text keeps its own direction, which runs on in an Arabic line. A unit that
        the wording of the indicator has is not said again.
        """
        printed = shortened(value.printed, most)
        whole = [form.text for form in self.notes(value)]
        notes = [shortened(text, most) for text in whole]
        cut = sum(map(ne, (printed, *notes), (value.printed, *whole)))
        more = [value.period] if value.period else []
        more += self.parts(value)
        unit = self.values.unit(value.units)
        if unit and not stands_in(unit, f"{value.printed} {wording}"):
            more.append(say(self.lang, "value_unit", unit=unit))
        more += [say(self.lang, "value_note", note=note) for note in notes]
        rest = f" ({listed(self.lang, more)})" if more else ""
        return listed(self.lang, [printed]) + rest, cut

    def parts(self, value: Value) -> list[str]:
        """What the value is broken down by: `sex: female`, then `place: AF-KAN`."""
        place = say(self.lang, "value_place")
        pairs = [*self.values.parts(value), *((place, one) for one in value.places)]
        colon = say(self.lang, "colon")
        return [f"{name}{colon}{part}" if name else part for name, part in pairs]

    def notes(self, value: Value) -> list[Form]:
        """The notes in the language that the policy prefers of those they are in."""
        best = self.values.policy.choose(value.notes)
        return [form for form in value.notes if best and form.lang == best.lang]

    def needless(self, value: Value, wording: str) -> bool:
        """Whether the wording of the indicator says all of the value itself."""
        if value.parts or value.places or value.notes:
            return False
        said = [value.printed, self.values.unit(value.units)]
        said += [shown for shown in (value.period,) if shown]
        return all(not words or stands_in(words, wording) for words in said)


def stands_in(words: str, text: str) -> bool:
    """Whether the text has the words, not as a part of a longer word or number."""
    pattern = rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w)(?![.,]\d)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def shortened(words: str, most: int) -> str:
    """The words, their beginning and a sign of what is left out when they are long."""
    if len(words) <= most:
        return words
    at = words.rfind(" ", most // 2, most + 1)
    return f"{words[: at if at > 0 else most]} …"
