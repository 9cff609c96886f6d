"""The queue in a terminal: one item, one key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click
from rich.text import Text

from mandategraph.cli.options import console, opened, talk
from mandategraph.errors import MandateGraphError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.review import By, Decision, Filter, Queue
    from mandategraph.store import MandateGraph

KEYS: Final = {
    "a": "accept; of an open link, one of its candidates",
    "r": "reject, for a reason",
    "s": "skip, to decide later",
    "t": "supply the words of a wording that is lost",
    "u": "undo your last decision",
    "?": "list the keys",
    "q": "quit",
}


class Session:
    """One walk through the queue; the graph is changed once, at its end."""

    def __init__(
        self, kg: str, agent: str, policy: LanguagePolicy, wanted: Filter
    ) -> None:
        from mandategraph.review import agent_of, decisions_of

        self.kg, self.policy, self.wanted = kg, policy, wanted
        decisions_of(kg)  # refuses what cannot have any
        self.graph: MandateGraph = opened(kg)
        self.agent = agent_of(self.graph, agent)
        self.made = 0

    def run(self) -> None:
        """Ask until there is nothing left or the person quits."""
        from mandategraph.build.decided import apply_decisions

        after = ""
        try:
            while True:
                queue = self._queue()
                item = queue.next(self.wanted, after)
                if not item:
                    talk().print("nothing is left to decide")
                    break
                if queue.state(item) == "skipped" and after:
                    talk().print("what is left was skipped")
                    break
                for line in lines(queue.items([item], self.policy)[0]):
                    console().print(line, soft_wrap=True)
                key = self._key()
                if key == "q":
                    break
                after = self._obey(key, item, after)
        finally:
            self.graph.close()
            if self.made:
                apply_decisions(self.kg)
        talk().print(f"{self.made} decisions; they are in {self.kg}")

    def _queue(self) -> Queue:
        from mandategraph.review import Queue, standing_of

        return Queue(self.graph, standing_of(self.kg))

    def _key(self) -> str:
        keys = "/".join(KEYS)
        if sys.stdin.isatty():
            click.echo(f"[{keys}] ", nl=False, err=True)
            key = click.getchar().lower()
            click.echo(key, err=True)
            return key
        return (sys.stdin.readline().strip().lower() or "q")[0]

    def _obey(self, key: str, item: str, after: str) -> str:
        """Do what the key says; the item behind which to go on."""
        from mandategraph.review import undo

        if key not in KEYS or key == "?":
            for name, does in KEYS.items():
                talk().print(f"  {name}  {does}")
            return after
        try:
            if key == "u":
                back = undo(self.kg, self.agent)
                talk().print(f"took back {back.undoes}: {back.item}")
                self.made += 1
                return ""
            self._decide(key, item)
        except MandateGraphError as error:
            talk().print(str(error), soft_wrap=True)
            return after
        return item

    def _decide(self, key: str, item: str) -> None:
        from mandategraph.review import decide

        kept = decide(self.kg, self._decision(key, item))
        self.made += 1
        talk().print(f"{kept.id} {kept.action} {kept.item}")

    def _decision(self, key: str, item: str) -> Decision:
        from mandategraph.review import accepted, rejected, skipped, titled

        graph = self.graph
        if key == "s":
            return skipped(graph, item, self._by(""))
        if key == "r":
            return rejected(graph, item, self._by(_asked("reason")))
        if key == "t":
            left = self._queue().items([item], self.policy)[0]["left"]
            lang, words = _asked("language"), _asked("words")
            by = self._by(_asked("source"))
            return titled(graph, left["iri"], lang, words, by)
        if item.startswith("open-"):
            value, source = _asked("candidate"), _asked("source")
            return accepted(graph, item, self._by(source), value)
        return accepted(graph, item, self._by(""))

    def _by(self, note: str) -> By:
        from mandategraph.review import By

        return By(self.agent, note)


def _asked(what: str) -> str:
    """What the person writes in answer."""
    if sys.stdin.isatty():
        return str(click.prompt(what, default="", show_default=False, err=True))
    return sys.stdin.readline().rstrip("\n")


def lines(item: dict[str, Any]) -> Iterator[Text]:
    """An item as text: what it is, both sides with their evidence, who proposes it."""
    state = "" if item["state"] == "undecided" else f", {item['state']}"
    yield Text(f"\n{item['id']} ({item['kind']}{state})", style="bold")
    if item["left"]:
        yield from _side(item["left"])
    if item["link"]:
        yield Text(f"-> {item['link']['code']}")
    if item["right"]:
        if item["kind"] == "translation":
            yield Text(f"-> {item['right']['lang']}: {item['right']['text']}")
        else:
            yield from _side(item["right"])
    for one in item["proposals"]:
        who = ", ".join(agent["label"]["text"] for agent in one["agents"])
        facts = [one.get("basis"), one.get("method"), who, one["made"]]
        if one.get("confidence"):
            facts.append(f"confidence {one['confidence']}")
        facts += [one.get("rationale"), one.get("note")]
        yield Text(
            "   " + "; ".join(one_line(f, "", "") for f in facts if f), style="dim"
        )
    if item["candidates"]:
        every = "" if item["complete"] else ", and perhaps others"
        yield Text(f"   the source names these candidates{every}:")
        for side in item["candidates"]:
            yield Text(f"     {side['code']}: {side['label']['text']}")


def _side(side: dict[str, Any]) -> Iterator[Text]:
    plan = f", {side['plan']['label']['text']}" if side["plan"] else ""
    yield Text(f"   {side['code']} ({side['kind']}{plan}): {side['label']['text']}")
    for quote in [*side["evidence"], *side.get("question", [])]:
        where = quote["file"] or quote["text"].rpartition("/")[2]
        place = quote["span"].rpartition("#")[2]
        words = one_line(quote["words"], "", "")
        yield Text(f"     “{words}” ({where}, {place})", style="dim")
