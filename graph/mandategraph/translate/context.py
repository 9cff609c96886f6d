"""What a translator sees beside the words: their place, and what they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.build.translations import REJECTED, Key, key_of
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query.labels import all_forms

if TYPE_CHECKING:
    from mandategraph.build.imported import Imported
    from mandategraph.model import Translation
    from mandategraph.store import MandateGraph
    from mandategraph.translate.units import Unit

_PARENTS: Final = """
SELECT ?element ?parent
WHERE {
  { ?element mg:serves ?parent } UNION { ?element mg:subObjectiveOf ?parent }
  UNION { ?element mg:expectedResultOf ?parent }
  UNION { ?element mg:indicatorOf ?parent }
}
"""
_FILES: Final = """
SELECT ?plan ?file
WHERE { ?plan a mg:Plan ; dct:source ?document . ?document mg:fileName ?file }
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit with its context, as it goes to a translator.

    `part_of` and `title` are in the issuer's words if there are any; `other` is the
    wording in one more language. `place` is `file#char=8,56`. `before` is the row of a
    table that translates an earlier wording.
    """

    unit: Unit
    part_of: str = ""
    title: str = ""
    place: str = ""
    other: Form | None = None
    agent: str = ""
    before: Translation | None = None


def entries(
    graph: MandateGraph,
    chosen: Sequence[Unit],
    policy: LanguagePolicy,
    imported: Imported,
) -> list[Entry]:
    """The units with their context; `policy` chooses the further language."""
    rows = sorted(graph.select_text(_PARENTS), reverse=True)
    parents = {row[0]: row[1] for row in rows}
    rows = sorted(graph.select_text(_FILES), reverse=True)
    files = {row[0]: row[1] for row in rows}
    base, wanted = graph.base, {unit.iri for unit in chosen}
    plans = {f"{base}plan-{unit.plan}" for unit in chosen}
    agents = {f"{base}{f.agent}" for unit in chosen for f in unit.forms if f.agent}
    nodes = wanted | plans | agents | {parents[e] for e in wanted & parents.keys()}
    forms = all_forms(graph, nodes)
    own = LanguagePolicy()

    def shown(iri: str) -> str:
        form = own.choose(forms.get(iri, ()))
        return "" if form is None or form.status == "code" else form.text

    stale = _stale(chosen, imported)
    found = []
    for unit in chosen:
        plan = f"{base}plan-{unit.plan}"
        current = unit.current
        fragment = unit.words.partition("#")[2]
        file = files.get(plan, "")
        found.append(
            Entry(
                unit,
                shown(parents.get(unit.iri, "")),
                shown(plan) or unit.plan,
                f"{file}#{fragment}" if file and fragment else file,
                _other(unit, forms[unit.iri], policy),
                shown(f"{base}{current.agent}") if current else "",
                stale.get((unit.plan, *_key(unit))),
            )
        )
    return found


def _other(unit: Unit, forms: Collection[Form], policy: LanguagePolicy) -> Form | None:
    """The wording in a language that is neither of the two."""
    if unit.field == "label":
        forms = [form for form in forms if form.status == "label"]
    else:
        forms = [form for form in forms if form.status not in ("label", "code")]
    left = [f for f in forms if f.lang not in (unit.lang, unit.source_lang)]
    return policy.choose(left)


def _stale(
    chosen: Sequence[Unit], imported: Imported
) -> Mapping[tuple[str, str, str, str], Translation]:
    """The rows of the tables that translate what the units do not say any more."""
    known = {(unit.plan, *_key(unit)): unit for unit in chosen}
    found = {}
    lang = chosen[0].lang if chosen else ""
    for row in imported.rows({unit.plan for unit in chosen}):
        key = row.plan, *key_of(row)
        unit = known.get(key)
        if row.lang != lang or row.state == REJECTED or unit is None:
            continue
        if not unit.current and not unit.says(row.source):
            found[key] = row
    return found


def _key(unit: Unit) -> Key:
    return unit.element, unit.field, ""
