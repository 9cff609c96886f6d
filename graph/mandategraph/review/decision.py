"""Decisions, one a line: who decided what, when, about which words, and why."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from mandategraph.errors import QueryError, SourceError, excerpt
from mandategraph.rdf.iris import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = Literal["accept", "reject", "skip", "undo", "assign", "title", "translate"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_AGENT_ID: Final = re.compile(r"(?:agent|org|person)-[A-Za-z0-9][A-Za-z0-9._-]*")
_ADDRESS: Final = re.compile(r"\s*<[^<>]*>\s*$")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NEEDED: Final = {"id", "time", "agent", "action", "item"}
_MOST: Final = 20_000  # characters of one field
# what a terminal or a page of differences does not show, or shows in another order
_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_MEND: Final = "correct the line, or restore the file from version control"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as the file keeps it.

    `agent` is an id (`person-a`) or a name. `item` is what was decided on, `about` what
    it was at that time: the things and the words that stood on both sides. `value` is
    what was supplied, in the language `lang`. `undoes` is the id of a decision that is
    taken back. `id` and `time` (UTC, to the second) are filled in where they are empty;
    a caller that may try again gives an id of its own.
    """

    action: Action
    item: str
    agent: str
    about: Mapping[str, str]
    value: str = ""
    lang: str = ""
    note: str = ""
    undoes: str = ""
    id: str = ""
    time: str = ""

    @property
    def agent_id(self) -> str:
        """The last part of the agent's IRI."""
        return agent_id(self.agent)

    def same(self, other: Decision) -> bool:
        """Whether the other says the same, whenever it was made."""
        return replace(self, id="", time="") == replace(other, id="", time="")

    def complete(self, number: str) -> Decision:
        """The decision with its id, or else `number`, and the time; checked."""
        done = replace(self, id=self.id or number, time=self.time or now())
        done.check()
        return done

    def check(self) -> None:
        """Nothing; QueryError for what the file cannot keep."""
        if not _ID.fullmatch(self.id):
            advice = "use 1 to 80 letters, digits and ._-"
            raise QueryError(excerpt(self.id), "no id of a decision", advice)
        if not _TIME.fullmatch(self.time):
            advice = "write it as 2026-11-23T12:00:00Z"
            raise QueryError(excerpt(self.time), "no time of a decision", advice)
        if self.action not in ACTIONS:
            advice = f"choose from {', '.join(ACTIONS)}"
            raise QueryError(excerpt(self.action), "no such action", advice)
        if not self.agent.strip():
            raise QueryError("the agent", "nobody is named", "name who decides")
        if not (self.undoes if self.action == "undo" else self.item):
            raise QueryError(self.action, "nothing is decided on", "name an item")
        for name, text in self._texts():
            try:
                text.encode()
            except UnicodeEncodeError:
                reason = "it holds half of a character"
                raise QueryError(name, reason, "write it anew") from None
            if "\0" in text:
                raise QueryError(name, "it holds a NUL", "write it anew")
            if len(text) > _MOST:
                reason = f"it has {len(text)} characters"
                raise QueryError(name, reason, f"write at most {_MOST}")

    def _texts(self) -> list[tuple[str, str]]:
        own = [(f.name, getattr(self, f.name)) for f in fields(self)]
        texts = [(name, text) for name, text in own if name != "about"]
        return texts + [(f"about.{key}", text) for key, text in self.about.items()]

    def line(self) -> bytes:
        """The decision as one line of JSON; what is empty is left out.

        Characters that cannot be seen are escaped, so that a difference shows them.
        """
        order = ("id", "time", "agent", "action", "item", "about", "value", "lang")
        row: dict[str, Any] = {}
        for name in (*order, "note", "undoes"):
            content = getattr(self, name)
            if name == "about":
                content = dict(sorted(content.items()))
            if content or name in _NEEDED:
                row[name] = content
        text = json.dumps(row, ensure_ascii=False)
        return f"{_UNSEEN.sub(_escape, text)}\n".encode()

    @classmethod
    def parse(cls, line: bytes, place: str) -> Decision:
        """The decision in a line of the file; SourceError when it is none."""
        try:
            row = json.loads(line.decode())
        except ValueError:
            raise SourceError(place, "the line is no JSON", _MEND) from None
        known = {field.name for field in fields(cls)}
        if not isinstance(row, dict) or not _NEEDED <= row.keys() <= known:
            raise SourceError(place, "the line is no decision", _MEND)
        about = row.setdefault("about", {})
        texts = [text for key, text in row.items() if key != "about"]
        if not isinstance(about, dict) or not all(
            isinstance(text, str) for text in (*texts, *about.values())
        ):
            raise SourceError(place, "a field of the decision is no text", _MEND)
        found = cls(**row)
        try:
            found.check()
        except QueryError as error:
            reason = f"{error.subject}: {error.reason}"
            raise SourceError(place, reason, _MEND) from error
        return found


def agent_named(given: str) -> str:
    """The name or id as it is kept: without blanks around it or an address behind it.

    Raises QueryError when there is none.
    """
    name = _ADDRESS.sub("", given).strip()
    if not name or not name.isprintable() or len(name) > 200:
        raise QueryError(
            excerpt(given.strip()) or "(nothing)",
            "no name of who decides",
            "write a name, or an id such as person-a",
        )
    return name


def agent_id(name: str) -> str:
    """The id of an agent by id or name: that of a name does not tell it."""
    return name if is_agent_id(name) else f"agent-{digest(name)}"


def is_agent_id(text: str) -> bool:
    """Whether the text is an id of an agent and no name."""
    return _AGENT_ID.fullmatch(text) is not None


def now() -> str:
    """This second, in UTC: `2026-11-23T12:00:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
