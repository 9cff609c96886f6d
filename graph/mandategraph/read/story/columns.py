"""What the columns of a results framework hold, by the words over them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from mandategraph.read.lexicon import grammar, squeeze
from mandategraph.read.text.normalise import fold

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_OUTSIDE: Final = " .,:;()[]/–—-"
_TYPES: Final = {
    "mandate": "mandate",
    "objective": "objective",
    "objectives": "objective",
    "result": "expected_result",
    "results": "expected_result",
    "indicator": "indicator",
    "indicators": "indicator",
}
_LEVELS: Final = ("output", "outcome", "impact")
STATEMENTS: Final = ("mandate", "objective", "expected_result", "indicator")
VALUES: Final = ("baseline", "target", "measurement")


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds: a type of statement, a kind of value, `unit` or `code`.

    `level` is that of a result; `year` is the one that the heading prints.
    """

    name: str
    level: str | None = None
    year: str | None = None


def role_of(heading: str) -> Role | None:
    """The role of the column with the heading; None when no word says it."""
    if len(heading) > 60:
        return None
    folded = squeeze(fold(heading))
    years = _YEAR.findall(folded)
    phrase = _bare(_YEAR.sub(" ", folded))
    kinds, levels, around = _words()
    for candidate in (phrase, _bare(" ".join(_without(phrase, around)))):
        level = levels.get(candidate)
        meaning = grammar().meanings.get(candidate)
        name = _TYPES.get(meaning[0]) if meaning else None
        if name is None and level:
            name = "expected_result"
        name = name or kinds.get(candidate)
        if name:
            year = years[-1] if years and name in VALUES else None
            level = level if name == "expected_result" else None
            return Role(name, level, year)
    return None


def _bare(phrase: str) -> str:
    return squeeze(phrase.replace("(s)", "").strip(_OUTSIDE))


def _without(phrase: str, around: frozenset[str]) -> list[str]:
    words = (w.strip(_OUTSIDE) for w in phrase.split())
    return [w for w in words if w and w not in around]


@lru_cache
def _words() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Kind of column by phrase, level of result by phrase, and words around."""
    source = files(__package__).joinpath("columns.toml")
    table = tomllib.loads(source.read_text("utf-8"))
    around = frozenset(fold(w) for w in table.pop("around"))
    kinds: dict[str, str] = {}
    levels: dict[str, str] = {}
    for name, by_lang in table.items():
        home = levels if name in _LEVELS else kinds
        for phrases in by_lang.values():
            for phrase in phrases:
                home.setdefault(squeeze(fold(phrase)), name)
    return kinds, levels, around
