"""The Sustainable Development Goals as the UN publishes them in Turtle."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.errors import OtherContentError, SourceError
from mandategraph.folding import natural
from mandategraph.model import Concept, Warning
from mandategraph.read.decode import decode
from mandategraph.read.extracted import collapse, not_carried
from mandategraph.read.rdf_text import refuse_nested, why
from mandategraph.read.sdg.codes import SCHEME, SDG, is_notation

if TYPE_CHECKING:
    from mandategraph.read.source import Input

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SDGO: Final = "http://metadata.un.org/sdg/ontology#"
_KINDS: Final = {
    f"{_SDGO}Goal": "goal",
    f"{_SDGO}Target": "target",
    f"{_SDGO}Indicator": "indicator",
    f"{_SDGO}Series": "series",
    f"{_SKOS}ConceptScheme": "scheme",
}
# what the hierarchy says already, in the other direction or in other words
_IMPLIED: Final = {
    f"{_SKOS}narrower",
    f"{_SKOS}hasTopConcept",
    f"{_SKOS}topConceptOf",
    f"{_SKOS}inScheme",
    f"{_SDGO}hasTarget",
    f"{_SDGO}hasIndicator",
    f"{_SDGO}hasSeries",
    _TYPE,
}
_BROADER: Final = {
    f"{_SKOS}broader",
    f"{_SDGO}isTargetOf",
    f"{_SDGO}isIndicatorOf",
    f"{_SDGO}isSeriesOf",
}
_TERM = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class _Resource:
    """What the file says of one IRI."""

    def __init__(self) -> None:
        self.types: list[str] = []
        self.notations: list[str] = []
        self.broader: list[str] = []
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.others: Counter[str] = Counter()


def concepts_of(source: Input) -> tuple[tuple[Concept, ...], tuple[Warning, ...]]:
    """The concepts of the file in the order of their codes, and what is left out.

    Raises SourceError for what is no Turtle, for a file without concepts of the SDG and
    for a notation that is no code.
    """
    resources = _resources(source)
    warnings: list[Warning] = []
    left_out: Counter[str] = Counter()
    kinds = {iri: _kind(iri, r) for iri, r in resources.items()}
    found = []
    for iri, resource in resources.items():
        kind = kinds[iri]
        if not kind or not resource.labels:
            left_out[f"{_local(resource.types[0])}" if resource.types else "other"] += 1
            continue
        left_out.update(resource.others)
        found.append(_concept(iri, kind, resource, kinds, source.file, warnings))
    if not any(concept.kind != "scheme" for concept in found):
        most = ", ".join(f"{n} x {c}" for n, c in left_out.most_common(3))
        raise OtherContentError(
            source.file,
            f"it holds no goal, target, indicator or series of the SDG, but {most}",
            "name the file with the goals, targets and indicators",
        )
    found.sort(key=_order)
    warnings.sort(key=lambda w: w.message)
    lines = not_carried(left_out)
    warnings += [Warning("not_carried", f"{n}: no part of a framework") for n in lines]
    return tuple(found), tuple(warnings)


def _resources(source: Input) -> dict[str, _Resource]:
    text = decode(source.data, source.file).text
    refuse_nested(text, source.file)
    found: dict[str, _Resource] = {}
    try:
        for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
            name = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "_"
            subject = _official(name)
            resource = found.get(subject)
            if resource is None:
                resource = found[subject] = _Resource()
            _note(resource, quad.predicate.value, quad.object)
    except SyntaxError as error:
        raise SourceError(source.file, why(error), "correct the Turtle") from None
    return found


def _note(resource: _Resource, predicate: str, value: _TERM) -> None:
    if predicate == _TYPE and isinstance(value, ox.NamedNode):
        resource.types.append(value.value)
    elif predicate in _BROADER and isinstance(value, ox.NamedNode):
        resource.broader.append(_official(value.value))
    elif predicate == f"{_SKOS}prefLabel" and isinstance(value, ox.Literal):
        label = collapse(value.value)
        if label and value.language:
            resource.labels[value.language.lower()].add(label)
        else:
            resource.others["prefLabel without words or language"] += 1
    elif predicate == f"{_SKOS}notation" and isinstance(value, ox.Literal):
        resource.notations.append(value.value.strip())
    elif predicate not in _IMPLIED:
        resource.others[_local(predicate)] += 1


def _kind(iri: str, resource: _Resource) -> str:
    if iri != SCHEME and not iri.startswith(SDG):
        return ""
    return next((_KINDS[t] for t in resource.types if t in _KINDS), "")


def _concept(
    iri: str,
    kind: str,
    resource: _Resource,
    kinds: dict[str, str],
    file: str,
    warnings: list[Warning],
) -> Concept:
    local = iri.removeprefix(SDG)
    for notation in resource.notations:
        if not is_notation(notation, kind):
            raise SourceError(
                file,
                f"{local} has the notation {notation!r}, which is no code of a {kind}",
                "correct it as 1, 1.1 or 1.1.1",
            )
    labels = []
    for lang, texts in sorted(resource.labels.items()):
        # the longest: where the published file has two, one is often a fragment
        best, *rest = sorted(texts, key=lambda text: (-len(text), text))
        labels.append((lang, best))
        for text in rest:
            message = f"{local} has another label in {lang}, left out: {text}"
            warnings.append(Warning("second_label", message))
    broader = []
    for above in dict.fromkeys(resource.broader):
        if kinds.get(above):
            broader.append(above)
        else:
            message = f"{local} is below {above}, which the file does not describe"
            warnings.append(Warning("unknown_broader", message))
    notations = tuple(sorted(set(resource.notations), key=_notation_order))
    return Concept(iri, kind, notations, tuple(labels), tuple(sorted(broader)))


def _official(iri: str) -> str:
    """The IRI with the scheme that the UN's own data has."""
    return f"http{iri[5:]}" if iri.startswith(f"https{SCHEME[4:]}") else iri


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1] or iri


def _notation_order(text: str) -> tuple[bool, bool, list[tuple[int, str, str]]]:
    """Compact codes first, then padded ones, then the permanent code."""
    return text.startswith("C"), text.startswith("0") or ".0" in text, natural(text)


def _order(concept: Concept) -> tuple[int, list[tuple[int, str, str]]]:
    ranks = {"scheme": 0, "goal": 1, "target": 2, "indicator": 3}
    return ranks.get(concept.kind, 4), natural(concept.iri.removeprefix(SDG))
