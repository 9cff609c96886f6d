"""The plans of a graph as plain values: elements, links, values, labels."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.draw.placing import PLACING, TOP
from mandategraph.draw.sources import Sources
from mandategraph.draw.values import Values, shown_period
from mandategraph.errors import QueryError
from mandategraph.export.options import part
from mandategraph.language import DECLARED, Form, LanguagePolicy
from mandategraph.namespaces import MG_NS, PREFIXES, local
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mandategraph.draw.values import Value
    from mandategraph.export.options import ExportOptions
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_PREDICATES: Final = "SELECT DISTINCT ?p WHERE { ?claim mg:claimPredicate ?p }"


class Plans:
    """The nodes of the page in the order of reading, and what is said of them.

    `place` is the place of each node in `order`, by IRI: plans first in the order of
    their files, each with its elements, then organisations and all else that is linked.
    `values` has the values of each indicator; `concepts` the place of each unit,
    dimension and part that they name.
    """

    def __init__(
        self, graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
    ) -> None:
        if options.focus is not None:
            raise QueryError(
                "html",
                "the page always holds whole plans",
                "leave out the focus; --plan keeps one plan",
            )
        self.graph, self.policy = graph, policy
        self.network: Network = part(graph, policy, options)
        self.sources = Sources(graph)
        nodes = self.network.nodes
        of_plan: dict[str, list[str]] = defaultdict(list)
        for node, data in nodes(data=True):
            of_plan[data["plan"]].append(node)
        self.plans = sorted(
            (n for n in nodes if nodes[n]["kind"] == "plan"), key=self.sources.place
        )
        if not self.plans:
            raise QueryError(
                graph.target, "no plan to show", "build a graph of a plan first"
            )
        self.order: list[str] = []
        for plan in self.plans:
            self.order += [plan, *of_plan[plan]]
        known = set(self.order)
        self.order += sorted(n for n in nodes if n not in known)
        self.place = {node: at for at, node in enumerate(self.order)}
        self.parents = parents(self.network)
        self.read = Values(graph, policy)
        known_values = self.read.of.items()
        self.values = {node: vs for node, vs in known_values if node in self.place}
        self.concepts = self._concepts()
        self.forms = all_forms(graph, self.order)
        self.langs = self._languages()
        self.relations = self._relations()

    def _concepts(self) -> dict[str, int]:
        """Units, dimensions and parts of the values, by IRI: the place of each."""
        used = {
            iri
            for values in self.values.values()
            for value in values
            for iri in (*value.units, *(one for pair in value.parts for one in pair))
        }
        return {iri: at for at, iri in enumerate(sorted(used - {""}))}

    def _languages(self) -> list[str]:
        """The declared languages, then each other that a wording of the graph is in."""
        found = {
            form.lang
            for forms in self.forms.values()
            for form in forms
            if form.lang and form.lang not in ("mul", "und", "zxx")
        }
        return [*DECLARED, *sorted(found - set(DECLARED))]

    def policies(self) -> list[LanguagePolicy]:
        """A policy for each language: it first, then what was asked for."""
        asked, declared = self.policy.asked, self.policy.declared
        return [
            LanguagePolicy((lang, *(a for a in asked if a != lang)), declared)
            for lang in self.langs
        ]

    def nodes(self) -> list[dict[str, Any]]:
        """The nodes as the page has them.

        `i` IRI, `k` kind, `c` code, `s` what became of the wording, `u` the place of
        the node above, `f` the forms, `p` the form chosen in each language, `v` values.
        """
        policies = self.policies()
        found = []
        for iri in self.order:
            data = self.network.nodes[iri]
            forms = self.forms[iri]
            node: dict[str, Any] = {
                "i": iri,
                "k": data["kind"],
                "f": [[f.text, f.lang, f.status, f.of] for f in forms],
                "p": [_index(policy, forms) for policy in policies],
            }
            if data["code"]:
                node["c"] = data["code"]
            if data["status"] not in ("", "stated"):
                node["s"] = data["status"]
            if data["plan"]:
                node["u"] = self.place[self.parents.get(iri, data["plan"])]
                if iri not in self.parents and data["kind"] not in (*TOP, "objective"):
                    node["loose"] = 1
            if iri in self.values:
                node["v"] = [self._value(value) for value in self.values[iri]]
            found.append(node)
        return found

    def _value(self, value: Value) -> list[object]:
        """Kind and printed value; then, if there is any, what else is said of it.

        `u` its units and `d` the pairs of dimension (-1: unknown) and part, by their
        places in the concepts; `t` periods, `w` places, `n` notes with their languages.
        """
        place = {"": -1, **self.concepts}
        more = {
            "u": [place[unit] for unit in value.units],
            "t": [shown_period(*period) for period in value.periods],
            "d": [[place[whole], place[part]] for whole, part in value.parts],
            "w": list(value.places),
            "n": [[form.text, form.lang] for form in value.notes],
        }
        about = {key: said for key, said in more.items() if said}
        return [value.kind, value.printed, *([about] if about else [])]

    def worded(self) -> list[dict[str, Any]]:
        """The concepts as the page has them: `f` and `p` as those of a node."""
        policies, found = self.policies(), []
        for iri in self.concepts:
            forms = self.read.forms[iri]
            found.append(
                {
                    "f": [[f.text, f.lang, f.status, f.of] for f in forms],
                    "p": [_index(policy, forms) for policy in policies],
                }
            )
        return found

    def edges(self) -> list[list[object]]:
        """Each link: places of its ends, relation, status, confidence."""
        return sorted(
            [
                self.place[a],
                self.place[b],
                data["relation"],
                data["status"],
                data.get("confidence", ""),
            ]
            for a, b, data in self.network.edges(data=True)
        )

    def _relations(self) -> dict[str, dict[str, str]]:
        """The label of each relation in the declared languages."""
        used = {data["relation"] for _, _, data in self.network.edges(data=True)}
        iris = {name: MG_NS + name for name in used}
        for (iri,) in self.graph.select_text(_PREDICATES):
            if local(iri) in used:
                iris[local(iri)] = iri
        forms = all_forms(self.graph, sorted(iris.values()))
        if any(len(forms[iri]) < 2 for iri in iris.values()):
            forms = _with_ontology(forms)
        return {
            name: {
                lang: _text(LanguagePolicy([lang]), forms[iris[name]])
                for lang in DECLARED
            }
            for name in sorted(used)
        }


def parents(network: Network) -> dict[str, str]:
    """The element above each: the first stated or accepted link that says so.

    An objective that serves a mandate stays a top of its own, as on the plan map; no
    element comes to lie below itself.
    """
    nodes = network.nodes
    above: dict[str, str] = {}
    for node, data in nodes(data=True):
        if not data["plan"]:
            continue
        links = sorted(
            (
                edge["status"] == "accepted",
                nodes[target]["kind"] in TOP,
                nodes[target]["code"],
                target,
            )
            for _, target, edge in network.out_edges(node, data=True)
            if edge["relation"] in PLACING and edge["status"] in ("stated", "accepted")
        )
        for *_, target in links:
            other = nodes[target]
            if other["plan"] != data["plan"]:
                continue
            if data["kind"] == "objective" and other["kind"] in TOP:
                continue
            if node not in _line(above, target):
                above[node] = target
                break
    return above


def _line(above: Mapping[str, str], node: str) -> Iterable[str]:
    """The node and all above it."""
    while node:
        yield node
        node = above.get(node, "")


def _index(policy: LanguagePolicy, forms: list[Form]) -> int:
    chosen = policy.choose(forms)
    return forms.index(chosen) if chosen else 0


def _text(policy: LanguagePolicy, forms: list[Form]) -> str:
    chosen = policy.choose(forms)
    return chosen.text if chosen else ""


def _with_ontology(forms: dict[str, list[Form]]) -> dict[str, list[Form]]:
    """The forms, those of terms that the graph has no label for from the ontology."""
    import pyoxigraph as ox

    from mandategraph.resources import data

    source = data("ontology").joinpath("mandategraph.ttl").read_bytes()
    found: dict[str, list[Form]] = defaultdict(list)
    for quad in ox.parse(source, format=ox.RdfFormat.TURTLE):
        if quad.predicate.value in (
            f"{PREFIXES['skos']}prefLabel",
            f"{PREFIXES['rdfs']}label",
        ):
            text = quad.object
            if isinstance(text, ox.Literal):
                form = Form(text.value, text.language or "")
                found[str(getattr(quad.subject, "value", ""))].append(form)
    return {
        iri: [*own, *found.get(iri, ())] if len(own) < 2 else own
        for iri, own in forms.items()
    }
