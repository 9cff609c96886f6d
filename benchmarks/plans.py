"""Made-up graphs of plans of any size, as N-Quads: the same bytes for the same seed.

`python -m benchmarks.plans 1000000 > file.nq`, or `plans.nquads(quads=100_000)`. Plan
`n` is the same whatever the size of the graph, so a question about `plan-p0` has the
same answer in a graph of 100 k and of 1 M quads. The layout is the one of a build: a
source, a text and a claim graph per plan, a translation graph per further language, a
graph per agent, an alignment graph with a framework, the ontology, and the manifest.

A district has eight plans, one after the other, each of which continues the one before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.made_plan import (
    GOALS,
    LABEL,
    MACHINE,
    MATCHER,
    PERSON,
    PLACES,
    PROV,
    READER,
    SKOS,
    THINGS,
    TYPE,
    VERBS,
    MadePlan,
    agent_graph,
    manifest,
)
from benchmarks.wording import LANGUAGES, Sentence
from mandategraph.namespaces import BASE
from mandategraph.rdf.nquads import Quads, literal
from mandategraph.rdf.vocabulary import write_ontology


def nquads(quads: int, seed: int = 1) -> bytes:
    """At least that many quads, at most a plan more; never less than one plan."""
    return "".join(lines(quads, seed)).encode()


def lines(quads: int, seed: int = 1) -> Iterator[str]:
    """The same, plan by plan: each string has whole lines."""
    shared = _shared()
    yield shared
    count, number = shared.count("\n"), 0
    while count < quads or not number:
        text = MadePlan(number, seed).text()
        yield text
        count += text.count("\n")
        number += 1


def _shared() -> str:
    """What all plans share: the ontology, agents, the framework."""
    quads = Quads()
    write_ontology(quads, base=BASE)
    out = [quads.nquads().decode()]
    for agent, name in (
        (READER, "made-up reader 1.0"),
        (MATCHER, "made-up matcher 1.0"),
        (MACHINE, "made-up translator 1.0"),
    ):
        out.append(agent_graph(agent, [f"{PROV}SoftwareAgent"], [("en", name)]))
    out.append(agent_graph(PERSON, [f"{PROV}Person"], [("en", "A reviewer")]))
    graph = f"<{BASE}graph/align-goals>"
    scheme = f"<{BASE}goals>"
    out.append(
        f"{manifest(graph, 'alignmentGraph')}"
        f"{scheme} {TYPE} <{SKOS}ConceptScheme> {graph} .\n"
        f'{scheme} {LABEL} "Goals"@en {graph} .\n'
    )
    for number in range(GOALS):
        goal = f"<{BASE}goal-{number + 1}>"
        said = Sentence(number % VERBS, number % THINGS, number % PLACES, 0)
        out.append(
            f"{goal} {TYPE} <{SKOS}Concept> {graph} .\n"
            f"{goal} <{SKOS}inScheme> {scheme} {graph} .\n"
            f'{goal} <{SKOS}notation> "{number + 1}" {graph} .\n'
        )
        for lang in LANGUAGES[:3]:
            label = literal(said.text(lang), lang=lang)
            out.append(f"{goal} {LABEL} {label} {graph} .\n")
    return "".join(out)


if __name__ == "__main__":
    for chunk in lines(int(sys.argv[1])):
        sys.stdout.write(chunk)
