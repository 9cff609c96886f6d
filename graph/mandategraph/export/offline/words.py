"""The words of the page in four languages: `words.json`, and those of the pictures."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

from mandategraph.draw.words import WORDS
from mandategraph.language import DECLARED, direction_of, isolated

_OF_PICTURES: Final = (
    *("comma", "plan", "mandate", "objective", "expected_result", "indicator"),
    *("planned_activity", "vision", "value_statement", "organisation", "other"),
    *("edge_stated", "edge_accepted", "edge_proposed", "edge_open", "lost"),
    *("unassigned", "one_of", "no_link", "proposed", "proposed_rated", "also"),
    *("accepted_link", "baseline", "target", "measurement", "source", "reader"),
    *("colon", "value_place"),
    *("issuer", "reviewed", "candidate", "machine", "label", "code"),
)


@cache
def page_words() -> dict[str, dict[str, str]]:
    """All words of the page, by language and key; `{name}` is the place of a value.

    Kinds, statuses and remarks are said as on the plan map.
    """
    text = files(__package__).joinpath("words.json").read_text(encoding="utf-8")
    own: dict[str, dict[str, str]] = json.loads(text)
    return {
        lang: {**{key: WORDS[lang][key] for key in _OF_PICTURES}, **own[lang]}
        for lang in DECLARED
    }


def speak(lang: str, key: str, **values: object) -> str:
    """The words with the values filled in, each in its own direction in Arabic."""
    if direction_of(lang) == "rtl":
        values = {name: isolated(str(value)) for name, value in values.items()}
    return page_words()[lang][key].format(**values)
