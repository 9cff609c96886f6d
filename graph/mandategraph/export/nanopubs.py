"""Claims as nanopublications: small citable graphs with their grounds, in TriG.

One for each accepted claim, and for each stated one on demand. The assertion is the
link; its provenance says who claims it, on what ground, with which words of the source,
and who reviewed it. The name of a nanopublication is a trusty URI: a hash of what it
says. They are not signed and have no date of their own: no clock is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyoxigraph as ox

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.rdf import written
from mandategraph.export.selection import order, selected
from mandategraph.export.trusty import artifact_code
from mandategraph.export.whole import TYPE, Whole, mg
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.query import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import Form
    from mandategraph.store import MandateGraph

NP: Final = "http://www.nanopub.org/nschema#"
_PAV: Final = "http://purl.org/pav/"
_NPX: Final = "http://purl.org/nanopub/x/"
STATUSES: Final = ("accepted", "stated")
_CODE: Final = "~~~"  # stands for the code until it is known; no IRI of ours has it
_CLAIM: Final = mg("Claim")
_PROV: Final = PREFIXES["prov"]
_DERIVED: Final = ox.NamedNode(f"{_PROV}wasDerivedFrom")
_PRIMARY: Final = ox.NamedNode(f"{_PROV}hadPrimarySource")
# what the claim says of itself becomes what the provenance says of the assertion
_GROUNDS: Final = (
    *map(mg, ("status", "basis", "confidence", "rationale", "evidence")),
    *(ox.NamedNode(_PROV + name) for name in ("wasAttributedTo", "generatedAtTime")),
)
# and of the nodes that it rests on, these properties
_DESCRIBED: Final = frozenset(
    {
        TYPE,
        *map(
            mg, ("textOf", "sha256", "fileName", "lineOffsets", "agreement", "reviews")
        ),
        *(
            ox.NamedNode(PREFIXES[prefix] + name)
            for prefix, name in (
                ("skos", "prefLabel"),
                ("oa", "hasSource"),
                ("oa", "hasSelector"),
                ("oa", "exact"),
                ("oa", "prefix"),
                ("oa", "suffix"),
                ("oa", "start"),
                ("oa", "end"),
                ("rdf", "value"),
                ("dct", "conformsTo"),
                ("dct", "rights"),
                ("prov", "wasAssociatedWith"),
            )
        ),
    }
)


class Link(NamedTuple):
    """What a claim claims."""

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.Literal


def nanopubs(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
    """The nanopublications of the claims of the chosen statuses, sorted by name.

    Claims of other statuses and open links, of which nothing can be asserted, are told.
    Raises QueryError when no claim has one of the statuses.
    """
    for status in options.claims:
        if status not in STATUSES:
            raise UnknownNameError(
                "status that a link can be asserted by", status, STATUSES
            )
    selection = selected(graph, options)
    selection.tell(options)
    whole = Whole(selection.quads, graph.base)
    claims = _claims(whole, options)
    if not claims:
        raise QueryError(
            graph.target,
            f"no claim in it is {' or '.join(options.claims)}",
            "choose other statuses by --claims accepted,stated",
        )
    ends = {t.value for link in claims.values() for t in (link.subject, link.object)}
    # in the words of the source, so that no option changes what is hashed
    names = labels(graph, sorted(ends), LanguagePolicy(()))
    writer = _Writer(whole, names)
    quads = [q for claim, link in claims.items() for q in writer.nanopub(claim, link)]
    prefixes = {"np": NP, "npx": _NPX, "pav": _PAV}
    return written(sorted(set(quads), key=order), ox.RdfFormat.TRIG, prefixes)


def _claims(whole: Whole, options: ExportOptions) -> dict[ox.NamedNode, Link]:
    """The link of each claim of the chosen statuses; the others are counted."""
    found: dict[ox.NamedNode, Link] = {}
    others: dict[str, int] = {}
    for node in list(whole.by_subject):
        kinds = whole.objects(node, TYPE)
        if mg("OpenLink") in kinds:
            others["open links"] = others.get("open links", 0) + 1
        if _CLAIM not in kinds or not isinstance(node, ox.NamedNode):
            continue
        codes = {getattr(c, "value", "") for c in whole.objects(node, mg("status"))}
        status = "/".join(sorted(code.removeprefix(MG_NS) for code in codes))
        link = _link(whole, node)
        if link is None or status not in options.claims:
            what = f"{status or 'unrated'} claims"
            others[what] = others.get(what, 0) + 1
        else:
            found[node] = link
    chosen = " and ".join(options.claims)
    for what, count in sorted(others.items()):
        options.lost(what, count, f"only {chosen} claims become nanopublications")
    return dict(sorted(found.items(), key=lambda item: item[0].value))


def _link(whole: Whole, claim: ox.NamedNode) -> Link | None:
    """The link of the claim, None when it is not plainly one."""
    ends = [
        whole.objects(claim, mg(name))
        for name in ("claimSubject", "claimPredicate", "claimObject")
    ]
    if any(len(values) != 1 for values in ends):
        return None
    subject, predicate, value = (values.pop() for values in ends)
    if not isinstance(subject, ox.NamedNode) or not isinstance(predicate, ox.NamedNode):
        return None
    if not isinstance(value, ox.NamedNode | ox.Literal):
        return None
    return Link(subject, predicate, value)


class _Writer:
    def __init__(self, whole: Whole, names: Mapping[str, Form]) -> None:
        self.whole, self.names = whole, names
        self.reviews: dict[object, list[object]] = {}
        for node in whole.by_subject:
            for claim in whole.objects(node, mg("reviews")):
                self.reviews.setdefault(claim, []).append(node)

    def nanopub(self, claim: ox.NamedNode, link: Link) -> Iterator[ox.Quad]:
        """The four graphs, under the name that their content gives."""
        this = f"{self.whole.base}np/{_CODE}"
        made = [
            *self._head(this),
            ox.Quad(*link, ox.NamedNode(f"{this}#assertion")),
            *self._provenance(this, claim),
            *self._pubinfo(this, claim, link),
        ]
        code = artifact_code(made, _CODE)
        for quad in made:
            yield ox.Quad(
                _named(quad.subject, code),
                quad.predicate,
                _named(quad.object, code),
                _named(quad.graph_name, code),
            )

    def _head(self, this: str) -> Iterator[ox.Quad]:
        node, graph = ox.NamedNode(this), ox.NamedNode(f"{this}#Head")
        yield ox.Quad(node, TYPE, ox.NamedNode(f"{NP}Nanopublication"), graph)
        for name, part in (
            ("hasAssertion", "assertion"),
            ("hasProvenance", "provenance"),
            ("hasPublicationInfo", "pubinfo"),
        ):
            target = ox.NamedNode(f"{this}#{part}")
            yield ox.Quad(node, ox.NamedNode(NP + name), target, graph)

    def _provenance(self, this: str, claim: ox.NamedNode) -> Iterator[ox.Quad]:
        """Who claims it and on what ground; the nodes that this speaks of, in brief."""
        assertion = ox.NamedNode(f"{this}#assertion")
        graph = ox.NamedNode(f"{this}#provenance")
        yield ox.Quad(assertion, _DERIVED, claim, graph)
        pending: list[object] = list(self.reviews.get(claim, ()))
        for quad in self.whole.by_subject[claim]:
            if quad.predicate in _GROUNDS:
                yield ox.Quad(assertion, quad.predicate, quad.object, graph)
                pending.append(quad.object)
        seen: set[object] = {claim}
        while pending:
            node = pending.pop()
            if node in seen or not self.whole.is_ours(node):
                continue
            seen.add(node)
            for quad in self.whole.by_subject.get(node, ()):
                if quad.predicate == mg("textOf"):
                    yield ox.Quad(assertion, _PRIMARY, quad.object, graph)
                if quad.predicate in _DESCRIBED:
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
                    pending.append(quad.object)

    def _pubinfo(self, this: str, claim: ox.NamedNode, link: Link) -> Iterator[ox.Quad]:
        node, graph = ox.NamedNode(this), ox.NamedNode(f"{this}#pubinfo")
        ends = [
            self.names[t.value].text if t.value in self.names else t.value
            for t in (link.subject, link.object)
        ]
        relation = link.predicate.value.rpartition("#")[2].rpartition("/")[2]
        label = ox.Literal(f"{ends[0]} | {relation} | {ends[1]}")
        program = ox.Literal("Mandate Graph")
        values: tuple[tuple[str, ox.NamedNode | ox.Literal], ...] = (
            (f"{PREFIXES['rdfs']}label", label),
            (f"{_PROV}wasDerivedFrom", claim),
            (f"{_PAV}createdWith", program),
            (f"{_NPX}hasNanopubType", link.predicate),
        )
        for predicate, value in values:
            yield ox.Quad(node, ox.NamedNode(predicate), value, graph)


def _named(term: Any, code: str) -> Any:
    """The term with the code in its place."""
    if isinstance(term, ox.NamedNode) and _CODE in term.value:
        return ox.NamedNode(term.value.replace(_CODE, code))
    return term
