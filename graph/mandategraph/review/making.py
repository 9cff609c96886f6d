"""Decisions that fit the graph: what is decided on is there, and may be decided so.

Nothing is kept yet; `decide` does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError, UnknownNameError, excerpt
from mandategraph.language import checked_tag
from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.graphs import AGENT_CLASSES
from mandategraph.rdf.iris import collapsed
from mandategraph.rdf.nquads import literal
from mandategraph.review.base import Base
from mandategraph.review.decision import Decision, agent_id, agent_named, is_agent_id
from mandategraph.review.gather import Gathered
from mandategraph.review.names import full, link_item, open_item, short, words_item

if TYPE_CHECKING:
    from mandategraph.review.decision import Action
    from mandategraph.review.gather import Candidate, OpenLink, Proposal
    from mandategraph.store import MandateGraph

# which property leads from an element of one class to one of another
LINKS: Final = {
    ("ExpectedResult", "Objective"): "mg:expectedResultOf",
    ("Objective", "Mandate"): "mg:serves",
    ("Indicator", "ExpectedResult"): "mg:indicatorOf",
    ("Indicator", "Objective"): "mg:indicatorOf",
}
_CONTROLS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LIST: Final = "list them: mandategraph review list KG"
_AGENTS: Final = f"""
SELECT DISTINCT ?agent
WHERE {{{{
  ?agent a ?class ; skos:prefLabel ?name .
  FILTER(?class IN ({", ".join(f"<{c}>" for cs in AGENT_CLASSES.values() for c in cs)}))
  FILTER(STR(?name) = {{name}})
}}}}
"""


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, why, and under which id if the decision may be sent again."""

    agent: str
    note: str = ""
    id: str = ""


def accepted(graph: MandateGraph, item: str, by: By, value: str = "") -> Decision:
    """The decision to accept; of an open link, for the candidate `value`.

    Raises QueryError when there is no such item or it cannot be accepted: a person's
    own translation is reviewed by another.
    """
    return _Making(graph, by).accepted(item, value)


def rejected(graph: MandateGraph, item: str, by: By) -> Decision:
    """The decision to reject, for a reason; QueryError as `accepted` has it."""
    return _Making(graph, by).rejected(item)


def skipped(graph: MandateGraph, item: str, by: By) -> Decision:
    """The decision to leave the item to others; it comes last in the queue then."""
    making = _Making(graph, by)
    return making.decision("skip", item, making.about(item))


def assigned(graph: MandateGraph, element: str, to: str, by: By) -> Decision:
    """The decision that a result is one of this objective, and the like.

    Both are IRIs or codes such as `ct-o1`; the note says on what source it rests.
    Raises QueryError for a pair of other classes, or where the source names other
    candidates, and UnknownNameError for what is not in the graph.
    """
    return _Making(graph, by).assigned(element, to)


def titled(graph: MandateGraph, element: str, lang: str, text: str, by: By) -> Decision:
    """The decision to supply a wording that was lost, in the language it has had.

    The note says where the words come from. Raises QueryError when the source gives the
    wording: the issuer's text is never edited.
    """
    return _Making(graph, by).supplied("title", element, lang, text)


def translated(
    graph: MandateGraph, element: str, lang: str, text: str, by: By
) -> Decision:
    """The decision to add a translation; QueryError when there is one already."""
    return _Making(graph, by).supplied("translate", element, lang, text)


def agent_of(graph: MandateGraph, given: str) -> str:
    """The id of the agent whom the graph knows by this name, else the name itself.

    Raises QueryError when it is no name.
    """
    name = agent_named(given)
    if is_agent_id(name):
        return name
    query = _AGENTS.format(name=literal(name))
    iris = sorted(iri for (iri,) in graph.select_text(query))
    known = [short(iri, graph.base) for iri in iris if iri.startswith(graph.base)]
    found = next((one for one in known if is_agent_id(one)), name)
    return name if found == agent_id(name) else found  # the file tells the name


class _Making:
    def __init__(self, graph: MandateGraph, by: By) -> None:
        self.graph, self.base, self.by = graph, graph.base, by
        self.gathered = Gathered(graph)
        self.agent = agent_of(graph, by.agent)

    def decision(
        self, action: Action, item: str, about: dict[str, str], **more: str
    ) -> Decision:
        """The decision, with who, why and under which id."""
        return Decision(
            action,
            item,
            self.agent,
            about,
            note=self.by.note.strip(),
            id=self.by.id,
            **more,
        )

    # --- on what is in the queue

    def about(self, item: str) -> dict[str, str]:
        """What the item is, as the file keeps it; QueryError when there is none."""
        g = self.gathered
        if item in g.links:
            return self._link(g.links[item][0])
        if item in g.forms:
            return self._form(g.forms[item][0])
        if item in g.lost:
            return self._element(g.lost[item][0])
        if item in g.open:
            one = g.open[item]
            words = self._known(one.subject).words.get((one.subject, "text"), "")
            about = {"subject": g.short(one.subject), "subject_words": words}
            return about | {"predicate": g.short(one.predicate)}
        raise QueryError(excerpt(item), "there is nothing to decide on", _LIST)

    def accepted(self, item: str, value: str) -> Decision:
        about, g = self.about(item), self.gathered
        if item in g.open:
            return self._chosen(g.open[item], value)
        if item in g.lost:
            advice = "supply it: mandategraph review set-title"
            raise QueryError(item, "its wording is lost", advice)
        if item in g.forms:
            mine = self.base + self.decision("accept", item, about).agent_id
            if any(mine in form.agents.split("\n") for form in g.forms[item]):
                reason = f"{self.agent} has written it"
                raise QueryError(item, reason, "a second person reviews it")
        elif item in g.links:
            one = g.links[item][0]
            self._ensure_candidate(one.subject, one.predicate, one.object)
        return self.decision("accept", item, about)

    def rejected(self, item: str) -> Decision:
        about, g = self.about(item), self.gathered
        if item in g.open or item in g.lost:
            reason = "nobody proposes anything that could be rejected"
            raise QueryError(item, reason, "skip it, or supply what is missing")
        self._ensure_note("a rejection needs its reason")
        return self.decision("reject", item, about)

    def _chosen(self, one: OpenLink, value: str) -> Decision:
        """An open link is accepted for one of its candidates."""
        names = [self.gathered.short(c) for c in one.candidates]
        wanted = short(value, self.base) if "://" in value else value
        if wanted not in names:
            raise UnknownNameError("candidate", value, tuple(sorted(names)))
        return self.assigned(one.subject, full(wanted, self.base))

    # --- edits

    def assigned(self, element: str, to: str) -> Decision:
        subject, object = self._iri(element), self._iri(to)
        known = self._known(subject, object)
        pair = known.kind(subject), known.kind(object)
        predicate = LINKS.get(pair, "")
        if not predicate:
            reason = f"{' and '.join(p or 'thing of no class' for p in pair)}"
            advice = "assign a result to an objective, an objective to a mandate"
            raise QueryError(excerpt(element), f"no link from {reason}", advice)
        self._ensure_note("an assignment needs its source")
        self._ensure_candidate(subject, full(predicate, self.base), object)
        return self.decision(
            "assign",
            link_item(short(subject, self.base), predicate, short(object, self.base)),
            {
                "subject": short(subject, self.base),
                "subject_words": known.words.get((subject, "text"), ""),
                "predicate": predicate,
                "object": short(object, self.base),
                "object_words": known.words.get((object, "text"), ""),
            },
        )

    def supplied(self, action: Action, element: str, lang: str, text: str) -> Decision:
        iri, lang = self._iri(element), checked_tag(lang)
        known = self._known(iri)
        issued = {w.lang for w in known.wordings.get(iri, []) if not w.form}
        if action == "title" and (issued or not self._is_lost(iri)):
            reason = "the source gives its wording, which is never edited"
            raise QueryError(excerpt(element), reason, "add a translation instead")
        if action == "translate" and lang in issued:
            reason = f"these are the issuer’s own words in {lang}"
            raise QueryError(excerpt(element), reason, "they are never edited")
        if action == "translate" and not issued and self._is_lost(iri):
            reason = "its wording is lost, there is nothing to translate"
            raise QueryError(excerpt(element), reason, "supply it by set-title")
        if any(w.live and w.lang == lang for w in known.wordings.get(iri, [])):
            reason = f"it has words in {lang}"
            raise QueryError(excerpt(element), reason, "reject these first")
        words = collapsed(text)
        if not words or _CONTROLS.search(words):
            reason = "holds control or direction characters" if words else "is empty"
            raise QueryError("the text", reason, "write the words alone")
        self._ensure_note("words that are supplied need their source")
        about = self._element(iri)
        item = words_item(short(iri, self.base), lang)
        return self.decision(action, item, about, value=words, lang=lang)

    def _is_lost(self, iri: str) -> bool:
        query = f"ASK {{ <{iri}> mg:textStatus mg:textNotExtracted }}"
        return self.graph.ask(query)

    # --- what is there

    def _known(self, *nodes: str) -> Base:
        return Base.of(self.gathered, nodes)

    def _iri(self, name: str) -> str:
        """The IRI of an element given by IRI or code; UnknownNameError without it."""
        iri = name if "://" in name else full(name, self.base)
        if not iri or not any(MG in c for c in self._known(iri).classes.get(iri, ())):
            raise UnknownNameError("element", excerpt(name), ("a code such as ct-o1",))
        return iri

    def _link(self, one: Proposal) -> dict[str, str]:
        words = self._known(one.subject, one.object).words
        return {
            "subject": self.gathered.short(one.subject),
            "subject_words": words.get((one.subject, "text"), ""),
            "predicate": self.gathered.short(one.predicate),
            "object": self.gathered.short(one.object),
            "object_words": words.get((one.object, "text"), ""),
        }

    def _form(self, one: Candidate) -> dict[str, str]:
        about = self._element(one.element, one.field)
        return about | {"field": one.field, "lang": one.lang, "text": one.text}

    def _element(self, iri: str, field: str = "text") -> dict[str, str]:
        words = self._known(iri).words.get((iri, field), "")
        return {"element": self.gathered.short(iri), "element_words": words}

    def _ensure_note(self, reason: str) -> None:
        if not self.by.note.strip():
            raise QueryError("the note", reason, "write it in a few words")

    def _ensure_candidate(self, subject: str, predicate: str, target: str) -> None:
        """Nothing; QueryError when the source names candidates, and not this one."""
        g = self.gathered
        question = g.open.get(open_item(g.short(subject), g.short(predicate)))
        if question and question.complete and target not in question.candidates:
            names = ", ".join(g.short(c) for c in question.candidates)
            reason = "the source names other candidates"
            raise QueryError(g.short(target), reason, f"choose from {names}")
