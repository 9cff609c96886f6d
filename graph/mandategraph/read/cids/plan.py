"""One plan of a CIDS file: its results, its indicators and who they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.model import (
    Field,
    Parent,
    Plan,
    Span,
    Statement,
    Warning,
    Wording,
)
from mandategraph.read.cids.codes import references
from mandategraph.read.cids.parties import PEOPLE, STRUCTURE, Parties
from mandategraph.read.cids.terms import DESCRIPTIONS, LEVELS, NAMES
from mandategraph.read.cids.text import Account, PlanText, language_of
from mandategraph.read.cids.values import UNITS, values_of
from mandategraph.read.extracted import Extract, stable_key

if TYPE_CHECKING:
    from mandategraph.model import StatementType
    from mandategraph.read.cids.graph import Graph, Node
    from mandategraph.read.cids.groups import Group

_CODES: Final = ("cids:hasCode", "cids:forTheme")
_VALUES: Final = ("cids:hasBaseline", "cids:hasTarget", "cids:hasIndicatorReport")
_UP: Final = ("cids:forOutcome", "cids:canProduce")
_ABOUT: Final = ("cids:forOutcome", "cids:forIndicator")  # details point at statements


class PlanWriter:
    """Writes the plans of one file into one extracted text."""

    def __init__(self, graph: Graph, extract: Extract, file: str) -> None:
        self.graph, self.extract, self.file = graph, extract, file
        self.account = Account()
        self.warnings: list[Warning] = []
        self._parties = Parties(graph)
        self._counts = {"result": 0, "indicator": 0}

    def write(self, group: Group, number: int, *, last: bool) -> Plan:
        """The plan of the group; its words are in the text then."""
        start = self.extract.length
        model = self.graph.nodes.get(group.model)
        owner = self.graph.nodes.get(group.organisation)
        spoken = [n for n in (model, owner) if n]
        lang = language_of(group.members + spoken)
        text = PlanText(self.graph, self.extract, self.account, lang)
        ids = self._ids(group)
        title = text.name(model) if model else ()
        described = text.wordings(model, *DESCRIPTIONS) if model else ()
        fields = self._plan_fields(text, group, model, owner)
        members = _Statements(text, ids).of(group.members)
        parties = self._parties.of(text, group, ids, last=last)
        end = max(self.extract.length - 1, start)
        self.warnings += text.warnings
        for kind, count in sorted(text.unvalued.items()):
            message = f"{kind} x {count} without an amount: the name stands for it"
            self.warnings.append(Warning("no_amount", message, Span(start, end)))
        if group.adopted:
            message = (
                "some results or indicators name no organisation; they are in the plan "
                "of the one that the file has"
            )
            self.warnings.append(Warning("organisation_not_stated", message))
        named = self.graph.shown(group.model or group.organisation)
        return Plan(
            stable_key("cids", self.file, named or str(number)),
            lang,
            Span(start, end),
            self._boundary(group),
            members,
            title,
            described,
            self.graph.shown(group.model) or None,
            parties=tuple(parties),
            fields=tuple(fields),
        )

    def _ids(self, group: Group) -> dict[str, str]:
        ids = {}
        for node in group.members:
            self._counts[node.kind] += 1
            ids[node.key] = f"{node.kind[0]}{self._counts[node.kind]}"
        return ids

    def _boundary(self, group: Group) -> str:
        model = self.graph.shown(group.model)
        organisation = self.graph.shown(group.organisation)
        if group.model:
            return f"impact model {model}".rstrip()
        if group.organisation:
            return f"organisation {organisation}".rstrip()
        return "no organisation and no impact model stated"

    def _plan_fields(
        self, text: PlanText, group: Group, model: Node | None, owner: Node | None
    ) -> list[Field]:
        found = []
        if group.organisation and owner is None:
            found.append(text.link("cids:forOrganization", group.organisation))
        if model is not None:
            found += text.fields(model, (*STRUCTURE, *DESCRIPTIONS, model.named_by))
            self.account.take(model.key, *STRUCTURE)
        return found


class _Statements:
    """Writes results, each with its indicators after it."""

    def __init__(self, text: PlanText, ids: dict[str, str]) -> None:
        self.text, self.ids = text, ids
        self.graph, self.account = text.graph, text.account
        self._above: dict[str, str] = {}

    def of(self, members: list[Node]) -> tuple[Statement, ...]:
        """The statements, an indicator after the first result that it belongs to."""
        under: dict[str, list[Node]] = {}
        order = [n for n in members if n.kind == "result"]
        for node in members:
            above = self._link(node)
            if node.kind == "indicator":
                under.setdefault(above, []).append(node)
        found = []
        for node in order:
            found.append(self._statement(node, "expected_result"))
            found += [self._statement(n, "indicator") for n in under.pop(node.key, ())]
        rest = [n for nodes in under.values() for n in nodes]
        found += [self._statement(n, "indicator") for n in rest]
        return tuple(found)

    def _candidates(self, node: Node) -> list[str]:
        """The results that the node is stated to belong to, in the file's order."""
        keys = node.links(*_UP)
        if node.kind == "indicator" or "cids:StakeholderOutcome" in node.classes:
            names = ("cids:hasIndicator", "cids:hasStakeholderOutcome")
            keys += self.graph.pointing(node.key, *names)
        nodes = (self.graph.nodes.get(key) for key in dict.fromkeys(keys))
        return [n.key for n in nodes if n and n.kind == "result" and n is not node]

    def _link(self, node: Node) -> str:
        """The key of the result above, which must not lead back to the node."""
        for key in self._candidates(node):
            above = key
            while above and above != node.key:
                above = self._above.get(above, "")
            if key in self.ids and not above:
                self._above[node.key] = key
                return key
        return ""

    def _statement(self, node: Node, kind: StatementType) -> Statement:
        text = self.text
        names = text.name(node)
        described = text.wordings(node, *DESCRIPTIONS)
        first = names[0] if names else None
        span = first.span if first else text.identifier(node)
        found, plain = references(text, node)
        indicator = kind == "indicator"
        unit = self._unit(node) if indicator else None
        values = values_of(text, node) if indicator else ()
        code = node.words("org:hasIdentifier") if indicator else []
        fields = self._links(node, plain, span) + self._fields(node, unit)
        above = self._above.get(node.key)
        levels = [LEVELS[c] for c in node.classes if c in LEVELS]
        return Statement(
            self.ids[node.key],
            kind,
            first.lang if first else text.lang,
            span,
            text=first.text if first else None,
            text_status="extracted" if first else "absent_in_source",
            fragments=first.fragments if first else (),
            parent=Parent("asserted", "stated", self.ids[above])
            if above
            else Parent("none_in_source"),
            also=names[1:],
            description=described,
            code=code[0][1].text.strip() if code else None,
            identifier=node.id or None,
            level=levels[0] if levels and not indicator else None,
            unit=unit,
            values=values,
            references=found,
            fields=tuple(fields),
        )

    def _unit(self, node: Node) -> Wording | None:
        """The first unit that has words: a text, or a unit with a name."""
        for name in reversed(UNITS):
            for _, words in node.words(name):
                return self.text.wording(node, name, words)
        for key in node.links(*UNITS):
            if unit := self.graph.nodes.get(key):
                for name, words in unit.words(*NAMES, "i72:symbol"):
                    return self.text.wording(unit, name, words)
        return None

    def _links(self, node: Node, plain: list[str], span: Span) -> list[Field]:
        """Results above that cannot be the parent, and themes that are no concepts."""
        self.account.take(node.key, *_UP, *_CODES, *_VALUES, *PEOPLE, *STRUCTURE)
        others = [k for k in self._candidates(node) if k != self._above.get(node.key)]
        others += [k for k in node.links(*_UP) if k not in self.graph.nodes]
        found = [self.text.link("cids:forOutcome", key) for key in others]
        if others and node.key in self._above:
            message = (
                f"{self.ids[node.key]} belongs to {len(others) + 1} results; the first "
                "is its parent, the others are fields"
            )
            self.text.warnings.append(Warning("several_parents", message, span))
        for key in node.links(*_CODES):
            code = self.graph.nodes.get(key)
            if code and not code.id:  # a code that only its own words identify
                found += self.text.fields(code, NAMES, "cids:hasCode/", 1)
        for key in plain:
            name = "cids:hasCode" if key in node.links("cids:hasCode") else _CODES[1]
            found.append(self.text.link(name, key))
        return found

    def _fields(self, node: Node, unit: Wording | None) -> list[Field]:
        """Whatever else is said of the node, and the details that point at it."""
        known = (*STRUCTURE, *DESCRIPTIONS, *_UP, *_CODES, *_VALUES, *PEOPLE)
        only = [u for u in UNITS if unit and len(node.values.get(u, ())) == 1]
        self.account.take(node.key, *only)
        found = self.text.fields(node, (*known, node.named_by, *only[-1:]))
        for key in node.links(*PEOPLE):
            if key not in self.graph.nodes:
                found.append(self.text.link("cids:forStakeholder", key))
        for key in self.graph.pointing(node.key, *_ABOUT):
            detail = self.graph.nodes[key]
            if detail.kind == "detail":
                under = f"{detail.classes[0] if detail.classes else 'detail'}/"
                found += self.text.fields(detail, (*_ABOUT, *STRUCTURE), under, 1)
        return found
