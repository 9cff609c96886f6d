"""What there is to translate: wordings and printed headings, with what they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mandategraph.build.translations import REJECTED
from mandategraph.coverage.count import kind_of, narrowed
from mandategraph.language import checked_tag
from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.iris import collapsed

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

Field = Literal["text", "label"]
FIELDS: Final[tuple[Field, ...]] = ("label", "text")

_ELEMENTS: Final = "SELECT ?element ?plan ?class WHERE {{ {element} }}"
_WORDS: Final = """
SELECT ?element ?field (STR(?words) AS ?text) (LANG(?words) AS ?lang)
WHERE {{
  {{ {element} ?element mg:statementText ?words . BIND("text" AS ?field) }}
  UNION
  {{ {element} ?element mg:sourceLabel ?words . BIND("label" AS ?field) }}
}}
"""
_SPANS: Final = """
SELECT ?element ?field ?span
WHERE {{
  {{ {element} ?element mg:evidence ?span . BIND("text" AS ?field) }}
  UNION
  {{ {element} ?element mg:headingSpan ?span . BIND("label" AS ?field) }}
}}
"""
_FORMS: Final = """
SELECT ?element ?field ?form (STR(?words) AS ?text) ?authority ?state ?method ?agent
       ?note ?date
WHERE {{
  {{
    {element} ?element mg:textForm ?form . ?form xl:literalForm ?words .
    BIND("text" AS ?field)
  }} UNION {{
    {element} ?element mg:labelForm ?form . ?form xl:literalForm ?words .
    BIND("label" AS ?field)
  }}
  FILTER(LCASE(LANG(?words)) = "{lang}")
  OPTIONAL {{ ?form mg:textAuthority ?authority }}
  OPTIONAL {{ ?form mg:reviewState ?state }}
  OPTIONAL {{ ?form mg:method ?method }}
  OPTIONAL {{ ?form prov:wasAttributedTo ?agent }}
  OPTIONAL {{ ?form skos:editorialNote ?note }}
  OPTIONAL {{ ?form prov:generatedAtTime ?date }}
}}
"""
_REVIEWS: Final = """
SELECT ?form ?agent
WHERE {
  ?review mg:reviews ?form ; prov:wasAssociatedWith ?agent .
  ?form a mg:TextForm .
}
"""
_LANGUAGES: Final = """
SELECT ?plan ?language
WHERE {
  { ?plan a mg:Plan ; dct:language ?language }
  UNION
  {
    ?plan a mg:Plan ; dct:source ?document . ?document dct:language ?language
    FILTER NOT EXISTS { ?plan dct:language ?own }
  }
}
"""


@dataclass(frozen=True, slots=True, order=True)
class Existing:
    """A form that the graph has; codes are local names, `agent` a local IRI."""

    iri: str
    text: str
    authority: str = ""
    state: str = ""
    method: str = ""
    agent: str = ""
    note: str = ""
    date: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate: the wording of an element, or its printed heading.

    `plan` is the plan's key and `code` the element's last part, such as `ct-o1`.
    `wordings` are the issuer's words by language, the one to translate first. `words`
    is the IRI of the span that they stand in, `forms` what there is in `lang`.
    """

    iri: str
    plan: str
    code: str
    field: Field
    kind: str
    wordings: tuple[tuple[str, str], ...]
    words: str
    lang: str
    forms: tuple[Existing, ...] = ()

    @property
    def source_lang(self) -> str:
        """The language of the words to translate."""
        return self.wordings[0][0]

    @property
    def source(self) -> str:
        """The words to translate."""
        return self.wordings[0][1]

    @property
    def element(self) -> str:
        """The part of the code behind the plan's key, `""` when it has no such part."""
        head = f"{self.plan}-"
        return self.code.removeprefix(head) if self.code.startswith(head) else ""

    @property
    def current(self) -> Existing | None:
        """The form that counts, None when there is none but rejected ones."""
        kept = [form for form in self.forms if form.state != REJECTED]
        issuers = [form for form in kept if form.authority == "issuer"]
        return next(iter([*issuers, *kept]), None)

    @property
    def rejected(self) -> tuple[Existing, ...]:
        """The forms that must not be used."""
        return tuple(form for form in self.forms if form.state == REJECTED)

    @property
    def of_issuer(self) -> bool:
        """Whether the issuer itself has these words in the language."""
        return any(same_language(lang, self.lang) for lang, _ in self.wordings)

    def says(self, source: str) -> bool:
        """Whether these are the issuer's words, blanks aside."""
        return collapsed(source) in {collapsed(text) for _, text in self.wordings}


def units(
    graph: MandateGraph,
    lang: str,
    *,
    kinds: Collection[str] = (),
    plans: Collection[str] = (),
) -> list[Unit]:
    """All that can be translated into the language, by plan and place in its text.

    What was lost in the source has only its heading. Raises UnknownNameError for a kind
    or a plan that there is not, and QueryError when `lang` is no language tag.
    """
    found = _Gathered(graph, checked_tag(lang), narrowed(graph, kinds, plans)).units()
    return sorted(found, key=lambda u: (u.plan, *_place(u.words), u.code, u.field))


def same_language(one: str, other: str) -> bool:
    """Whether one tag is the other, or a regional form of it: `es` and `es-mx`.

    Another script is another language here: `zh` and `zh-hant` are not the same.
    """
    shorter, longer = sorted((one.split("-"), other.split("-")), key=len)
    rest = longer[len(shorter) :]
    script = bool(rest) and len(rest[0]) == 4 and rest[0].isalpha()
    return longer[: len(shorter)] == shorter and not script


def _place(words: str) -> tuple[str, int]:
    """The text of a span and where it begins there: `text/a233b9#char=8,56`."""
    text, _, fragment = words.partition("#char=")
    start = fragment.partition(",")[0]
    return text, int(start) if start.isdigit() else 0


class _Gathered:
    """What the graph says of the elements, each query asked once."""

    def __init__(self, graph: MandateGraph, lang: str, element: str) -> None:
        self.graph, self.lang, self.element = graph, lang, element
        self.words = self._words()
        self.spans = self._spans()
        self.forms = self._forms()
        rows = sorted(graph.select_text(_LANGUAGES), reverse=True)
        self.languages = {row[0]: row[1] for row in rows}

    def units(self) -> Iterator[Unit]:
        rows = self._ask(_ELEMENTS)
        for plan, kind, iri in {(p, kind_of(c), e) for e, p, c in rows}:
            for field in FIELDS:
                wordings = self.words.get((iri, field))
                if wordings:
                    yield self._unit(iri, plan, kind, field, wordings)

    def _unit(
        self,
        iri: str,
        plan: str,
        kind: str,
        field: Field,
        wordings: list[tuple[str, str]],
    ) -> Unit:
        main = self.languages.get(plan, "").lower()
        ordered = sorted(wordings, key=lambda w: (w[0] != main, w))
        spans = self.spans.get((iri, field)) or self.spans.get((iri, "text")) or [""]
        return Unit(
            iri,
            plan.rpartition("/")[2].removeprefix("plan-"),
            iri.rpartition("/")[2],
            field,
            kind,
            tuple(ordered),
            min(spans),
            self.lang,
            tuple(sorted(self.forms.get((iri, field), ()))),
        )

    def _ask(self, query: str) -> list[tuple[str, ...]]:
        return self.graph.select_text(
            query.format(element=self.element, lang=self.lang)
        )

    def _words(self) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for iri, field, text, lang in set(self._ask(_WORDS)):
            if collapsed(text):
                found[iri, field].append((lang.lower(), text))
        return found

    def _spans(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, field, span in self._ask(_SPANS):
            found[iri, field].append(span)
        return found

    def _forms(self) -> Mapping[tuple[str, str], list[Existing]]:
        reviews = sorted(self.graph.select_text(_REVIEWS), reverse=True)
        reviewers = {row[0]: row[1] for row in reviews}
        rows: dict[tuple[str, str, str], Existing] = {}
        for iri, field, form, text, *codes in sorted(self._ask(_FORMS)):
            authority, state, method, agent, note, date = codes
            rows.setdefault(
                (iri, field, form),
                Existing(
                    form,
                    text,
                    authority.removeprefix(MG),
                    state.removeprefix(MG),
                    method.removeprefix(MG),
                    agent.rpartition("/")[2],
                    note,
                    date[:10],
                    reviewers.get(form, "").rpartition("/")[2],
                ),
            )
        found: dict[tuple[str, str], list[Existing]] = defaultdict(list)
        for (iri, field, _), existing in rows.items():
            found[iri, field].append(existing)
        return found
