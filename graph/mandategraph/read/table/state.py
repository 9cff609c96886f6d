"""Plans in the making: elements by their keys, and the links between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.model import Candidate, Parent
from mandategraph.read.extracted import collapse
from mandategraph.read.table.drafts import DraftPlan, Element, name_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mandategraph.model import Basis
    from mandategraph.read.table.drafts import DraftParty
    from mandategraph.read.table.rules import ElementRule

    Count = Callable[[str, str], None]

_STEP: Final = re.compile(r"[.\-/ ]")


class Link(NamedTuple):
    """Where the parent may be: an element at hand, or one of a name with a key.

    `by` as in `Upper` of the mapping.
    """

    by: str
    name: str
    key: tuple[str, ...] = ()
    element: Element | None = None


class PlanState:
    """One plan while its rows are read."""

    def __init__(self, key: tuple[str, ...]) -> None:
        name = "/".join(key) or "1"
        boundary = "value of the key column" if key else "table"
        self.draft = DraftPlan(name=name, boundary=boundary)
        # by the name of the rule and the key; several only when rows share a key
        self.by_key: dict[tuple[str, ...], list[Element]] = {}
        self.by_name: dict[str, list[Element]] = {}
        self.links: dict[Element, tuple[ElementRule, list[Link]]] = {}
        self.parties: dict[tuple[str, ...], tuple[DraftParty, list[Element]]] = {}

    def element(self, rule: ElementRule, key: tuple[str, ...]) -> Element:
        """The element with the key; a new one when there is none, or for each row."""
        known = self.by_key.setdefault((rule.name, *key), [])
        if known and not rule.each:
            return known[0]
        one = Element(kind=rule.kind)
        known.append(one)
        self.by_name.setdefault(rule.name, []).append(one)
        self.links[one] = rule, []
        return one

    def only(self, name: str, key: tuple[str, ...]) -> Element | None:
        """The element with the key, None when there is none or more than one."""
        found = self.by_key.get((name, *key), [])
        return found[0] if len(found) == 1 else None

    def link(self, one: Element, links: list[Link], count: Count) -> None:
        """Note where the parent of an element may be; the first row decides."""
        rule, known = self.links[one]
        if not known:
            known += links
        elif links and known[0] != links[0]:
            count("second_parent", rule.name)


def finished(plans: list[PlanState], count: Count) -> list[DraftPlan]:
    """The drafts of the plans: each element below its parent, with ids and links."""
    parents = [_Parents(state, count) for state in plans]
    for state, above in zip(plans, parents, strict=True):
        state.draft.elements = list(_in_order(state, above.found))
        state.draft.parties = [party for party, _ in state.parties.values()]
    drafts = [state.draft for state in plans]
    name_all(drafts)
    for state, above in zip(plans, parents, strict=True):
        for one in state.draft.elements:
            one.parent = above.of(one)
        for party, elements in state.parties.values():
            of = set(elements)
            party.of = tuple(e.id for e in state.draft.elements if e in of)
    return drafts


class _Parents:
    """The parents in one plan; `open` has the candidates where a key fits several."""

    def __init__(self, state: PlanState, count: Count) -> None:
        self.state, self.count = state, count
        self.found: dict[Element, tuple[Element, Basis]] = {}  # by the child
        self.open: dict[Element, list[Element]] = {}
        self._codes: dict[str, dict[str, list[Element]]] = {}
        for one, (rule, links) in state.links.items():
            self._find(one, rule, links)
        for one, (rule, _) in state.links.items():
            self._break_circle(one, rule)

    def of(self, one: Element) -> Parent:
        """What is known of the element's parent; all elements have their ids."""
        if one in self.found:
            upper, basis = self.found[one]
            return Parent("asserted", basis, upper.id)
        name = self.state.links[one][0].candidates
        others = self.open.get(one) or self.state.by_name.get(name, [])
        candidates = tuple(Candidate(e.id) for e in others if e is not one)
        if candidates:
            return Parent("unknown", candidates=candidates)
        return Parent("none_in_source")

    def _find(self, one: Element, rule: ElementRule, links: list[Link]) -> None:
        for link in links:
            uppers = [e for e in self._resolved(one, link) if e is not one]
            if len(uppers) == 1:
                basis: Basis = "reading-order" if link.by == "above" else "stated"
                self.found[one] = uppers[0], basis
                return
            if uppers:
                self.open[one] = uppers
                self.count("several_parents", rule.name)
                return
        if any(link.key for link in links):
            self.count("parent_not_found", rule.name)

    def _resolved(self, one: Element, link: Link) -> list[Element]:
        if link.element is not None:
            return [link.element]
        if link.by == "key":
            return self.state.by_key.get((link.name, *link.key), [])
        code = collapse(one.code.text) if one.code else ""
        if link.name not in self._codes:
            by_code: dict[str, list[Element]] = {}
            self._codes[link.name] = by_code
            for upper in self.state.by_name.get(link.name, ()):
                if upper.code:
                    by_code.setdefault(collapse(upper.code.text), []).append(upper)
        for end in reversed([m.start() for m in _STEP.finditer(code)]):
            if code[:end] in self._codes[link.name]:
                return self._codes[link.name][code[:end]]
        return []

    def _break_circle(self, one: Element, rule: ElementRule) -> None:
        path = {one}
        above = self.found.get(one)
        while above and above[0] not in path:
            path.add(above[0])
            above = self.found.get(above[0])
        if above:
            del self.found[one]
            self.count("parents_in_a_circle", rule.name)


def _in_order(
    state: PlanState, parents: dict[Element, tuple[Element, Basis]]
) -> Iterator[Element]:
    """The elements, each followed by those below it."""
    below: dict[Element, list[Element]] = {}
    tops = []
    for one in state.links:
        if one in parents:
            below.setdefault(parents[one][0], []).append(one)
        else:
            tops.append(one)
    waiting = tops[::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += below.get(one, [])[::-1]
