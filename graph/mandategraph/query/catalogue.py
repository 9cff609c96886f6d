"""The catalogue: a folder of `.rq` files is the list of questions.

Header lines of a file begin with `#+`:

    #+ summary@en: one sentence on what each row is, once per language
    #+ question@en: the question, once per language
    #+ theme: plans
    #+ cq: 4
    #+ param: plan iri UNDEF one plan, by IRI or code; all when left out
    #+ param@fr: plan un plan, par son IRI ou son code
    #+ list: candidates
    #+ example: plan=plan-ct

A parameter has a name, a type, a default and a help text; a choice is written
`choice(a|b)`. An `iri(mg:Plan)` may be typed as a code or words of a plan. The words
of a `search(element)` stand where the query calls `REGEX(?wording, ?words)`; they are
of a wording or label of `?element`, which has a slot of its own. A line `param@fr` is
its help in one more language. A summary without a language is English. `list` names the
columns that hold IRIs separated by a blank.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Self, cast, get_args

from mandategraph.errors import (
    ExplainedError,
    QueryError,
    UnknownNameError,
    reason_of,
)
from mandategraph.language import Form, LanguagePolicy, is_language_tag
from mandategraph.query.binding import BASE, Param, ParamType, bind, slot_of
from mandategraph.query.themes import THEMES
from mandategraph.query.words import in_words
from mandategraph.resources import data
from mandategraph.store.query_text import PREFIXES, Kind, kind_of

_HEADER: Final = re.compile(r"^#\+ ([a-z]+)(?:@([A-Za-z0-9-]+))?:[ \t]*(.*)$")
_PARAM: Final = re.compile(
    r'(\w+) ([a-z]+)(?:\(([^)]*)\))? ("[^"]*"|\S+)(?: (.*))?', re.ASCII
)
_MARK: Final = "\ufeff"  # what some editors put at the beginning of UTF-8
_KEYS: Final = ("summary", "question", "theme", "cq", "param", "list", "example")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue; `text` is the whole file, valid SPARQL as it is.

    `summary` and `question` are by language, `helps` by parameter, then by language.
    `example` holds parameter values that show the question at work, `file` is where a
    question of the user's own was read.
    """

    name: str
    kind: Kind
    text: str
    summary: Mapping[str, str] = field(default_factory=dict)
    question: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    params: tuple[Param, ...] = ()
    lists: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    cq: str = ""
    helps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file: str = ""

    @classmethod
    def parse(cls, text: str, name: str) -> Self:
        """The question in the text of an `.rq` file; QueryError names what it lacks."""
        text = text.removeprefix(_MARK)
        found = _header(text, name)
        lines = found.get("param", [])
        params = tuple(_param(value, name) for lang, value in lines if not lang)
        question = cls(
            name=name,
            kind=kind_of(text, name),
            text=text,
            summary={lang or "en": value for lang, value in found.get("summary", [])},
            question=dict(found.get("question", [])),
            theme="".join(value for _, value in found.get("theme", [])),
            params=params,
            lists=tuple(v for _, line in found.get("list", []) for v in line.split()),
            example=_example(found.get("example", []), name),
            cq="".join(value for _, value in found.get("cq", [])),
            helps=_helps(params, lines, name),
        )
        question.check()
        return question

    @classmethod
    def adhoc(cls, text: str) -> Self:
        """A question without a header: SPARQL as the user wrote it."""
        text = text.removeprefix(_MARK)
        return cls(name="query", kind=kind_of(text, "query"), text=text)

    @classmethod
    def read(cls, file: Traversable, *, bare: bool = False) -> Self:
        """The question in an `.rq` file, which has a header unless it may be `bare`.

        QueryError names the file and what is wrong with it.
        """
        text = _read(file)
        name = file.name.removesuffix(".rq")
        headed = not bare or text.lstrip(_MARK + " \t\r\n").startswith("#+")
        try:
            question = cls.parse(text, name) if headed else cls.adhoc(text)
        except ExplainedError as error:
            _, comma, part = error.subject.partition(", ")
            where = f"{file}{comma}{part}"
            raise QueryError(where, error.reason, error.advice) from error
        except UnknownNameError as error:
            raise QueryError(str(file), str(error)) from error
        return replace(question, file=str(file))

    def check(self) -> None:
        """Raise QueryError when the header is incomplete or does not fit the query."""
        keys = {"summary@en": self.summary, "question@en": self.question}
        lacking = [
            key for key, value in {**keys, "theme": self.theme}.items() if not value
        ]
        if lacking:
            names = " and no ".join(key.partition("@")[0] for key in lacking)
            lines = " and ".join(f"'#+ {key}: ...'" for key in lacking)
            reason = f"the header has no {names}"
            raise QueryError(self.name, reason, f"add {lines}")
        for param in self.params:
            if len(slot_of(param.name).findall(self.text)) != 1:
                raise QueryError(
                    self.name,
                    f"parameter {param.name} needs exactly one slot",
                    f"write a line 'VALUES ?{param.name} {{ {param.default} }}'",
                )
        self.bound(self.example)

    def bound(
        self, values: Mapping[str, object] | None = None, *, base: str = BASE
    ) -> str:
        """The SPARQL text with the parameters in their slots."""
        try:
            return bind(self.text, self.params, values, base=base)
        except QueryError as error:
            where = f"{self.name}, {error.subject}"
            raise QueryError(where, error.reason, error.advice) from error

    def asked_in(self, policy: LanguagePolicy) -> Form:
        """The question as a sentence, in the language that the policy chooses."""
        return in_words(self.question, policy, self.name)

    def summary_in(self, policy: LanguagePolicy) -> Form:
        """What the answer holds, in the language that the policy chooses."""
        return in_words(self.summary, policy)

    def help_in(self, param: str, policy: LanguagePolicy) -> Form:
        """What the parameter is, in the language that the policy chooses."""
        return in_words(self.helps.get(param, {}), policy)


class Catalogue(Mapping[str, Question]):
    """Questions by name, in the order of themes, then of names.

    `broken` has what is wrong with each file that is no question, by its name; asking
    for one raises it. `replaced` says of which file each question was taken instead.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        broken: Mapping[str, QueryError] | None = None,
        replaced: Mapping[str, str] | None = None,
    ) -> None:
        self._questions = dict(sorted(questions.items(), key=_order))
        self.broken, self.replaced = dict(broken or {}), dict(replaced or {})

    @classmethod
    def load(cls, *folders: str | Path, builtin: bool = True) -> Self:
        """The project's questions and those in the user's folders.

        A question in a later folder replaces one of the same name; see `replaced`. A
        file that is no question disables no other; see `broken`.
        """
        questions: dict[str, Question] = {}
        broken: dict[str, QueryError] = {}
        replaced: dict[str, str] = {}
        places: list[Traversable] = [data("queries")] if builtin else []
        for place in [*places, *(Path(folder) for folder in folders)]:
            if not place.is_dir():
                raise QueryError(str(place), "no such folder of questions")
            for file in sorted(place.iterdir(), key=lambda f: f.name):
                if not file.name.endswith(".rq"):
                    continue
                name = file.name.removesuffix(".rq")
                before = questions.pop(name, None)
                broken.pop(name, None)
                try:
                    question = Question.read(file)
                except QueryError as error:
                    broken[name] = error
                    continue
                if builtin and place is places[0]:
                    question = replace(question, file="")
                elif before:
                    replaced[name] = before.file or "the catalogue"
                questions[name] = question
        return cls(questions, broken, replaced)

    def __contains__(self, name: object) -> bool:
        return name in self._questions

    def __getitem__(self, name: str) -> Question:
        if name in self.broken:
            raise self.broken[name]
        try:
            return self._questions[name]
        except KeyError:
            raise UnknownNameError("question", name, tuple(self)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)

    def by_theme(self) -> dict[str, list[Question]]:
        """The questions of each theme."""
        themes: dict[str, list[Question]] = {}
        for question in self.values():
            themes.setdefault(question.theme, []).append(question)
        return themes


def _read(file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        reason = f"cannot be read: {reason_of(error)}"
        raise QueryError(str(file), reason) from error
    except UnicodeDecodeError as error:
        reason = "cannot be read: it is not UTF-8"
        raise QueryError(str(file), reason, "save it as UTF-8") from error


def _header(text: str, name: str) -> dict[str, list[tuple[str, str]]]:
    """Language and value of each header line, by key."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if not line.startswith("#+"):
            continue
        match = _HEADER.match(line)
        if not match or match[1] not in _KEYS:
            raise QueryError(
                name,
                f"header line not understood: {line[:60]}",
                f"the keys are {', '.join(_KEYS)}",
            )
        key, lang, value = match.groups()
        worded = key in ("summary", "question", "param")
        if (key == "question" and not lang) or (
            lang and not (worded and is_language_tag(lang))
        ):
            raise QueryError(
                name,
                f"header line not understood: {line[:60]}",
                "write the question as '#+ question@en: ...'; summaries and help "
                "texts may have a language too",
            )
        found.setdefault(key, []).append(((lang or "").lower(), value.strip()))
    return found


def _param(line: str, name: str) -> Param:
    match = _PARAM.fullmatch(line)
    if not match or match[2] not in get_args(ParamType):
        raise QueryError(
            name,
            f"parameter not understood: {line[:60]}",
            "write '#+ param: name type default help', the type one of "
            + ", ".join(get_args(ParamType)),
        )
    param, kind, choices, default, help_text = match.groups()
    among = tuple(choices.split("|")) if choices else ()
    if kind == "choice" and not among:
        reason = f"parameter {param} has no choices"
        raise QueryError(name, reason, "write them as choice(a|b)")
    for short in among if kind == "iri" else ():
        if short.partition(":")[0] not in PREFIXES or ":" not in short:
            reason = f"parameter {param}: {short} is no class"
            known = ", ".join(PREFIXES)
            raise QueryError(name, reason, f"write it with one of the prefixes {known}")
    return Param(
        name=param,
        type=cast("ParamType", kind),
        default=default.strip('"'),
        help=help_text or "",
        choices=among,
    )


def _helps(
    params: tuple[Param, ...], lines: list[tuple[str, str]], name: str
) -> dict[str, dict[str, str]]:
    """The help texts of each parameter by language; the plain line has the English."""
    helps = {p.name: {"en": p.help} if p.help else {} for p in params}
    for lang, line in lines:
        if lang:
            param, _, text = line.partition(" ")
            if param not in helps or not text:
                raise QueryError(
                    name,
                    f"help of no parameter: {line[:60]}",
                    "write '#+ param@fr: name help' below the line of the parameter",
                )
            helps[param][lang] = text
    return helps


def _example(lines: list[tuple[str, str]], name: str) -> dict[str, str]:
    try:
        parts = [part for _, line in lines for part in shlex.split(line)]
    except ValueError as error:
        raise QueryError(name, f"example not understood: {error}") from error
    if bad := [part for part in parts if "=" not in part]:
        raise QueryError(name, f"example not understood: {bad[0]}", "write name=value")
    return {part.partition("=")[0]: part.partition("=")[2] for part in parts}


def _order(item: tuple[str, Question]) -> tuple[int, str, str]:
    name, question = item
    themes = tuple(THEMES)
    known = question.theme in themes
    return themes.index(question.theme) if known else len(themes), question.theme, name
