"""Organisations, members and stakeholders that a StratML file names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

from mandategraph.model import Field, Party, Span, Wording
from mandategraph.read.stratml.drafts import Draft, collect, has_words, ordered
from mandategraph.read.stratml.names import (
    KINDS,
    MEMBERS,
    ORGANISATIONS,
    PARTY,
    PLACEHOLDER,
    PREFIX,
    ROLES,
    UNSPECIFIED,
    UNTYPED,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mandategraph.read.stratml.pieces import Pieces

Kind = Literal["organisation", "programme", "group", "person"]
Role = Literal["plan_of", "context", "performer", "beneficiary", "stakeholder"]

SUBMITTER: Final = "submitter"  # id of the person who made the file
GIVEN: Final = f"{PREFIX}GivenName"
FAMILY: Final = f"{PREFIX}Surname"
_ISO_NAMES: Final = {f"{PREFIX}FirstName": GIVEN, f"{PREFIX}LastName": FAMILY}


class PartyReader:
    """Reads parties into `found`, words without a name for their party into `rest`.

    `sub_plans` has the sub-organisations of 3.5 that have a strategy of their own.
    """

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.found: list[Party] = []
        self.rest: list[Field] = []
        self.sub_plans: list[tuple[_Element, str]] = []
        self._first: str | None = None

    def organisation(
        self, element: _Element, path: str, role: Role, part_of: str | None = None
    ) -> list[tuple[_Element, str]]:
        """Take the organisation and all in it; give its Strategy elements, of 3.5."""
        if self._empty(element, "Organization"):
            return []
        draft = self._collect(element, path)
        own = self._add(draft, "Organization", "organisation", role, part_of=part_of)
        name = draft.name[0] if draft.name else None
        strategies = []
        for local, child, below in draft.nested:
            if local == "Strategy":
                strategies.append((child, below))
            elif local in ORGANISATIONS:
                if next(child.iter("{*}Strategy"), None) is not None:
                    self.sub_plans.append((child, below))
                else:
                    self.organisation(child, below, "context", own)
            elif local == "Stakeholder":
                first = self._first is None or self._first == own
                self.stakeholder(child, local, below, None, None if first else name)
            elif local in MEMBERS and _has_name(child):
                member = self._collect(child, below)
                self._roles_as_fields(member)
                kind = cast("Kind", MEMBERS[local])
                self._add(member, local, kind, "context", part_of=own)
            else:
                self.pieces.subtree(child, f"Organization/{local}", below, self.rest)
        self._first = self._first or own
        return strategies

    def stakeholder(
        self,
        element: _Element,
        local: str,
        path: str,
        of: str | None,
        organisation: Wording | None = None,
    ) -> None:
        """Take a stakeholder of the plan, or of a statement, once for each role."""
        draft = collect(self.pieces, element, path, PARTY)
        if not draft.has_words() and self._empty(element, local):
            return
        self._complete(draft, element, path)
        kind = self._kind(local, draft)
        if organisation is not None:
            name = f"{PREFIX}Organization"
            draft.fields.append(Field(name, organisation.text, organisation.span))
        roles: list[tuple[Role, list[Field]]] = []
        for name, child, below in draft.nested:
            if name in ("Role", "RoleType"):
                roles += self._role(child, name, below)
            else:
                self.pieces.subtree(child, name, below, draft.fields)
        unstated: list[tuple[Role, list[Field]]] = [("stakeholder", [])]
        key = ""
        for number, (role, fields) in enumerate(roles or unstated, 1):
            draft.fields += fields
            name = f"{key}-{number}" if key else ""
            of_these = (of,) if of else ()
            added = self._add(draft, local, kind, role, name=name, of=of_these)
            key = key or added or ""
            draft.fields = []

    def submitter(self, element: _Element, path: str) -> None:
        """Take the person who made the file."""
        if self._empty(element, "Submitter"):
            return
        draft = self._collect(element, path)
        for name, child, below in draft.nested:
            self.pieces.subtree(child, name, below, draft.fields)
        self._add(draft, "Submitter", "person", "context", name=self._submitter())

    def _submitter(self) -> str:
        number = self.pieces.number(SUBMITTER)
        return SUBMITTER if number == 1 else f"{SUBMITTER}-{number}"

    def _empty(self, element: _Element, local: str) -> bool:
        if has_words(element, self.pieces):
            return False
        self.pieces.count("empty_placeholder", local)
        return True

    def _collect(self, element: _Element, path: str) -> Draft:
        draft = collect(self.pieces, element, path, PARTY)
        self._complete(draft, element, path)
        return draft

    def _complete(self, draft: Draft, element: _Element, path: str) -> None:
        """Add the element's attributes, and a name if it is one of its parts."""
        if element.keys():
            self.pieces.attributes(element, "", path, draft.fields)
        if not draft.name and draft.fields:
            draft.fields = [_renamed(f) for f in draft.fields]
            _name_of_person(draft, self.pieces.lang)
        if not draft.name and "Acronym" in draft.found:
            acronym, where = draft.found.pop("Acronym")
            draft.name = (self.pieces.worded(None, acronym, where),)

    def _kind(self, local: str, draft: Draft) -> Kind:
        """What the source says the stakeholder is, a group when it does not say."""
        for field in draft.fields:
            if field.name.endswith("@StakeholderTypeType") and field.value in KINDS:
                draft.fields.remove(field)
                self.pieces.marks += [field.span] if field.span else []
                return cast("Kind", KINDS[field.value])
        if local in ORGANISATIONS:
            return "organisation"
        if local not in MEMBERS:
            draft.fields.append(Field(UNTYPED, UNSPECIFIED))
        return cast("Kind", MEMBERS.get(local, "group"))

    def _role(
        self, element: _Element, local: str, path: str
    ) -> list[tuple[Role, list[Field]]]:
        """The roles that the element states, each with its name and description."""
        fields: list[Field] = []
        self.pieces.subtree(element, local, path, fields)
        roles: list[Role] = []
        kept = []
        for f in fields:
            step = f.name.removeprefix(PREFIX).rpartition("/")[2].partition("[")[0]
            stated = step in ("Role", "RoleType", "@PerformerOrBeneficiary")
            if stated and f.value in ROLES and f.span:
                roles.append(cast("Role", ROLES[f.value]))
                self.pieces.marks.append(f.span)
            elif PLACEHOLDER.fullmatch(f.value) and f.span:
                self.pieces.count("placeholder_text", f.value)
                self.pieces.leftover.append(f.span)
            elif f.name == f"{PREFIX}Role":
                kept.append(Field(f"{PREFIX}Role/Name", f.value, f.span))
            else:
                # Part 3 describes the role inside its type
                name = f.name.replace("RoleType/NameDescription/", "Role/")
                kept.append(Field(name, f.value, f.span))
        if not roles and not kept:
            return []
        unstated: list[Role] = ["stakeholder"]
        return [(role, kept) for role in roles or unstated]

    def _roles_as_fields(self, draft: Draft) -> None:
        """A member's roles are within the organisation: no roles in the plan."""
        for number, (name, child, below) in enumerate(draft.nested, 1):
            self.pieces.subtree(child, f"{name}[{number}]", below, draft.fields)

    def _add(
        self,
        draft: Draft,
        local: str,
        kind: Kind,
        role: Role,
        *,
        name: str = "",
        part_of: str | None = None,
        of: tuple[str, ...] = (),
    ) -> str | None:
        """The id of the party, None when the source does not name it."""
        code = identifier = ""
        if draft.found or draft.taken:
            code = draft.take(self.pieces, "Acronym") or ""
            identifier = draft.take(self.pieces, "Identifier") or ""
        if not draft.name:
            self._leave(draft, local)
            return None
        key = name or f"party-{self.pieces.number('party')}"
        party = Party(
            key,
            kind,
            role,
            draft.name,
            identifier,
            code,
            part_of,
            of,
            draft.description,
            ordered(draft.fields),
        )
        self.found.append(party)
        return key

    def _leave(self, draft: Draft, local: str) -> None:
        """Keep what is said of a party without a name as fields of the plan."""
        label = f"{PREFIX}{local}/Description"
        self.rest += [Field(label, w.text, w.span) for w in draft.description]
        for f in draft.fields:
            label = f"{PREFIX}{local}/{f.name.removeprefix(PREFIX)}"
            self.rest.append(Field(label, f.value, f.span))


def _renamed(field: Field) -> Field:
    """The field under the name that the ISO schemas give to what ANSI's have."""
    name = _ISO_NAMES.get(field.name)
    return Field(name, field.value, field.span) if name else field


def _has_name(element: _Element) -> bool:
    """Whether a member is described here, not just referred to."""
    found = (element.find("{*}" + n) for n in ("Name", "GivenName", "Surname"))
    return any(e is not None and (e.text or "").strip() for e in found)


def _name_of_person(draft: Draft, lang: str) -> None:
    """Give the draft the name that its given and family name make."""
    parts = [
        next((f for f in draft.fields if f.name == name and f.span), None)
        for name in (GIVEN, FAMILY)
    ]
    named = sorted((f for f in parts if f), key=lambda f: f.span or Span(0, 0))
    spans = tuple(f.span for f in named if f.span)
    if spans:
        whole = Span(min(spans).start, max(s.end for s in spans))
        name = " ".join(f.value for f in named)
        draft.name = (Wording(lang, name, whole, spans),)
