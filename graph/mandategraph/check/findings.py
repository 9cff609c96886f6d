"""Findings: what is wrong with a graph, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from rdflib import Literal as Text
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import BNode, Identifier, Node

from mandategraph.language import Form, LanguagePolicy

Severity = Literal["violation", "warning", "info"]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
SHAPES: Final = "https://w3id.org/mandategraph/shapes#"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `title` and `message` by language, `problem` and `solution` in English.

    `kind` says whether a shape or a query decides it.
    """

    id: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    problem: str
    solution: str
    kind: Literal["shape", "query"]

    @property
    def iri(self) -> str:
        """IRI of the rule, that of its shape when it has one."""
        return SHAPES + self.id


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the rule, the node that has it and, where known, the property.

    `message` has one text per language. `path` is an IRI, or a SPARQL property path.
    `source` is the IRI of the part of the rule that found it, `component` that of the
    SHACL constraint component. Findings sort by severity, then rule, node, path, value.
    """

    rule: str
    severity: Severity
    node: str
    message: Mapping[str, str] = field(compare=False, repr=False)
    path: str = ""
    value: Identifier | None = None
    graph: str = ""
    source: str = ""
    component: str = str(SH.SPARQLConstraintComponent)

    @property
    def key(self) -> tuple[int | str, ...]:
        """What findings are sorted by; equal only for equal findings."""
        rank = SEVERITIES.index(self.severity)
        value = "" if self.value is None else _sortable(self.value)
        where = (self.rule, self.node, self.path, value, self.graph)
        return rank, *where, self.source, self.component

    def __lt__(self, other: Finding) -> bool:
        return self.key < other.key


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, sorted, and the rules that were asked.

    `engine` is the one that decided the shapes, `""` when no shape was asked.
    """

    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    engine: str = ""

    @classmethod
    def of(
        cls, findings: Iterable[Finding], rules: Mapping[str, Rule], engine: str = ""
    ) -> Report:
        """The report of these findings; two parts of a rule on one value are one."""
        unique: dict[tuple[int | str, ...], Finding] = {}
        for finding in sorted(findings):
            unique.setdefault(finding.key[:-2], finding)
        return cls(tuple(unique.values()), rules, engine)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count."""
        return not any(f.severity == "violation" for f in self.findings)

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of findings of each severity, the gravest first."""
        severities = [f.severity for f in self.findings]
        return {severity: severities.count(severity) for severity in SEVERITIES}

    def by_rule(self) -> dict[str, list[Finding]]:
        """The findings of each rule that has any, the gravest rules first."""
        grouped: dict[str, list[Finding]] = {}
        for finding in self.findings:
            grouped.setdefault(finding.rule, []).append(finding)
        return grouped

    def nodes(self) -> list[str]:
        """The nodes that have a finding, each once, sorted: what needs a label."""
        return sorted({f.node for f in self.findings})


def _sortable(term: Identifier) -> str:
    """The term much as in N-Triples; rdflib's own `n3` warns of ill-typed numbers."""
    if not isinstance(term, Text):
        return f"<{term}>" if isinstance(term, URIRef) else f"_:{term}"
    if term.language:
        return f'"{term}"@{term.language}'
    return f'"{term}"^^<{term.datatype}>' if term.datatype else f'"{term}"'


def in_language(texts: Mapping[str, str], policy: LanguagePolicy) -> str:
    """The text in the language that the policy chooses, `""` when there is none."""
    form = policy.choose(Form(text, lang) for lang, text in texts.items())
    return form.text if form else ""


def spelled(node: Node) -> str:
    """The IRI of the node; a blank node as `_:name`."""
    return node.n3() if isinstance(node, BNode) else str(node)
