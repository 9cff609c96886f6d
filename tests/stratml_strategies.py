"""Plans that StratML Part 2 has room for, made by hypothesis."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Reference,
    Span,
    Statement,
    Value,
    ValueKind,
    Wording,
)
from mandategraph.read.stratml.names import ORIGIN, PLACEHOLDER, UNSPECIFIED, UNTYPED

NUMBERS = itertools.count(1)
DAYS = st.dates().map(str)
ROLES = ("performer", "beneficiary", "stakeholder")
STAGES = ("Outcome", "Output_Processing", "Output", "Input_Processing", "Input")


def _printable(text: str) -> bool:
    whole = " ".join(text.split()) == text and bool(text)
    return whole and PLACEHOLDER.fullmatch(text) is None


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30
).filter(_printable)
ABSENT = Parent("none_in_source")


def span() -> Span:
    """A span unlike all others."""
    number = next(NUMBERS)
    return Span(number, number + 1)


def identifier() -> str:
    """An identifier unlike all others, which the schema allows."""
    return f"_id-{next(NUMBERS)}"


@st.composite
def wordings(draw: st.DrawFn, *, least: int = 0) -> tuple[Wording, ...]:
    """One wording, or none."""
    texts = draw(st.lists(TEXTS, min_size=least, max_size=1))
    return tuple(Wording("en", text, place := span(), (place,)) for text in texts)


@st.composite
def values(draw: st.DrawFn) -> Value:
    """A target or a measurement as Part 2 has them."""
    kinds: tuple[ValueKind, ...] = ("target", "measurement")
    kind = draw(st.sampled_from(kinds))
    period = draw(st.one_of(st.none(), st.builds(Period, DAYS, DAYS)))
    fields = []
    notes = draw(wordings())
    if draw(st.booleans()):
        printed = draw(st.from_regex(r"-?[1-9][0-9]{0,5}", fullmatch=True))
        number: str | None = printed
        if draw(st.booleans()):
            fields.append(Field("stratml:Descriptor/DescriptorValue", draw(TEXTS)))
    else:
        printed, number = "is " + draw(TEXTS), None
        if draw(st.booleans()):
            fields.append(Field(ORIGIN, "Description"))
            return Value(kind, span(), printed, period=period, fields=tuple(fields))
    if draw(st.booleans()):
        fields.append(Field("stratml:Descriptor/DescriptorName", draw(TEXTS)))
    return Value(
        kind, span(), printed, number, period=period, notes=notes, fields=tuple(fields)
    )


@st.composite
def relationships(draw: st.DrawFn) -> list[Field]:
    """The fields of a few relationships."""
    fields = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        step = "Relationship" if number == 1 else f"Relationship[{number}]"
        step = f"stratml:{step}"
        fields.append(Field(f"{step}/Name", draw(TEXTS), span()))
        if draw(st.booleans()):
            fields.append(Field(f"{step}/@RelationshipType", "Peer_To", span()))
        if draw(st.booleans()):
            fields.append(Field(f"{step}/Identifier", identifier(), span()))
        for n in range(1, draw(st.integers(0, 2)) + 1):
            name = "ReferentIdentifier" if n == 1 else f"ReferentIdentifier[{n}]"
            fields.append(Field(f"{step}/{name}", draw(TEXTS), span()))
    return fields


class Maker:
    """Makes the statements of one plan, and their stakeholders."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.statements: list[Statement] = []
        self.parties: list[Party] = []

    def some(self, least: int = 0, most: int = 2) -> range:
        return range(self.draw(st.integers(least, most)))

    def add(self, kind: str, above: Statement | None, **more: Any) -> Statement:
        """A statement with the number that the source may give it."""
        parent = Parent("asserted", "stated", above.id) if above else ABSENT
        number: dict[str, Any] = self.draw(
            st.sampled_from(({}, {"ordinal": 3}, {"code": "2.1"}, {"code": "A"}))
        )
        if kind in ("mandate", "vision", "value_statement"):
            number = {}
        more.setdefault("identifier", self.draw(st.sampled_from((identifier(), None))))
        made: dict[str, Any] = {"parent": parent, **number, **more}
        name = f"{kind}-{len(self.statements)}"
        statement = Statement(name, kind, "en", span(), **made)  # type: ignore[arg-type]
        self.statements.append(statement)
        return statement

    def simple(self) -> None:
        """Mission, vision and values."""
        for kind in ("vision", "mandate"):
            for _ in self.some(most=1):
                self.add(kind, None, text=self.draw(TEXTS))
        for _ in self.some():
            about = self.draw(wordings())
            text = self.draw(TEXTS)
            self.add(
                "value_statement", None, text=text, description=about, identifier=None
            )

    def objective(self, level: str, above: Statement | None) -> Statement:
        """A goal or objective with stakeholders."""
        about, fields = self.draw(wordings()), ()
        if not about and self.draw(st.booleans()):
            fields = (Field(ORIGIN, "Description"),)  # type: ignore[assignment]
        made = self.add(
            "objective",
            above,
            text=self.draw(TEXTS),
            description=about,
            notes=self.draw(wordings()),
            level=level,
            fields=fields,
        )
        self.stakeholders((made.id,))
        return made

    def wordless(self, above: Statement) -> None:
        """An objective without words of its own, and its indicator."""
        status, level = "absent_in_source", "levelObjective"
        name = identifier()
        made = self.add(
            "objective", above, text_status=status, level=level, identifier=name
        )
        self.indicator(made)

    def indicator(self, above: Statement | None) -> None:
        unit = self.draw(wordings())
        fields = self.draw(relationships())
        if self.draw(st.booleans()):
            stage = self.draw(st.sampled_from(STAGES))
            fields.append(Field("stratml:@ValueChainStage", stage))
        self.add(
            "indicator",
            above,
            text=self.draw(TEXTS),
            notes=self.draw(wordings()),
            unit=unit[0] if unit else None,
            values=tuple(self.draw(st.lists(values(), max_size=3))),
            fields=tuple(fields),
        )

    def stakeholders(self, of: tuple[str, ...] = ()) -> None:
        """Stakeholders with one role, with several, or with none."""
        for _ in self.some(most=2):
            kind = self.draw(st.sampled_from(("person", "organisation", "group")))
            names, about = self.draw(wordings(least=1)), self.draw(wordings())
            roles = st.sampled_from(("performer", "beneficiary"))
            stated = self.draw(st.lists(roles, max_size=2)) or ["stakeholder"]
            for role in stated:
                fields = self.draw(st.sampled_from(((), (("Name", "Cook"),))))
                more = [Field(f"stratml:Role/{n}", v) for n, v in fields]
                if kind == "group" and role == "stakeholder":
                    more.append(Field(UNTYPED, UNSPECIFIED))
                self.party(kind, role, names, of=of, description=about, fields=more)

    def party(
        self, kind: str, role: str, names: tuple[Wording, ...], **more: Any
    ) -> None:
        fields = tuple(more.pop("fields", ()))
        key = more.pop("key", "") or f"party-{len(self.parties)}"
        made = Party(key, kind, role, names, fields=fields, **more)  # type: ignore[arg-type]
        self.parties.append(made)

    def people(self) -> None:
        """Organisations, the plan's own stakeholders, and who made the file."""
        for _ in self.some():
            self.party(
                "organisation",
                "plan_of",
                self.draw(wordings(least=1)),
                code=self.draw(st.sampled_from(("", "ABC"))),
                identifier=self.draw(st.sampled_from(("", identifier()))),
                description=self.draw(wordings()),
            )
        self.stakeholders()
        for _ in self.some(most=1):
            given, family = self.draw(TEXTS), self.draw(TEXTS)
            named = Wording("en", f"{given} {family}", span())
            fields = [
                Field("stratml:GivenName", given, span()),
                Field("stratml:Surname", family, span()),
            ]
            self.party("person", "context", (named,), key="submitter", fields=fields)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan that Part 2 holds without loss."""
    make = Maker(draw)
    make.simple()
    for _ in make.some():
        goal = make.objective("levelGoal", None)
        for _ in make.some():
            objective = make.objective("levelObjective", goal)
            for _ in make.some():
                make.indicator(objective)
        if draw(st.booleans()):
            make.wordless(goal)
        if draw(st.booleans()):
            make.indicator(goal)
    if draw(st.booleans()):
        make.indicator(make.objective("levelObjective", None))
    make.people()
    fields = [Field("stratml:@Type", "Performance_Plan")]
    if draw(st.booleans()):
        fields.append(Field("stratml:OtherInformation", draw(TEXTS)))
    source = Reference(
        "references", "https://a.example/b", span(), "https://a.example/b"
    )
    return Plan(
        "key",
        "en",
        span(),
        "made",
        tuple(make.statements),
        title=draw(wordings()),
        description=draw(wordings()),
        identifier=draw(st.sampled_from((None, identifier()))),
        period=draw(st.one_of(st.none(), st.builds(Period, DAYS, DAYS))),
        published=draw(st.one_of(st.none(), DAYS)),
        parties=tuple(make.parties),
        references=draw(st.sampled_from(((), (source,)))),
        fields=tuple(fields),
    )


KINDS = ("mandate", "objective", "expected_result", "indicator", "section_heading")
LEVELS = (None, "levelGoal", "levelObjective", "levelSubObjective", "output", "impact")


@st.composite
def odd_values(draw: st.DrawFn) -> Value:
    """A value as any source may have it."""
    printed = draw(st.sampled_from(("1,250", "12 %", "7", "n/a", "1e3")))
    number = {"1,250": "1250", "12 %": "12", "7": "7", "1e3": "1000"}.get(printed)
    ends = st.sampled_from((None, "2031", "2031-04", "2031-04-05", "spring"))
    return Value(
        draw(st.sampled_from(("baseline", "target", "measurement"))),
        span(),
        printed,
        number,
        unit=draw(st.sampled_from((None, "boats"))),
        period=draw(st.one_of(st.none(), st.builds(Period, ends, ends))),
        dimensions=draw(st.sampled_from(((), (("sex", "female"),)))),
        fields=draw(st.sampled_from(((), (Field("iati:value", "x"),)))),
    )


@st.composite
def odd_plans(draw: st.DrawFn) -> Plan:
    """A plan of any origin: results, open links, several languages, odd characters."""
    texts = st.text(max_size=20).map(lambda t: " ".join(t.split()))
    count = draw(st.integers(0, 6))
    statements = []
    for number in range(count):
        others = [f"s{n}" for n in range(count) if n != number] + ["nowhere"]
        target = draw(st.sampled_from(others))
        parents = (
            ABSENT,
            Parent("asserted", "stated", target),
            Parent("unknown", candidates=(Candidate(target),)),
        )
        text = draw(st.sampled_from((f"{number}: {draw(texts)}".strip(), None)))
        other = Wording("fr", draw(texts) or "x", span())
        statements.append(
            Statement(
                f"s{number}",
                draw(st.sampled_from(KINDS)),
                draw(st.sampled_from(("en", "fr"))),
                span(),
                label=draw(st.sampled_from((None, "Goal 1"))),
                text=text,
                parent=draw(st.sampled_from(parents)),
                also=draw(st.sampled_from(((), (other,)))),
                description=draw(st.sampled_from(((), (other,)))),
                code=draw(st.sampled_from((None, "1.2"))),
                ordinal=draw(st.sampled_from((None, 2))),
                identifier=draw(st.sampled_from((None, "x 1", "x1", "é"))),
                level=draw(st.sampled_from(LEVELS)),
                values=tuple(draw(st.lists(odd_values(), max_size=2))),
                fields=draw(st.sampled_from(((), (Field("iati:measure", "1"),)))),
            )
        )
    roles: st.SearchStrategy[Any] = st.sampled_from(("plan_of", "context", *ROLES))
    parties = [
        Party(
            f"p{n}",
            draw(st.sampled_from(("organisation", "programme", "group", "person"))),
            draw(roles),
            draw(wordings()),
            identifier="44000",
            of=draw(st.sampled_from(((), ("s0",), ("s0", "s1")))),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    link = Reference("aligned_with", "http://metadata.un.org/sdg/4.1", span(), "4.1")
    return Plan(
        "key",
        "en",
        span(),
        "made",
        tuple(statements),
        title=(Wording("en", draw(texts) or "t", span()),),
        identifier="XM-1 2",
        parties=tuple(parties),
        references=(link, link),
        fields=(Field("iati:default-currency", "EUR"),),
    )
