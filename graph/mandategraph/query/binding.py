"""Parameters of a query: typed, checked, and put in place of a one-line VALUES slot.

A slot is a line `VALUES ?name { default }`. What stands between the braces is replaced
by one term that is spelled so that every SPARQL parser reads back exactly its value.

A `search` leaves its slot alone: its words take the place of the calls
`REGEX(?wording, ?name)`, each as a constant pattern (`query.search`). Engines work out
a constant pattern once, any other anew for each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyoxigraph as ox
import rdflib
from rdflib import XSD, URIRef

from mandategraph.errors import QueryError, UnknownNameError, excerpt
from mandategraph.language import is_language_tag
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.query.search import pattern, words_of
from mandategraph.store.query_text import PREFIXES

ParamType = Literal[
    "iri", "lang", "text", "search", "integer", "decimal", "date", "choice"
]
Term = URIRef | rdflib.Literal

BASE: Final = PREFIXES["id"]
UNSET: Final = "UNDEF"

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/#=,%-]*")
_CURIE: Final = re.compile(r"([a-z]+):(?!//)(.*)")
_NUMBER: Final = {
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "decimal": re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})"),
}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_KINDS: Final[dict[ParamType, str]] = {
    "iri": "an iri",
    "lang": "a language tag",
    "text": "a text",
    "search": "a search",
    "integer": "an integer",
    "decimal": "a decimal",
    "date": "a date",
    "choice": "one of the choices",
}
_HINT: Final[dict[ParamType, str]] = {
    "iri": "give an IRI, a code such as plan-ct, or a short form such as mg:stated",
    "lang": "give a language tag such as fr, or * for all",
    "text": "give a text",
    "search": "give words, and phrases in quotation marks",
    "integer": "give a whole number such as 3",
    "decimal": "give a number such as 0.7",
    "date": "give a day such as 2026-11-01",
    "choice": "",
}


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter as the header of a query declares it.

    `default` is spelled as a user would; `UNDEF` leaves the variable open. `choices`
    are the values of a choice; of an `iri`, the classes among which a code or words are
    looked for; of a `search`, the variable whose wordings it is about.
    """

    name: str
    type: ParamType
    default: str
    help: str = ""
    choices: tuple[str, ...] = ()

    def term(self, value: object, *, base: str = BASE) -> Term:
        """The RDF term of the value; QueryError, in one line, when it is not one."""
        text = str(value) if self.type == "text" else str(value).strip()
        term: Term
        match self.type:
            case "iri":
                term = self._iri(text, base)
            case "choice":
                term = self._choice(text, base)
            case "text" | "search":
                term = rdflib.Literal(self._encodable(text))
            case "lang":
                term = rdflib.Literal(self._lang(text))
            case "date":
                term = rdflib.Literal(self._day(text), datatype=XSD.date)
            case "integer" | "decimal":
                if not _NUMBER[self.type].fullmatch(text):
                    raise self._refused(text)
                term = rdflib.Literal(text, datatype=XSD[self.type], normalize=False)
        return term

    @property
    def classes(self) -> tuple[str, ...]:
        """Short forms of the classes that an `iri` typed as words may have."""
        return self.choices if self.type == "iri" else ()

    def words(self, value: object) -> tuple[str, ...]:
        """The folded words that a search asks for; QueryError, in one line, if none."""
        text = str(self.term(value))
        try:
            return words_of(text)
        except QueryError as error:
            reason = f"{error.subject} is {error.reason}"
            raise QueryError(f"parameter {self.name}", reason, error.advice) from error

    def _iri(self, text: str, base: str) -> URIRef:
        iri = text[1:-1] if text.startswith("<") and text.endswith(">") else text
        if short := _CURIE.fullmatch(iri):
            prefix, local = short.groups()
            if prefix == "id":
                iri = base + local
            elif prefix in PREFIXES:
                iri = PREFIXES[prefix] + local
            elif prefix not in ("urn", "mailto", "tag"):
                known = ", ".join(PREFIXES)
                raise self._refused(text, f"no prefix {prefix}, there are {known}")
        elif _CODE.fullmatch(iri):
            iri = base + iri
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise self._refused(text) from error
        if NOT_IN_IRI.search(iri):
            raise self._refused(text)
        return URIRef(self._encodable(iri))

    def _choice(self, text: str, base: str) -> Term:
        for choice in self.choices:
            if text in (choice, choice.partition(":")[2]):
                curie = _CURIE.fullmatch(choice)
                return self._iri(choice, base) if curie else rdflib.Literal(choice)
        raise self._refused(text, f"choose from {', '.join(self.choices)}")

    def _lang(self, text: str) -> str:
        if text != "*" and not is_language_tag(text):
            raise self._refused(text)
        return text.lower()

    def _day(self, text: str) -> str:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise self._refused(text) from error

    def _encodable(self, text: str) -> str:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise self._refused(text, "half a character is not text") from error
        if "\x00" in text:  # XML cannot hold it, and Virtuoso takes it for the end
            raise self._refused(text, "the character 0 is not text")
        return text

    def _refused(self, text: str, advice: str = "") -> QueryError:
        reason = f"{excerpt(text)!r} is not {_KINDS[self.type]}"
        return QueryError(f"parameter {self.name}", reason, advice or _HINT[self.type])


def bind(
    text: str,
    params: Sequence[Param],
    values: Mapping[str, object] | None = None,
    *,
    base: str = BASE,
) -> str:
    """The query with its slots filled; slots without a value keep their default.

    Raises UnknownNameError for a name that is no parameter, QueryError for a value
    that does not fit its type.
    """
    by_name = {param.name: param for param in params}
    changes: list[tuple[int, int, str]] = []
    for name, value in (values or {}).items():
        if name not in by_name:
            if not by_name:
                reason = "the question has no parameters"
                raise QueryError(f"parameter {name}", reason, "leave it out")
            raise UnknownNameError("parameter", name, tuple(by_name))
        param = by_name[name]
        if param.type == "search":
            if not calls_of(name).search(text):
                raise QueryError(name, f"the query has no REGEX(?..., ?{name})")
            changes += _searches(text, name, param.words(value))
            continue
        spelled = spell(param.term(value, base=base))
        slot = slot_of(name).search(text)
        if slot is None:
            raise QueryError(name, "the query has no slot for this parameter")
        changes.append((*slot.span(2), spelled))
    # from the end, so that no value is ever looked into
    for start, end, spelled in sorted(changes, reverse=True):
        text = text[:start] + spelled + text[end:]
    return text


def _searches(
    text: str, name: str, words: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """Where the query calls REGEX with the parameter, and what is to stand there."""
    for call in calls_of(name).finditer(text) if words else ():
        patterns = (spell(rdflib.Literal(pattern(word))) for word in words)
        calls = " && ".join(f"REGEX({call[1]}, {p})" for p in patterns)
        yield *call.span(), f"({calls})"


def calls_of(name: str) -> re.Pattern[str]:
    """Finds the calls in which a search is used; group 1 is the variable searched."""
    return re.compile(rf"\bREGEX\((\?\w+), \?{name}\)")


def is_code(text: str) -> bool:
    """Whether the text can be the part of an IRI that follows the base of the data."""
    return _CODE.fullmatch(text) is not None


def slot_of(name: str) -> re.Pattern[str]:
    """Finds the slot of a parameter; group 2 is what stands in it."""
    return re.compile(rf"^([ \t]*VALUES \?{name} \{{ )(.*)( \}}[ \t]*)$", re.MULTILINE)


def spell(term: Term) -> str:
    r"""The term in SPARQL, on one line, the same to every parser.

    `Literal.n3()` is not enough: SPARQL 1.1 section 19.2 lets a parser decode `\u0022`
    before it looks for quotes, and rdflib does, even after an escaped backslash. So a
    u after a backslash is itself written as an escape. The long form is used because
    rdflib 7.6 takes up to eight digits after `\u`.
    """
    if isinstance(term, URIRef):
        return term.n3()
    value = str(term)
    text = "".join(map(_escaped, f" {value}", value))
    if term.datatype is not None:
        return f'"{text}"^^{URIRef(term.datatype).n3()}'
    return f'"{text}"@{term.language}' if term.language else f'"{text}"'


def _escaped(before: str, char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    plain = char.isprintable() and not (before == "\\" and char in "uU")
    return char if plain else f"\\U{ord(char):08X}"
