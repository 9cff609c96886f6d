"""Quads -> wordings, values, parties and references: the inverse of writing them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, cast

from mandategraph.model import Field, Party, Period, Place, Reference, Value, Wording
from mandategraph.rdf.measures import KINDS
from mandategraph.rdf.nquads import DCAT, DCT, MG, ORG, SKOS
from mandategraph.rdf.properties import (
    Properties,
    every,
    first,
    offset_pairs,
    one,
    span_of,
    texts,
)
from mandategraph.rdf.write import REFERENCES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.model import Span, ValueKind

Nodes = dict[str, Properties]

_FIELD: Final = re.compile(r"(?s)([^=]*?)(?: \[(\d+),(\d+)\])?=(.*)")
_REFERENCES: Final = {iri: relation for relation, iri in REFERENCES.items()}
_ROLES: Final = {iri: role for role, iri in ROLES.items()}
_KINDS: Final = {MG + name: kind for kind, name in KINDS.items()}
_PARTIES: Final = {
    f"{MG}Programme": "programme",
    f"{MG}AgentGroup": "group",
    f"{ORG}Organization": "organisation",
}


class Details:
    """Reads what hangs on a plan, a statement or a claim beside its main text."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.values: dict[str, list[str]] = {}  # of each indicator
        for node, properties in nodes.items():
            for indicator in every(properties, "valueOf"):
                self.values.setdefault(indicator, []).append(node)

    def wordings(self, own: Properties, name: str, spans: str) -> tuple[Wording, ...]:
        """The texts of the property, each with the span of its language, in order."""
        given = {lang: text for text, lang in texts(own, name)}
        found = []
        for iri in every(own, spans):
            languages = every(self.nodes[iri], f"{DCT}language")
            lang = next((x for x in languages if x in given), None)
            if lang is not None:
                found.append(Wording(lang, given[lang], span_of(iri), self._lines(iri)))
        return tuple(sorted(found, key=lambda w: w.span))

    def _lines(self, iri: str) -> tuple[Span, ...]:
        lines = first(self.nodes[iri], "lineOffsets")
        return offset_pairs(lines) if lines else (span_of(iri),)

    def fields(self, own: Properties) -> tuple[Field, ...]:
        """The fields of the source format, in the order of the text."""
        found = [_field(text) for text in every(own, "sourceField")]
        return tuple(sorted(found, key=_field_order))

    def period(self, own: Properties) -> Period | None:
        """The period that the node covers."""
        node = first(own, f"{DCT}temporal")
        if node is None:
            return None
        place = self.nodes[node]
        start, end = f"{DCAT}startDate", f"{DCAT}endDate"
        return Period(first(place, start), first(place, end))

    def unit(self, own: Properties) -> Wording | None:
        """The unit of an indicator with its place."""
        concept, span = first(own, "unit"), first(own, "unitSpan")
        if concept is None or span is None:
            return None
        text, lang = texts(self.nodes[concept], f"{SKOS}prefLabel")[0]
        return Wording(lang, text, span_of(span), self._lines(span))

    def values_of(self, indicator: str) -> tuple[Value, ...]:
        """The baselines, targets and measurements, in the order of the text."""
        own_unit = first(self.nodes[indicator], "unit")
        found = [
            self._value(self.nodes[node], own_unit)
            for node in self.values.get(indicator, ())
        ]
        order = list(KINDS)
        return tuple(
            sorted(found, key=lambda v: (v.span, order.index(v.kind), repr(v)))
        )

    def _value(self, own: Properties, indicator_unit: str | None) -> Value:
        kind = next(_KINDS[c] for c in every(own, "a") if c in _KINDS)
        unit = first(own, "unit")
        named = unit not in (None, f"{MG}unitNotStated", indicator_unit)
        dimensions = []
        for node in every(own, "dimension"):
            part = self.nodes[node]
            upper = self.nodes[one(part, f"{SKOS}broader")]
            label = f"{SKOS}prefLabel"
            dimensions.append((one(upper, label), one(part, label)))
        return Value(
            kind=cast("ValueKind", kind),
            span=span_of(one(own, "evidence")),
            printed=one(own, "printedValue"),
            number=first(own, "value"),
            unit=one(self.nodes[unit], f"{SKOS}prefLabel") if named and unit else None,
            period=self.period(own),
            dimensions=tuple(sorted(dimensions)),
            notes=self.wordings(own, f"{SKOS}note", "noteSpan"),
            fields=self.fields(own),
        )

    def references(self, claims: Iterable[Properties]) -> tuple[Reference, ...]:
        """The stated links to something outside the plan, in the order of the text."""
        found = [
            Reference(
                cast("Literal['aligned_with', 'references']", relation),
                one(claim, "claimObject"),
                span_of(one(claim, "evidence")),
                next((f.value for f in self.fields(claim) if f.name == "printed"), ""),
            )
            for claim in claims
            if (relation := _REFERENCES.get(one(claim, "claimPredicate")))
            and MG + "stated" in every(claim, "status")
        ]
        return tuple(sorted(found, key=lambda r: (r.span, r.iri)))

    def parties(
        self, claims: Iterable[Properties], ids: dict[str, str]
    ) -> tuple[Party, ...]:
        """The parties that the claims on a plan and on its statements speak of.

        The claims are in the order of the statements; `ids` are those by node.
        """
        spoken: dict[str, tuple[Properties, str]] = {}
        of: dict[str, list[str]] = {}
        local: dict[str, str] = {}
        for claim in claims:
            role = _ROLES.get(one(claim, "claimPredicate"))
            key = first(claim, f"{DCT}identifier")
            if role is None or key is None:
                continue
            spoken[key] = claim, role
            local[one(claim, "claimObject")] = key
            statement = ids.get(one(claim, "claimSubject"))
            of.setdefault(key, []).extend([] if statement is None else [statement])
        found = [
            self._party(claim, role, key, local, tuple(of[key]))
            for key, (claim, role) in spoken.items()
        ]
        return tuple(sorted(found, key=lambda p: (_start(p), p.id)))

    def _party(
        self,
        claim: Properties,
        role: str,
        key: str,
        local: dict[str, str],
        of: tuple[str, ...],
    ) -> Party:
        own = self.nodes[one(claim, "claimObject")]
        kinds = [_PARTIES[c] for c in every(own, "a") if c in _PARTIES]
        above = first(own, f"{ORG}subOrganizationOf") or first(own, f"{DCT}isPartOf")
        names = {**own, f"{MG}evidence": claim.get(f"{MG}evidence", [])}
        return Party(
            id=key,
            kind=cast("Literal['organisation']", kinds[0] if kinds else "person"),
            role=cast("Literal['plan_of']", role),
            names=self.wordings(names, f"{SKOS}prefLabel", "evidence"),
            identifier=first(own, "sourceIdentifier") or "",
            code=first(own, f"{SKOS}notation") or "",
            part_of=local.get(above or ""),
            of=of,
            description=self.wordings(claim, f"{DCT}description", "descriptionSpan"),
            fields=self.fields(claim),
        )


def layout_places(text: str) -> tuple[Place, ...]:
    """The places that `layout_text` wrote."""
    places = []
    for line in text.split("\n") if text else ():
        offsets, page, box, path = line.split("\t", 3)
        corners = tuple(float(x) for x in box.split(",")) if box else None
        places.append(
            Place(
                offset_pairs(offsets)[0],
                int(page) if page else None,
                cast("tuple[float, float, float, float] | None", corners),
                path,
            )
        )
    return tuple(places)


def _field(text: str) -> Field:
    match = _FIELD.fullmatch(text)
    if match is None:
        return Field("unknown", text)
    span = offset_pairs(f"{match[2]},{match[3]}")[0] if match[2] else None
    return Field(match[1], match[4], span)


def _field_order(field: Field) -> tuple[int, int, str, str]:
    span = field.span
    place = (span.start, span.end) if span else (-1, -1)
    return (*place, field.name, field.value)


def _start(party: Party) -> int:
    return min((n.span.start for n in party.names), default=-1)
