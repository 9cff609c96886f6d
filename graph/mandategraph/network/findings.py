"""What an analysis gives: sentences for people, tables of cells for all else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mandategraph.namespaces import local

if TYPE_CHECKING:
    from mandategraph.network.nodes import Network


class Named(NamedTuple):
    """A node as it is shown: its code, its label by the policy, and what that is worth.

    `status` is that of the label: `issuer`, `machine`, `code` ...
    """

    iri: str
    code: str
    label: str
    lang: str
    status: str
    kind: str
    plan: str = ""
    plan_label: str = ""

    def placed(self, several: bool) -> str:  # noqa: FBT001 - of several plans or of one
        """As `short`, an element of several plans with the title of its plan."""
        plan = self.plan_label or local(self.plan)
        return f"{self.short} ({plan})" if several and plan else self.short

    @property
    def short(self) -> str:
        """The code, or the label of what has none; its address when it has neither."""
        if not self.code and self.kind == "other" and self.status == "code":
            return self.iri.partition("://")[2] or self.iri
        return self.code or self.label


class Coded(NamedTuple):
    """A word of the texts: programs get the key, people the word."""

    key: str


Cell: TypeAlias = "str | int | float | Named | Coded | tuple[Named, ...]"


class Table(NamedTuple):
    """Rows under columns; the names are keys of the texts, as those of `Coded` are."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What every analysis has: its language, and what it says in it."""

    lang: str
    sentences: tuple[str, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The rows as tables."""
        return ()


def named(network: Network, iri: str) -> Named:
    """The node of the plan network as it is shown."""
    data: Any = network.nodes[iri]
    shown = (data["label"], data["label_lang"], data["label_status"])
    plan = data["plan"]
    title = network.nodes[plan]["label"] if plan in network else ""
    return Named(iri, data["code"], *shown, data["kind"], plan, title)
