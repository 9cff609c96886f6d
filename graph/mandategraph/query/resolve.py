"""What people type in place of an IRI: a code, a printed number, a label, some words.

A value that is an IRI or a short form such as `mg:stated` is taken as it is, and so is
a code such as `ct-o1` that the graph has; what the graph says to be of another kind
than the parameter wants is refused. Anything else is looked for, by folded
comparison: first as a whole code (`1.2`, `Goal 3`, the end of an IRI such as `o1`),
then as a whole wording in any language, then as words that a wording has. The first of
these that finds something decides; what it finds must be one node.

The store is asked for candidates with the patterns of `query.search`, so that this
works on an endpoint without a copy of the graph; the choice is made here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

import rdflib
from rdflib import URIRef

from mandategraph.errors import QueryError, excerpt
from mandategraph.folding import fold
from mandategraph.query.binding import Param, Term, is_code, spell
from mandategraph.query.labels import labels
from mandategraph.query.search import LONGEST, RUN, pattern, whole
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.query.run import Answer
    from mandategraph.store import MandateGraph

_SHOWN: Final = 5  # candidates that still make one readable line
_MOST: Final = 200  # candidates that are fetched to choose from
_NEAR: Final = 2000  # wordings that are compared to suggest one

_CODES: Final = "mg:sourceIdentifier|skos:notation|dct:identifier|mg:sourceLabel"
_NAMES: Final = (
    "mg:statementText|skos:prefLabel|skos:altLabel|dct:title|rdfs:label|mg:fileName"
)
_FORMS: Final = """?node mg:textForm|mg:labelForm ?form .
    ?form xl:literalForm ?text .
    FILTER NOT EXISTS { ?form mg:reviewState mg:stateRejected }"""
# what has an IRI that ends in its code within the plan
_CODED: Final = "{ ?node mg:elementOf ?plan } UNION { ?node a mg:Plan }"
_QUERY: Final = """
SELECT DISTINCT ?node ?text ?kind
WHERE {{ {{ {found} }} }}
ORDER BY STR(?node) COALESCE(STR(?text), "")
LIMIT {most}"""


class Taken(NamedTuple):
    """Values with an IRI for each that was typed otherwise, and those IRIs by name."""

    values: dict[str, object]
    resolved: dict[str, URIRef]


@dataclass(frozen=True, slots=True)
class _Hit:
    node: str
    text: str
    kind: str  # code, name


def resolve(
    graph: MandateGraph,
    params: Sequence[Param],
    values: Mapping[str, object],
    *,
    base: str,
    policy: LanguagePolicy,
) -> Taken:
    """The values, with the node that each typed code or wording stands for.

    Raises QueryError when it stands for none or for several, which are then listed, and
    for an IRI or a code of what the graph says to be of other kinds only.
    """
    taken, resolved = dict(values), dict[str, URIRef]()
    for param in params:
        value = values.get(param.name)
        if param.type == "iri" and isinstance(value, str):
            found = _Search(graph, param, value.strip(), base, policy).found()
            if found is not None:
                taken[param.name] = resolved[param.name] = found
    return Taken(taken, resolved)


@dataclass(frozen=True, slots=True)
class _Search:
    graph: MandateGraph
    param: Param
    text: str
    base: str
    policy: LanguagePolicy

    def found(self) -> URIRef | None:
        """The node that the text stands for, None when it is an IRI or its code."""
        problem: QueryError | None = None
        try:
            iri = self.param.term(self.text, base=self.base)
        except QueryError as error:
            problem = error
        else:
            if self._known(iri):
                return None
        if not _can_be_looked_for(self.text):
            raise problem or self._nothing()
        for nodes in self._stages():
            if len(nodes) == 1:
                return URIRef(nodes[0])
            if nodes:
                raise self._several(nodes)
        raise self._nothing(problem)

    def _known(self, iri: Term) -> bool:
        """Whether the node is taken as it is; QueryError when it is of another kind.

        What has no kind may be of any, and an IRI need not be in the graph.
        """
        wanted = {
            PREFIXES.get(p, "") + name for p, name in map(_curie, self.param.classes)
        }
        if wanted:
            rows = self.graph.select_text(f"SELECT ?kind {{ {iri.n3()} a ?kind }}")
            if kinds := {kind for (kind,) in rows}:
                if kinds.isdisjoint(wanted):
                    raise self._other(str(iri))
                return True
        known = f"ASK {{ {{ {iri.n3()} ?p ?o }} UNION {{ ?s ?q {iri.n3()} }} }}"
        return not is_code(self.text) or self.graph.ask(known)

    def _stages(self) -> Iterator[list[str]]:
        folded = fold(self.text).strip()
        hits = self._hits(self._equal(folded))
        for kind in ("code", "name"):
            yield _nodes(
                h
                for h in hits
                if h.kind == kind and (not h.text or fold(h.text).strip() == folded)
            )
        words = folded.split(" ")
        hits = self._hits(self._having(words))
        yield _nodes(h for h in hits if _has(fold(h.text), words))

    def _equal(self, folded: str) -> list[str]:
        """The pattern of nodes with this code, or with this and no other wording."""
        short = len(folded) <= LONGEST and not RUN.search(folded)
        test = _test([whole(folded)] if short else _pieces([folded]))
        parts = [_texts(_CODES, "code", test), *_names(test)]
        if re.fullmatch("[0-9]{1,9}", folded):
            parts.append(f'?node mg:ordinal {int(folded)} . BIND("code" AS ?kind)')
        if is_code(self.text):
            end = spell(rdflib.Literal(f"-{self.text.lower()}"))
            coded = "" if self.param.classes else _CODED
            test = f"FILTER(STRENDS(LCASE(STR(?node)), {end}))"
            parts.append(f'{coded} {test} BIND("code" AS ?kind)')
        return parts

    def _having(self, words: list[str]) -> list[str]:
        test = _test(_pieces(words))
        return [_texts(_CODES, "name", test), *_names(test)]

    def _hits(self, parts: Sequence[str], most: int = _MOST) -> list[_Hit]:
        # the class stands in each part: joined to all of them it costs a hundredfold
        classes = " ".join(self.param.classes)
        among = classes and f"VALUES ?class {{ {classes} }} ?node a ?class . "
        found = " } UNION { ".join(among + part for part in parts)
        query = _QUERY.format(found=found, most=most)
        return [_Hit(*row) for row in self.graph.select_text(query)]

    def _several(self, nodes: list[str]) -> QueryError:
        shown = ", ".join(self._described(nodes[:_SHOWN]))
        count = (
            f"{len(nodes)} nodes" if len(nodes) < _MOST else f"{_MOST} or more nodes"
        )
        rest = f" and {len(nodes) - _SHOWN} more" if len(nodes) > _SHOWN else ""
        reason = f"{_quoted(self.text)} may be any of {count}: {shown}{rest}"
        return QueryError(self._subject, reason, "give the code of one of them")

    def _other(self, node: str) -> QueryError:
        (shown,) = self._described([node])
        names = " or ".join(name for _, name in map(_curie, self.param.classes))
        reason = f"{shown} is not of kind {names}"
        return QueryError(self._subject, reason, "give the IRI or the code of one")

    def _nothing(self, problem: QueryError | None = None) -> QueryError:
        reason = f"{_quoted(self.text)} names nothing in the graph{self._kinds}"
        if near := self._described(self._near()):
            advice = f"did you mean {' or '.join(near)}?"
        else:
            advice = problem.advice if problem else "give an IRI, a code or words"
        return QueryError(self._subject, reason, advice)

    def _near(self) -> list[str]:
        """A few nodes whose code or wording is close to the text."""
        hits = self._hits([_texts(_CODES, "code", ""), *_names("")], most=_NEAR)
        by_text: dict[str, str] = {}
        for hit in hits:
            by_text.setdefault(fold(hit.text).strip(), hit.node)
            by_text.setdefault(_code(hit.node, self.base).lower(), hit.node)
        close = get_close_matches(fold(self.text).strip(), by_text, n=3)
        return list(dict.fromkeys(by_text[text] for text in close))

    def _described(self, nodes: Collection[str]) -> list[str]:
        return described(self.graph, nodes, self.policy, self.base)

    @property
    def _subject(self) -> str:
        return f"parameter {self.param.name}"

    @property
    def _kinds(self) -> str:
        names = " or ".join(name for _, name in map(_curie, self.param.classes))
        return f" that is of kind {names}" if names else ""


def described(
    graph: MandateGraph, nodes: Collection[str], policy: LanguagePolicy, base: str
) -> list[str]:
    """Each node as a line of text shows it: `ct-o1 (Objective, "Fight terrorism")`."""
    if not nodes:
        return []
    forms = labels(graph, nodes, policy)
    iris = " ".join(URIRef(node).n3() for node in nodes)
    rows = graph.select_text(
        f"SELECT ?node ?kind {{ VALUES ?node {{ {iris} }} ?node a ?kind }}"
    )
    kinds = {node: re.split("[/#]", kind)[-1] for node, kind in sorted(rows)[::-1]}
    lines = []
    for node in nodes:
        label = "" if forms[node].status == "code" else _quoted(forms[node].text)
        more = ", ".join(filter(None, (kinds.get(node, ""), label)))
        lines.append(_code(node, base) + (f" ({more})" if more else ""))
    return lines


def taken_as(graph: MandateGraph, answer: Answer) -> list[str]:
    """A line for each parameter that was resolved: what was typed, and what it is."""
    nodes = list(map(str, answer.resolved.values()))
    lines = described(graph, nodes, answer.policy, graph.base)
    return [
        f"{name}: {_quoted(str(answer.params[name]))} is {line}"
        for name, line in zip(answer.resolved, lines, strict=True)
    ]


def _curie(short: str) -> tuple[str, str]:
    prefix, _, name = short.partition(":")
    return prefix, name


def _code(node: str, base: str) -> str:
    return node.removeprefix(base) if node.startswith(base) else f"<{node}>"


def _has(folded: str, words: Sequence[str]) -> bool:
    """Whether the wording has the words; numbers only as such: not 2 in 2030."""
    return all(
        word in folded
        if any(char.isalpha() for char in word)
        else re.search(rf"(?<![\w.]){re.escape(word)}(?!\w|\.\w)", folded)
        for word in words
    )


def _can_be_looked_for(text: str) -> bool:
    """Whether there is something in the text that can be looked for."""
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        return False
    return bool(fold(text).strip())


def _nodes(hits: Iterator[_Hit]) -> list[str]:
    """Their nodes without blank ones, each once."""
    return list(dict.fromkeys(h.node for h in hits if not h.node.startswith("_:")))


def _texts(path: str, kind: str, test: str) -> str:
    return f'?node {path} ?text . {test} BIND("{kind}" AS ?kind)'


def _names(test: str) -> list[str]:
    return [_texts(_NAMES, "name", test), f'{_FORMS} {test} BIND("name" AS ?kind)']


def _test(patterns: Sequence[str]) -> str:
    spelled = (spell(rdflib.Literal(p)) for p in patterns)
    tests = " && ".join(f"REGEX(?text, {p})" for p in spelled)
    return f"FILTER({tests or 'false'})"


def _pieces(words: Sequence[str]) -> list[str]:
    """Patterns of what must be in the wording: the longest words, cut if need be."""
    pieces: list[str] = []
    left = LONGEST
    for word in sorted(set(words), key=len, reverse=True):
        piece = max(RUN.split(word), key=len)[:left].strip()
        if piece:
            pieces.append(pattern(piece))
            left -= len(piece)
    return pieces


def _quoted(text: str) -> str:
    return f'"{excerpt(text, 40)}"'
