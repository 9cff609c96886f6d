"""One StratML document, from the root element down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from mandategraph.export.stratml_elements import Elements, field_values
from mandategraph.export.stratml_tree import Node, Tree
from mandategraph.model import Wording
from mandategraph.read.stratml.drafts import web_iri
from mandategraph.read.stratml.names import ORIGIN, PLACEHOLDER, PREFIX
from mandategraph.read.stratml.parties import SUBMITTER
from mandategraph.read.stratml.pieces import Pieces
from mandategraph.read.stratml.reader import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.export.stratml_losses import Losses
    from mandategraph.model import Field, Party, Plan, Statement

Part = Literal[1, 2]

_NAMESPACES: Final = {
    1: "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
    2: "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
}
_ROOTS: Final = {1: "StrategicPlan", 2: "PerformancePlanOrReport"}
_TYPES: Final = ("Strategic_Plan", "Performance_Plan", "Performance_Report")
_STAGES: Final = {"output": "Output", "outcome": "Outcome"}
_ENUMERATED: Final = {
    "@ValueChainStage": (
        "Outcome",
        "Output_Processing",
        "Output",
        "Input_Processing",
        "Input",
    ),
    "@PerformanceIndicatorType": ("Quantitative", "Qualitative"),
    "@RelationshipType": ("Broader_Than", "Peer_To", "Narrower_Than"),
}
_PERSON: Final = ("GivenName", "Surname", "PhoneNumber", "EmailAddress")
_ONE: Final = {"mandate": "Mission", "vision": "Vision"}
_STAKES: Final = ("performer", "beneficiary", "stakeholder")


class Document:
    """Writes the plan by Part 1 or 2; `lang` is the language of the wordings."""

    def __init__(self, plan: Plan, part: Part, lang: str, losses: Losses) -> None:
        self.plan, self.part, self.lang, self.losses = plan, part, lang, losses
        name = plan.identifier or plan.key
        self.make = Elements(_NAMESPACES[part], lang, losses, name)
        self.fields = field_values(plan.fields)
        self.stakes: dict[str, list[Party]] = {}  # by statement
        for party in plan.parties:
            if party.of and party.role not in _STAKES:
                why = "StratML has no such link"
                losses.add(f"parties of statements ({party.role})", why)
            elif party.of:
                for statement in party.of:
                    self.stakes.setdefault(statement, []).append(party)

    def root(self) -> etree._Element:
        """The whole document."""
        make, plan = self.make, self.plan
        root = make.root(_ROOTS[self.part])
        if self.part == 2:
            root.set("Type", self._type())
        make.text(root, "Name", make.words(plan.title, "titles"))
        about = make.words(plan.description, "descriptions")
        make.optional(root, "Description", about)
        make.optional(root, "OtherInformation", self.fields.get("OtherInformation"))
        core = make.add(root, "StrategicPlanCore")
        self._organisations(core)
        self._simple(core)
        tree = Tree(plan, self.losses)
        for goal in tree.goals:
            self._node(core, goal)
        if not tree.goals:
            self._node(core, Node("Goal"))  # the schema wants one; it says nothing
        self._administration(root)
        self._not_written()
        self._check_language(root)
        return root

    def _type(self) -> str:
        stated = self.fields.get("@Type", "")
        if stated in _TYPES:
            return stated
        why = "the schema wants one: Strategic_Plan was taken"
        self.losses.add("kind of document", why)
        return _TYPES[0]

    def _organisations(self, core: etree._Element) -> None:
        """Those whose plan it is, the first with the stakeholders of the plan."""
        make, losses = self.make, self.losses
        owners = [p for p in self.plan.parties if p.role == "plan_of" and not p.of]
        names = [self._name(p) for p in owners]
        stakes: dict[int, list[Party]] = {}
        for party in self.plan.parties:
            if party.role in _STAKES and not party.of:
                of = field_values(party.fields).get("Organization", "")
                number = names.index(of) if of in names else 0
                stakes.setdefault(number, []).append(party)
        for number, owner in enumerate(owners):
            element = make.add(core, "Organization")
            make.text(element, "Name", make.words(owner.names, "names"))
            make.optional(element, "Acronym", owner.code)
            make.identifier(element, owner.identifier)
            about = make.words(owner.description, "descriptions")
            make.optional(element, "Description", about)
            make.stakeholders(element, stakes.get(number, ()))
            losses.fields(owner.fields)
            losses.add("links between organisations", count=bool(owner.part_of))
            if owner.kind != "organisation":
                why = "written as Organization"
                losses.add(f"plans of a {owner.kind}", why)
        if stakes and not owners:
            make.stakeholders(make.add(core, "Organization"), stakes[0])

    def _name(self, party: Party) -> str:
        return party.names[0].text if party.names else ""

    def _simple(self, core: etree._Element) -> None:
        """Vision, mission and values: of the first two one each."""
        make, written = self.make, set[str]()
        for kind in ("vision", "mandate", "value_statement"):
            for s in self.plan.statements:
                if s.type != kind:
                    continue
                if kind in written and kind in _ONE:
                    why = f"StratML has one {_ONE[kind]}"
                    self.losses.add(f"further statements of {kind}", why)
                    continue
                written.add(kind)
                element = make.add(core, _ONE.get(kind, "Value"))
                name, about = self._wording(s)
                if kind in _ONE:
                    make.text(element, "Description", name or about)
                    make.identifier(element, s.identifier)
                    spare = s.description
                else:
                    make.text(element, "Name", name)
                    make.optional(element, "Description", about)
                    self.losses.add("identifiers of values", count=bool(s.identifier))
                    spare = ()
                self.losses.add(f"descriptions of {kind}", count=len(spare))
                self.losses.add(f"notes on {kind}", count=len(s.notes))
                self.losses.add(f"numbers of {kind}", count=bool(_sequence(s)))
                why = "StratML states none"
                linked = s.parent.status != "none_in_source"
                self.losses.add(f"links of {kind}", why, linked)
                self._spare(s)

    def _wording(self, s: Statement, *, kept: bool = False) -> tuple[str, str]:
        """Name and description; without words the element must be `kept` by others."""
        texts = [Wording(s.lang, s.text, s.span)] if s.text is not None else []
        text = self.make.words([*texts, *s.also], "statements") or ""
        if s.text is None and not (kept or s.notes or s.description):
            why = "an element without words says nothing"
            self.losses.add("statements whose wording the source lacks", why)
        elif s.text is None and s.description and s.type not in _ONE:
            why = "their description stands alone and would be read as their wording"
            self.losses.add("statements with a description only", why)
        elif text and PLACEHOLDER.fullmatch(text):
            why = "StratML forms print this where nothing is written"
            self.losses.add(f"statements that read {text}", why)
        if any(f.name == ORIGIN and f.value == "Description" for f in s.fields):
            return "", text
        if s.type in _ONE:
            return text, ""
        return text, self.make.words(s.description, "descriptions") or ""

    def _node(self, above: etree._Element, node: Node) -> None:
        """A goal or objective with all below it, or an indicator."""
        s, make = node.statement, self.make
        if node.element == "PerformanceIndicator":
            if s is not None:
                self._indicator(above, s)
            return
        element = make.add(above, node.element)
        if s is None:
            if node.element == "Goal":
                make.text(element, "Name", "")
                make.text(element, "Description", "")
        else:
            kept = bool(node.below or self.stakes.get(s.id))
            name, about = self._wording(s, kept=kept)
            make.text(element, "Name", name)
            make.text(element, "Description", about)
            make.identifier(element, s.identifier, s.type, s.id)
            make.optional(element, "SequenceIndicator", _sequence(s))
            make.stakeholders(element, self.stakes.pop(s.id, ()))
            note = make.words(s.notes, "notes")
            make.optional(element, "OtherInformation", note)
            self._spare(s)
        for child in node.below:
            self._node(element, child)

    def _indicator(self, above: etree._Element, s: Statement) -> None:
        """An indicator, or an expected result that is written as one."""
        make, losses = self.make, self.losses
        element = make.add(above, "PerformanceIndicator")
        fields = field_values(s.fields)
        for name in ("@ValueChainStage", "@PerformanceIndicatorType"):
            if fields.get(name) in _ENUMERATED[name]:
                element.set(name[1:], fields.pop(name))
        if s.type == "expected_result" and s.level:
            if s.level in _STAGES:
                element.set("ValueChainStage", _STAGES[s.level])
            else:
                losses.add(f"level of results: {s.level}")
        make.optional(element, "SequenceIndicator", _sequence(s))
        name, about = self._wording(s, kept=bool(s.values or s.unit))
        make.text(element, "MeasurementDimension", name)
        unit = make.words([s.unit] if s.unit else [], "units")
        make.text(element, "UnitOfMeasurement", unit)
        make.identifier(element, s.identifier, s.type, s.id)
        related = [f for f in s.fields if _step(f).startswith("Relationship")]
        self._relationships(element, related)
        make.results(element, s.values)
        note = make.words(s.notes, "notes")
        if about and not note:
            why = "written as OtherInformation"
            losses.add("descriptions of indicators", why)
            note = about
        elif about:
            losses.add("descriptions of indicators")
        make.optional(element, "OtherInformation", note)
        self._spare(s, fields, related, node="PerformanceIndicator")

    def _relationships(self, above: etree._Element, fields: list[Field]) -> None:
        """The relations to other elements, as they were read."""
        groups: dict[str, dict[str, str]] = {}
        for f in fields:
            name = f.name.removeprefix(PREFIX).partition("/")[2]
            groups.setdefault(_step(f), {})[name] = f.value
        for group in groups.values():
            element = self.make.add(above, "Relationship")
            kind = group.pop("@RelationshipType", "")
            if kind in _ENUMERATED["@RelationshipType"]:
                element.set("RelationshipType", kind)
            else:
                self.losses.add("RelationshipType (field)", count=bool(kind))
            self.make.identifier(element, group.pop("Identifier", None))
            for name in [n for n in group if n.startswith("ReferentIdentifier")]:
                self.make.text(element, "ReferentIdentifier", group.pop(name))
            for name in ("Name", "Description"):
                self.make.optional(element, name, group.pop(name, None))
            for name in group:
                self.losses.add(f"Relationship/{name} (field)")

    def _spare(
        self,
        s: Statement,
        left: dict[str, str] | None = None,
        written: Iterable[Field] = (),
        *,
        node: str = "",
    ) -> None:
        """Count what a statement has that no element of StratML takes."""
        losses = self.losses
        losses.add("printed labels", count=s.label is not None)
        if node != "PerformanceIndicator":
            what = f"{s.type}s".replace("_", " ")
            losses.add(f"values of {what}", count=len(s.values))
            losses.add(f"units of {what}", count=s.unit is not None)
        losses.add(
            "directions (higher is better)", count=s.higher_is_better is not None
        )
        if s.code and s.ordinal is not None and s.code != str(s.ordinal):
            losses.add("ordinals of coded statements")
        for link in s.references:
            kind = "frameworks" if link.relation == "aligned_with" else "documents"
            losses.add(f"links of statements to {kind}")
        skipped = set(written)
        done = {"element"} if s.fields else set()
        losses.fields(
            f
            for f in s.fields
            if f not in skipped
            and (name := f.name.removeprefix(PREFIX)) not in done
            and (left is None or name in left)
        )

    def _administration(self, root: etree._Element) -> None:
        """Dates and source of the plan, and who submitted it."""
        make, plan = self.make, self.plan
        element = make.add(root, "AdministrativeInformation")
        if self.part == 2:
            make.identifier(element, plan.identifier)
        else:
            self.losses.add("identifier of the plan", count=bool(plan.identifier))
        if plan.period:
            make.date(element, "StartDate", plan.period.start)
            make.date(element, "EndDate", plan.period.end)
        make.date(element, "PublicationDate", plan.published, widen=False)
        written = False
        for link in plan.references:
            address = link.printed if web_iri(link.printed) == link.iri else link.iri
            if link.relation == "references" and not written:
                make.text(element, "Source", address)
                written = True
            else:
                why = "StratML has one Source"
                self.losses.add("further links of the plan", why)
        submitter = next((p for p in plan.parties if p.id == SUBMITTER), None)
        if submitter is not None:
            self._submitter(element if self.part == 1 else root, submitter)
        if not len(element):
            root.remove(element)

    def _submitter(self, above: etree._Element, party: Party) -> None:
        element = self.make.add(above, "Submitter")
        if self.part == 2:
            self.make.identifier(element, party.identifier)
        else:
            why = f"Part {self.part} has no element for it"
            self.losses.add("identifier of the submitter", why, bool(party.identifier))
        about = len(party.description) + bool(party.code)
        self.losses.add("descriptions of the submitter", count=about)
        fields = field_values(party.fields)
        if not fields.keys() & {"GivenName", "Surname"}:
            fields["Surname"] = self._name(party)
        for name in _PERSON:
            self.make.optional(element, name, fields.pop(name, None))
        for name in fields:
            self.losses.add(f"{name.partition('/')[0]} (field)")

    def _not_written(self) -> None:
        """Count the parts of the plan that have no element at all."""
        losses, plan = self.losses, self.plan
        known = ("OtherInformation", "@Type" if self.part == 2 else "")
        losses.fields(
            f for f in plan.fields if f.name.removeprefix(PREFIX) not in known
        )
        for party in plan.parties:
            if party.role == "context" and party.id != SUBMITTER and not party.of:
                losses.add(f"{party.kind}s in the context of the plan")
        count = sum(len(parties) for parties in self.stakes.values())
        why = "StratML has them of goals and objectives only"
        losses.add("stakeholders of other statements", why, count)
        for s in plan.statements:
            if s.type == "section_heading":
                losses.add("section headings")
            elif s.type == "indicator" and self.part == 1:
                why = "Part 1 has no indicators"
                losses.add("indicators", why)
                losses.add("units of indicators", why, s.unit is not None)
                for value in s.values:
                    losses.add(f"{value.kind}s", why)

    def _check_language(self, root: etree._Element) -> None:
        """Count the language as lost if a reader would take the words for another."""
        found = language_of(root, Pieces(tagged=False))
        if found != self.lang:
            why = f"StratML does not say it: {self.lang} would be read as {found}"
            self.losses.add("language", why)


def _sequence(s: Statement) -> str:
    return s.code or ("" if s.ordinal is None else str(s.ordinal))


def _step(field: Field) -> str:
    return field.name.removeprefix(PREFIX).partition("/")[0]
