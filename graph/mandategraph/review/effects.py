"""What the decisions make of a graph: claims, reviews and texts, each from a line.

The plain link comes only with an accepted claim. A decision on something that is no
longer there, or whose words are others now, is kept and told, and changes nothing.
A rejection needs no words: what was rejected stays rejected.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.claims import Link, write_claim
from mandategraph.rdf.graphs import AGENT_CLASSES, describe_graph, graph_iri
from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import (
    DCT,
    PROV,
    SKOS,
    SKOSXL,
    XSD,
    Quads,
    decimal,
    iri,
    literal,
)
from mandategraph.review.base import Base, Wording
from mandategraph.review.decision import is_agent_id
from mandategraph.review.gather import Gathered
from mandategraph.review.names import OURS, form_item, full, open_item

if TYPE_CHECKING:
    from mandategraph.review.decision import Decision
    from mandategraph.review.gather import Candidate
    from mandategraph.review.standing import Standing
    from mandategraph.store import MandateGraph

_GONE: Final = "is no longer in the graph"
_OTHER_WORDS: Final = "has other words now"
_STATES: Final = {"accept": "stateReviewed", "reject": "stateRejected"}
_ORGANISATION: Final = "org-"


class Outcome(NamedTuple):
    """A decision that holds, and why it changes nothing; `why` is empty if it does."""

    decision: Decision
    why: str


class Turned(NamedTuple):
    """A code of the graph of which a decision makes another; all are IRIs."""

    node: str
    predicate: str
    old: str
    new: str


@dataclass(slots=True)
class Effects:
    """What comes into the graph, what is turned in it, and what could not be done."""

    quads: Quads = field(default_factory=Quads)
    turned: list[Turned] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def waiting(self) -> list[Outcome]:
        """The decisions that change nothing now."""
        return [one for one in self.outcomes if one.why]


def effects(graph: MandateGraph, standing: Standing) -> Effects:
    """What these decisions make of the graph as the sources alone give it.

    Decisions that it holds already are looked past.
    """
    return _Effects(graph, standing).found


class _Effects:
    def __init__(self, graph: MandateGraph, standing: Standing) -> None:
        self.graph, self.base, self.standing = graph, graph.base, standing
        self.found, self.quads = Effects(), Quads()
        self.found.quads = self.quads
        self.gathered = Gathered(graph, edited=False)
        decisions = standing.effective()
        nodes = {self.full(d, k) for d in decisions for k in d.about}
        agents = {self.base + d.agent_id for d in decisions}
        self.known = Base.of(self.gathered, (nodes | agents) - {""})
        self.supplied: dict[str, tuple[str, str]] = {}  # item: its form, its graph
        why: dict[str, str] = {}
        edits = [d for d in decisions if d.action in ("title", "translate")]
        own = {self._item(d) for d in edits} - self.gathered.forms.keys()
        later = [d for d in decisions if d.item in own]
        first = [d for d in decisions if d not in edits and d not in later]
        for d in (*first, *edits, *later):
            why[d.id] = self._done(d)
            if not why[d.id]:
                self._agent(d)
        self.found.outcomes = [Outcome(d, why[d.id]) for d in decisions]

    def _done(self, d: Decision) -> str:
        """`""` when the decision was turned into quads, else why it was not."""
        if d.action in ("title", "translate"):
            return self._supply(d)
        if "element" in d.about:
            return self._judge(d)
        return self._link(d)

    def full(self, d: Decision, key: str) -> str:
        """The IRI of a name that the decision is about, `""` without it."""
        named = key in ("subject", "predicate", "object", "element")
        return full(d.about.get(key, ""), self.base) if named else ""

    def _changed(self, d: Decision, key: str, field: str = "text") -> str:
        """Why what the decision is about is not what it was, `""` when it is."""
        node, name = self.full(d, key), d.about.get(key, "")
        if node not in self.known.classes:
            return f"{name} {_GONE}"
        words = self.known.words.get((node, field), "")
        same = words == d.about.get(f"{key}_words", "")
        return "" if same else f"{name} {_OTHER_WORDS}"

    # --- links

    def _link(self, d: Decision) -> str:
        link = Link(*(self.full(d, k) for k in ("subject", "predicate", "object")))
        claims = self.gathered.links.get(d.item, [])
        if d.action == "reject":
            for claim in claims:
                self._review(d, claim.iri, self._claims(claim.subject), "status")
            return "" if claims else "nobody proposes it now"
        why = self._changed(d, "subject") or self._changed(d, "object")
        if why or not link.predicate:
            return why or "its property cannot be read"
        open_id = open_item(d.about["subject"], d.about["predicate"])
        question = self.gathered.open.get(open_id)
        if question and question.complete and link.object not in question.candidates:
            return "the source names other candidates now"
        graph = self._claims(link.subject)
        for claim in claims:
            self._review(d, claim.iri, self._claims(claim.subject), "status")
            self._shortcut(graph, Link(claim.subject, claim.predicate, claim.object))
        if not claims:  # nobody proposes it (any more): it is the expert's own claim
            own = Quads()
            node = write_claim(
                own,
                graph,
                link,
                base=self.base,
                status="accepted",
                basis="basisExpert",
                agent=self.base + d.agent_id,
                date=d.time[:10],
            )
            plain = f"{iri(link.subject)} {iri(link.predicate)} {iri(link.object)} ."
            self.quads.update(graph, own.graphs[graph] - {plain})
            if d.note:
                self.quads.add(graph, node, f"{MG}rationale", literal(d.note))
            self._shortcut(graph, link)
        return ""

    def _shortcut(self, graph: str, link: Link) -> None:
        """Add the plain link where the sources do not state it themselves."""
        triple = f"{iri(link.subject)} {iri(link.predicate)} {iri(link.object)}"
        ours = f'STRSTARTS(STR(?g), "{self.base}graph/{OURS}")'
        if not self.graph.ask(f"ASK {{ GRAPH ?g {{ {triple} }} FILTER(!{ours}) }}"):
            self.quads.add(graph, link.subject, link.predicate, iri(link.object))

    # --- words

    def _judge(self, d: Decision) -> str:
        """Accept or reject a translation."""
        state = _STATES[d.action]
        if own := self.supplied.get(d.item):
            node, graph = own
            self._review(d, node, self._claims(self.full(d, "element")), "")
            self.quads.add(graph, node, f"{MG}reviewState", iri(MG + state))
            return ""
        forms = self.gathered.forms.get(d.item, [])
        if not forms:
            return "the translation is no longer in the graph"
        field = d.about.get("field", "text")
        if d.action == "accept" and (why := self._changed(d, "element", field)):
            return why
        for form in forms:
            graph = self._claims(form.element)
            self._review(d, form.iri, graph, "reviewState", form)
            for wording in self.known.wordings.get(form.element, []):
                if wording.form == form.iri:
                    wording.state = MG + state
        return ""

    def _supply(self, d: Decision) -> str:
        """Add a text that somebody has written."""
        if why := self._changed(d, "element"):
            return why
        element, lang = self.full(d, "element"), d.lang
        for wording in self.known.wordings.get(element, []):
            if d.action == "title" and not wording.form:
                return "the source gives its wording now"
            if wording.live and wording.lang == lang:
                return f"it has words in {lang} now"
        key = self._key(element)
        graph = graph_iri(self.base, f"{OURS}tr-{key}-{lang}")
        source = self.known.documents.get(self.known.plan_of(element), "")
        describe_graph(self.quads, graph, "translationGraph", source=source, lang=lang)
        node = f"{element}-{lang}-{digest(d.value)}"
        add = self.quads.add
        add(graph, element, f"{MG}textForm", iri(node))
        self.quads.a(graph, node, f"{MG}TextForm")
        add(graph, node, f"{SKOSXL}literalForm", literal(d.value, lang=lang))
        add(graph, node, f"{MG}textAuthority", iri(f"{MG}thirdParty"))
        method = "original" if d.action == "title" else "humanTranslation"
        add(graph, node, f"{MG}method", iri(MG + method))
        add(graph, node, f"{PROV}wasAttributedTo", iri(self.base + d.agent_id))
        add(graph, node, f"{PROV}generatedAtTime", _moment(d.time))
        add(graph, node, f"{SKOS}editorialNote", literal(d.note))
        if d.action == "translate" and element in self.known.evidence:
            add(graph, node, f"{MG}translatedFrom", iri(self.known.evidence[element]))
        item = self._item(d)
        self.known.wordings[element].append(Wording(lang, node))
        self.supplied[item] = node, graph
        if not self._judged(item):
            add(graph, node, f"{MG}reviewState", iri(f"{MG}stateCandidate"))
        return ""

    def _judged(self, item: str) -> bool:
        one = self.standing.on(item)
        return one is not None and one.action in _STATES

    def _item(self, d: Decision) -> str:
        """The id of the translation that an edit makes."""
        return form_item(d.about.get("element", ""), "text", d.lang, d.value)

    # --- who, when and why

    def _review(
        self,
        d: Decision,
        node: str,
        graph: str,
        turned: str,
        form: Candidate | None = None,
    ) -> None:
        """Add the review of a claim or form, and turn its code where it has one."""
        review = f"{self.base}review-{digest(node, d.id, length=12)}"
        agree = 1.0 if d.action != "reject" else -1.0
        add = self.quads.add
        self.quads.a(graph, review, f"{MG}Review")
        add(graph, review, f"{MG}reviews", iri(node))
        add(graph, review, f"{MG}agreement", decimal(agree))
        add(graph, review, f"{PROV}wasAssociatedWith", iri(self.base + d.agent_id))
        add(graph, review, f"{PROV}endedAtTime", _moment(d.time))
        if d.note:
            add(graph, review, f"{MG}rationale", literal(d.note))
        old = "proposed"
        new = "accepted" if agree > 0 else "rejected"
        if turned != "status":
            old = form.state if form else "stateCandidate"
            new = _STATES[d.action]
        # the code that stood there: with it the graph can be had as it was
        add(graph, review, f"{DCT}replaces", iri(MG + old))
        if turned:
            self.found.turned.append(Turned(node, MG + turned, MG + old, MG + new))

    def _agent(self, d: Decision) -> None:
        """Say who the agent is, unless the graph does already."""
        node = self.base + d.agent_id
        if node in self.known.classes:
            return
        graph = graph_iri(self.base, f"{OURS}agents")
        describe_graph(self.quads, graph, "agentGraph")
        group = d.agent_id.startswith(_ORGANISATION) and is_agent_id(d.agent)
        classes = AGENT_CLASSES["organisation" if group else "person"]
        self.quads.a(graph, node, *classes)
        self.quads.add(graph, node, f"{SKOS}prefLabel", literal(d.agent))

    def _key(self, node: str) -> str:
        """The key of the node's plan, `all` when it has none."""
        plan = self.known.plan_of(node)
        return plan.rpartition("/")[2].removeprefix("plan-") or "all"

    def _claims(self, node: str) -> str:
        """The graph for claims on the node and for reviews of them."""
        graph = graph_iri(self.base, f"{OURS}{self._key(node)}")
        source = self.known.documents.get(self.known.plan_of(node), "")
        describe_graph(self.quads, graph, "claimGraph", source=source)
        return graph


def _moment(time: str) -> str:
    return literal(time, datatype=f"{XSD}dateTime")
