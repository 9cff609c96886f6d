"""`mandategraph review`: what waits for a decision, and the decisions."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from mandategraph.cli.options import console, lang_option, opened, policy_of, talk
from mandategraph.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mandategraph.review import Decision

_ITEM_KINDS = ("link", "open", "duplicate", "wording", "translation")
_STATES = ("undecided", "waiting", "skipped", "accepted", "rejected")


class _Reviews(click.Group):
    """A group that takes a graph in the place of a command: `review KG`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command; that of the queue when the first word is none."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["work", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_Reviews, options_metavar="[KG |", subcommand_metavar="COMMAND] ...")
def review() -> None:
    """Decide on what is proposed in the graph KG, and supply what is missing.

    `review KG` goes through the queue, one item at a time. Decisions are kept in
    decisions/ beside the graph; every build applies them again.
    """


def _kg() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.argument("kg", metavar="KG", type=click.Path())


def _agent() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--agent",
        required=True,
        metavar="AGENT",
        envvar="MANDATEGRAPH_AGENT",
        show_envvar=True,
        help="Who decides: a name or an id.",
    )


def _writing(
    note: str, what: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of a command that decides; `note` is the option for its note."""
    options = (
        _agent(),
        click.option(note, "note", default="", metavar="TEXT", help=what),
        click.option(
            "--id", "as_id", default="", metavar="ID", help="Id; sent twice, kept once."
        ),
        click.option(
            "--later", is_flag=True, help="Keep it; review apply puts it in the graph."
        ),
    )

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def _filters() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    kinds = click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(_ITEM_KINDS),
        help="Only this kind; may be repeated.",
    )
    plans = click.option(
        "--plan",
        "plans",
        multiple=True,
        metavar="PLAN",
        help="Only this plan, by IRI or code; may be repeated.",
    )
    to = click.option("--to", default="", metavar="LANG", help="Translations into it.")
    return lambda command: kinds(plans(to(command)))


@review.command("work", hidden=True)
@_kg()
@_agent()
@_filters()
@lang_option()
def work(
    kg: str,
    agent: str,
    kinds: tuple[str, ...],
    plans: tuple[str, ...],
    to: str,
    lang: str,
) -> None:
    """Go through the queue, one item at a time; ? lists the keys."""
    from mandategraph.cli.reviewing import Session
    from mandategraph.review import Filter

    Session(kg, agent, policy_of(lang), Filter(kinds, plans, to)).run()


@review.command("list")
@_kg()
@_filters()
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="Only in this state.  [default: undecided, waiting, skipped]",
)
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]))
@lang_option()
def list_(
    kg: str,
    kinds: tuple[str, ...],
    plans: tuple[str, ...],
    to: str,
    states: tuple[str, ...],
    limit: int | None,
    form: str | None,
    lang: str,
) -> None:
    """List what waits for a decision, with what stands on both sides."""
    from mandategraph.review import Filter, Queue

    wanted = Filter(kinds, plans, to, states or _STATES[:3])
    found = Queue(opened(kg))
    ids = found.ids(wanted)
    items = found.items(ids[:limit], policy_of(lang))
    if form == "json":
        _json({"counts": found.counts(wanted), "items": items})
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("item", "state"):
        table.add_column(name, no_wrap=True)
    table.add_column("what", ratio=1)
    for one in items:
        table.add_row(one["id"], one["state"], Text(in_brief(one)))
    if items:
        console().print(table)
    told = [
        f"{kind}: {', '.join(f'{n} {state}' for state, n in states.items())}"
        for kind, states in found.counts(wanted).items()
    ]
    left = f"; {len(ids) - len(items)} more" if len(ids) > len(items) else ""
    talk().print(("; ".join(told) or "nothing to decide") + left, soft_wrap=True)


@review.command("show")
@_kg()
@click.argument("item")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]))
@lang_option()
def show(kg: str, item: str, form: str | None, lang: str) -> None:
    """Show one item: both sides, their words in the source, who proposes it and why."""
    from mandategraph.cli.reviewing import lines
    from mandategraph.review import item as found

    one = found(opened(kg), item, policy_of(lang))
    if form == "json":
        _json(one)
        return
    for line in lines(one):
        console().print(line, soft_wrap=True)


@review.command("accept")
@_kg()
@click.argument("item")
@click.option("--value", default="", metavar="CODE", help="Open links: the candidate.")
@_writing("--reason", "Why.")
def accept(
    kg: str, item: str, value: str, agent: str, note: str, as_id: str, later: bool
) -> None:
    """Accept what is proposed; of an open link, one of its candidates."""
    from mandategraph.review import By, accepted

    _keep(kg, accepted(opened(kg), item, By(agent, note, as_id), value), later)


@review.command("reject")
@_kg()
@click.argument("item")
@_writing("--reason", "Why; must be given.")
def reject(kg: str, item: str, agent: str, note: str, as_id: str, later: bool) -> None:
    """Reject what is proposed, for a reason; it does not come back."""
    from mandategraph.review import By, rejected

    _keep(kg, rejected(opened(kg), item, By(agent, note, as_id)), later)


@review.command("skip")
@_kg()
@click.argument("item")
@_writing("--reason", "Why.")
def skip(kg: str, item: str, agent: str, note: str, as_id: str, later: bool) -> None:
    """Leave an item to others; it comes last then."""
    from mandategraph.review import By, skipped

    _keep(kg, skipped(opened(kg), item, By(agent, note, as_id)), later)


@review.command("undo")
@_kg()
@click.argument("decision", default="")
@_writing("--reason", "Why.")
def undo(
    kg: str, decision: str, agent: str, note: str, as_id: str, later: bool
) -> None:
    """Take back a decision, or the last one of AGENT; an undo can be undone too."""
    from mandategraph.review import agent_of
    from mandategraph.review import undo as taken_back

    who = agent_of(opened(kg), agent)
    _tell(kg, taken_back(kg, who, decision, note=note, as_id=as_id), later)


@review.command("set-title")
@_kg()
@click.argument("element")
@click.argument("lang")
@click.argument("text")
@_writing("--source", "Where the words come from; must be given.")
def set_title(
    kg: str,
    element: str,
    lang: str,
    text: str,
    agent: str,
    note: str,
    as_id: str,
    later: bool,
) -> None:
    """Supply the wording of ELEMENT (a code such as ct-o1), which was lost."""
    from mandategraph.review import By, titled

    _keep(kg, titled(opened(kg), element, lang, text, By(agent, note, as_id)), later)


@review.command("translate")
@_kg()
@click.argument("element")
@click.argument("lang")
@click.argument("text")
@_writing("--source", "Who translated it, or from what; must be given.")
def translate(
    kg: str,
    element: str,
    lang: str,
    text: str,
    agent: str,
    note: str,
    as_id: str,
    later: bool,
) -> None:
    """Add a translation of ELEMENT's wording; another person reviews it."""
    from mandategraph.review import By, translated

    made = translated(opened(kg), element, lang, text, By(agent, note, as_id))
    _keep(kg, made, later)


@review.command("assign")
@_kg()
@click.argument("element")
@click.argument("to")
@_writing("--source", "On what it rests; must be given.")
def assign(
    kg: str, element: str, to: str, agent: str, note: str, as_id: str, later: bool
) -> None:
    """Assign the result ELEMENT to the objective TO, or the like; both are codes."""
    from mandategraph.review import By, assigned

    _keep(kg, assigned(opened(kg), element, to, By(agent, note, as_id)), later)


@review.command("log")
@_kg()
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]))
def log(kg: str, form: str | None) -> None:
    """List the decisions, whether they hold, and why some change nothing now."""
    from mandategraph.review import Standing, standing_of, waiting
    from mandategraph.review.shown import told

    graph = opened(kg)
    known: Standing = standing_of(kg)
    why = {one.decision.id: one.why for one in waiting(kg, graph)}
    if form == "json":
        rows = [(told(d) or {}, known.holds(d), why.get(d.id, "")) for d in known.all]
        _json([row | {"holds": holds, "waits": w} for row, holds, w in rows])
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("decision", "time", "agent", "action"):
        table.add_column(name, no_wrap=name != "agent")
    table.add_column("item", overflow="fold")
    table.add_column("note", ratio=1)
    for one in known.all:
        remarks = [one.value, one.note, one.undoes and f"takes back {one.undoes}"]
        remarks += ["" if known.holds(one) else "undone", why.get(one.id, "")]
        remark = Text("; ".join(one_line(r, "", "") for r in remarks if r))
        row = (one.id, one.time, Text(one.agent), one.action, one.item, remark)
        table.add_row(*row)
    if known.all:
        console().print(table)
    talk().print(f"{len(known.all)} decisions, {len(why)} change nothing now")


@review.command("apply")
@_kg()
def apply(kg: str) -> None:
    """Put the decisions into the graph, in one step; list those that change nothing."""
    _apply(kg, quiet=False)


def _keep(kg: str, decision: Decision, later: bool) -> None:
    from mandategraph.review import decide

    _tell(kg, decide(kg, decision), later)


def _tell(kg: str, kept: Decision, later: bool) -> None:
    console().print(f"{kept.id} {kept.action} {kept.undoes or kept.item}")
    if later:
        talk().print("kept; to put it in the graph: mandategraph review apply KG")
    else:
        _apply(kg, quiet=True)


def _apply(kg: str, *, quiet: bool) -> None:
    from mandategraph.build.decided import apply_decisions

    waits = apply_decisions(kg)
    if quiet:
        return
    for decision, why in waits:
        console().print(f"{decision.id} {decision.item}: {why}", soft_wrap=True)
    talk().print(f"{kg}: the decisions are in it; {len(waits)} change nothing now")


def in_brief(item: dict[str, Any]) -> str:
    """An item in a line or two: `left -> right`, as a table shows it."""
    left, right = item["left"], item["right"]
    text = left["label"]["text"] if left else ""
    if item["kind"] == "translation":
        return f"{text}\n{right['lang']}: {right['text']}"
    if item["kind"] == "open":
        codes: Sequence[str] = [c["code"] for c in item["candidates"]]
        return f"{text}\n-> one of {', '.join(codes)}"
    if item["kind"] == "wording":
        return f"{left['code']}: {text}, its wording is lost"
    sure = item["proposals"][0]["confidence"]
    link = f"{item['link']['code']} {right['code']}: {right['label']['text']}"
    return f"{text}\n-> {link}" + (f" ({sure})" if sure else "")


def _json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
