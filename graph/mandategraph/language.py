"""One language policy for every label: which form of a wording is shown, and why.

Language tags are BCP 47, compared without regard to case and kept in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, Self, TypeAlias, get_args
from unicodedata import bidirectional

from mandategraph.errors import QueryError
from mandategraph.records import record

TextFormStatus = Literal[
    "issuer",  # the organisation's own words
    "reviewed",  # a translation that a second person agreed with
    "candidate",  # a human translation, not reviewed
    "machine",  # a machine translation, not reviewed
    "label",  # a printed label ("OBJECTIF 3") in place of a wording that was lost
    "code",  # the last segment of the IRI
]
Direction = Literal["ltr", "rtl", "auto"]

STATUSES: Final[tuple[TextFormStatus, ...]] = get_args(TextFormStatus)
STANDINS: Final[tuple[TextFormStatus, ...]] = ("label", "code")  # for a wording
DECLARED: Final = ("en", "fr", "es", "ar")
# isolates of Unicode: from right to left, from left to right, and where one ends
RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
RTL_LETTER: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_Class: TypeAlias = tuple[int, tuple[int, ...], str, int, int]
_TRUST: Final = {status: rank for rank, status in enumerate(STATUSES)}
_LANGTAG: Final = re.compile(
    r"""(?: [a-z]{2,3} (?:-[a-z]{3}){0,3}                         # language, extlang
        (?: -(?P<script>[a-z]{4}) )?
        (?: -(?: [a-z]{2} | [0-9]{3} ) )?                      # region
        (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*         # variants
        (?: -[0-9a-wy-z] (?:-[a-z0-9]{2,8})+ )*                # extensions
        (?: -x (?:-[a-z0-9]{1,8})+ )?
      | x (?:-[a-z0-9]{1,8})+ )""",
    re.VERBOSE,
)
_RTL_SCRIPTS: Final = (
    "adlm arab aran garm hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi"
)
_RTL_LANGUAGES: Final = (
    "acm acq aeb afb ajp apc apd ar arc ary arq arz azb bal bgn bqi ckb dcc dv fa glk "
    "haz he hnd hno iw ji khw ks lrc luz mzn nqo pnb prs ps rhg sd sdh skr syr ug ur yi"
)
# tags that name no language, and scripts that name no script
_NO_LANGUAGE: Final = "mis mul und zxx x"
_NO_SCRIPT: Final = "zinh zmth zsye zsym zxxx zyyy zzzz"


def direction_of(lang: str) -> Direction:
    """Writing direction of a language tag; `auto` when the tag does not tell.

    The script subtag decides when there is one (`az-arab`, `ks-latn`).
    """
    match = _LANGTAG.fullmatch(lang.lower())
    if match is None:
        return "auto"
    script = match["script"]
    if script and script not in _NO_SCRIPT.split():
        return "rtl" if script in _RTL_SCRIPTS.split() else "ltr"
    language = lang.lower().split("-")[0]
    if script or language in _NO_LANGUAGE.split():
        return "auto"
    return "rtl" if language in _RTL_LANGUAGES.split() else "ltr"


def isolated(words: str) -> str:
    """The words with a direction of their own, that of their first letter.

    As in rule P2 of Unicode's algorithm what is isolated in them does not count: where
    there is nothing else, as in a list of names, they are left as they are. Figures and
    signs alone run from left to right: "40 %" is not turned round.
    """
    depth = 0
    for char in words:
        if char in (LRI, RLI):
            depth += 1
        elif char == PDI:
            depth -= 1
        elif depth <= 0 and (kind := bidirectional(char)) in ("L", "R", "AL"):
            return f"{LRI if kind == 'L' else RLI}{words}{PDI}"
    return words if PDI in words else f"{LRI}{words}{PDI}"


@record()
class Form:
    """One form of a wording: its text, its language (`""` for none), its status.

    `of` is for a label: what its own wording is worth, `issuer` when it is as printed.
    """

    text: str
    lang: str
    status: TextFormStatus = "issuer"
    of: TextFormStatus = "issuer"

    def __post_init__(self) -> None:
        if self.lang != (lower := self.lang.lower()):
            object.__setattr__(self, "lang", lower)

    @property
    def direction(self) -> Direction:
        """Writing direction of the text, `auto` when the tag does not tell."""
        return direction_of(self.lang)

    @property
    def note(self) -> str:
        """Language and status as tables show them: `fr`, `fr · machine`, `code`.

        The issuer's own words need no remark; a label that is not as printed says so:
        `es · label · machine`.
        """
        worth = "" if self.worth == "issuer" else self.worth
        return " · ".join(part for part in (self.lang, worth) if part)

    @property
    def worth(self) -> str:
        """What the wording is worth: `issuer`, `machine`, `label · machine`."""
        label = self.of != "issuer"
        return f"{self.status} · {self.of}" if label else self.status


class Choice(NamedTuple):
    """The form that a policy chose; `asked` is False when it is a fallback."""

    form: Form
    asked: bool


@dataclass(frozen=True, slots=True)
class LanguagePolicy:
    """Which form to show of those there are: languages asked for, best first.

    The order: for each asked range RFC 4647 lookup (`es-mx` takes `es`), then basic
    filtering (`es` takes `es-419`); then `mul`; then untagged; then the declared
    languages; then any other, by tag. Within one language the more trusted status
    comes first. Among the declared and the other languages the issuer's own words come
    before translations: beyond what was asked, an official wording is preferred.
    A printed label stands in only when there is no wording in any language, a code
    only when there is no label either.
    """

    asked: tuple[str, ...] = ()
    declared: tuple[str, ...] = DECLARED

    def __init__(
        self, asked: Sequence[str] = (), declared: Sequence[str] = DECLARED
    ) -> None:
        object.__setattr__(self, "asked", tuple(map(checked_tag, asked)))
        object.__setattr__(self, "declared", tuple(map(checked_tag, declared)))

    @classmethod
    def parse(cls, text: str, declared: Sequence[str] = DECLARED) -> Self:
        """The policy of a list such as `fr,en`; QueryError when a tag is malformed."""
        parts = (part.strip() for part in text.split(","))
        return cls([part for part in parts if part], declared)

    def choose(self, forms: Iterable[Form]) -> Form | None:
        """The form to show, None only when there are none; the order is immaterial."""
        return min(forms, key=self._rank, default=None)

    def explain(self, forms: Iterable[Form]) -> Choice | None:
        """The form to show, and whether its language was asked for."""
        form = self.choose(forms)
        return None if form is None else Choice(form, self.covers(form.lang))

    def covers(self, lang: str) -> bool:
        """Whether the language was asked for; true of all when none was."""
        lang = lang.lower()
        return not self.asked or any(_match(r, lang) is not None for r in self.asked)

    def _rank(self, form: Form) -> tuple[_Class, str, str]:
        """What `min` compares; equal only for equal forms."""
        return _class_of(self, form.lang, form.status, form.of), form.lang, form.text

    def _stage(self, lang: str, status: TextFormStatus) -> tuple[tuple[int, ...], str]:
        translated = int(status != "issuer")
        if found := _first_match(self.asked, lang):
            return (0, *found), ""
        if lang == "mul":
            return (1,), ""
        if not lang:
            return (2,), ""
        if found := _first_match(self.declared, lang):
            return (3, translated, *found), ""
        return (4, translated), lang


@lru_cache(maxsize=4096)
def _class_of(
    policy: LanguagePolicy, lang: str, status: TextFormStatus, of: TextFormStatus
) -> _Class:
    """The rank of all forms in this language and of this status; there are few."""
    standin = max(0, _TRUST[status] - _TRUST["machine"])
    stage, tag = policy._stage(lang, status)  # noqa: SLF001 - a method that is cached
    return standin, stage, tag, _TRUST[status], _TRUST[of]


def is_language_tag(text: str) -> bool:
    """Whether the text has the shape of a BCP 47 language tag."""
    return _LANGTAG.fullmatch(text.lower()) is not None


def checked_tag(tag: str) -> str:
    """The language tag in lower case; QueryError when it is none."""
    if is_language_tag(tag):
        return tag.lower()
    hyphenated = tag.replace("_", "-")
    advice = (
        f"write {hyphenated.lower()}"
        if is_language_tag(hyphenated)
        else "list BCP 47 tags, best first, such as fr,en or es-mx"
    )
    raise QueryError(tag or "(empty)", "not a language tag", advice)


def _first_match(ranges: Iterable[str], lang: str) -> tuple[int, int, int] | None:
    for index, wanted in enumerate(ranges):
        if (found := _match(wanted, lang)) is not None:
            return (index, *found)
    return None


def _match(wanted: str, lang: str) -> tuple[int, int] | None:
    """How the range takes the tag: (0, subtags cut off) by lookup, (1, 0) by filter.

    RFC 4647 sections 3.4 and 3.3.1. None when it does not.
    """
    subtags = wanted.split("-")
    while subtags:
        if "-".join(subtags) == lang:
            return 0, wanted.count("-") + 1 - len(subtags)
        subtags.pop()
        if subtags and len(subtags[-1]) == 1:
            subtags.pop()
    return (1, 0) if lang.startswith(f"{wanted}-") else None
