"""What a node of the network is called on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Text
from mandategraph.draw.metrics import drawable
from mandategraph.draw.placing import proposed
from mandategraph.draw.remarks import shortened
from mandategraph.draw.words import say
from mandategraph.language import direction_of, isolated
from mandategraph.namespaces import local
from mandategraph.network import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from mandategraph.network import Network

MOST: Final = 600  # characters of a text that a picture has room for


def cut(text: Text, most: int = MOST) -> Text:
    """The text, or its beginning if it has more than so many characters.

    One text of several pages would make all that is on its sheet too small to be read.
    """
    whole = text.words.removesuffix(" …") if text.more else text.words
    words = shortened(whole, most)
    if words == whole:
        return text
    left = len(whole) - len(words.removesuffix(" …"))
    return replace(text, words=words, more=text.more + left)


def text_of(data: Mapping[str, Any], lang: str, *, whole: bool = False) -> Text:
    """The chosen wording of a node, with a badge unless it is what the page promises.

    A wording that the source lacks is an empty text; one that is too long for a picture
    is cut, unless it is asked for whole.
    """
    if data["plan"] and stands_in(data["label_status"]):
        return Text("", direction_of(lang) == "rtl")
    text = _worded(data, lang)
    return text if whole else cut(text)


def named(data: Mapping[str, Any], lang: str) -> Text:
    """The title of a plan with its direction and its badge, as `text_of` gives them."""
    if stands_in(data["label_status"]):
        return Text(title_of(data, lang), direction_of(lang) == "rtl")
    return _worded(data, lang)


def holders(
    network: Network, plan: str, lang: str, *, follow: bool = False
) -> list[str]:
    """Whose plan it is, a line for each link that is not open: `Programme: Health`.

    A name in another language says so at the end of its line, and so do a translation
    and a link that the source does not state. With `follow`, a name is taken in the
    page's language where it has one.
    """
    lines = []
    for _, target, edge in sorted(
        network.out_edges(plan, data=True), key=lambda e: e[1]
    ):
        if edge["relation"] != "planOf" or edge["status"] == "open":
            continue
        data = network.nodes[target]
        text = _worded(data, lang)
        if follow and (own := data.get(f"label_{lang}")):
            text = Text(drawable(own), direction_of(lang) == "rtl")
        if edge["status"] == "proposed":
            line = proposed(lang, text.words, edge).words
        else:
            key = "by" if data["kind"] == "organisation" else "chain_programme"
            line = say(lang, key, name=text.words)
        said = [text.badge] if text.badge else []
        said += [say(lang, "accepted")] if edge["status"] == "accepted" else []
        lines.append(" · ".join([line, *said]))
    return lines


def _worded(data: Mapping[str, Any], lang: str) -> Text:
    """The whole wording, with its direction and its badge."""
    own, status = data["label_lang"], data["label_status"]
    other = bool(own) and own.split("-")[0] != lang
    badge = [own] if other else []
    if status not in ("issuer", "code", ""):
        badge.append(" · ".join(say(lang, part) for part in status.split(" · ")))
    rtl = direction_of(own or lang) == "rtl"
    return Text(drawable(data["label"]), rtl, " · ".join(badge), own if other else "")


def title_of(data: Mapping[str, Any], lang: str) -> str:
    """The title of a plan; the word for a plan and its key when it has none."""
    if not stands_in(data["label_status"]):
        return drawable(data["label"])
    key = drawable(local(data["iri"]).removeprefix("plan-"))
    return f"{say(lang, 'plan')} {key}"


def ranged(lang: str, codes: Iterable[str]) -> str:
    """Codes in a row, those that follow each other as a range: `O1–O4, O7`."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    parts = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
    if direction_of(lang) == "rtl":
        parts = [isolated(part) for part in parts]
    return say(lang, "comma").join(parts)


def _follows(one: str, other: str) -> bool:
    """Whether `O7` follows `O6`, `O2.3` follows `O2.2`."""
    stem = one.rstrip("0123456789")
    if stem == one or not other.startswith(stem):
        return False
    number, after = one[len(stem) :], other[len(stem) :]
    return after.isascii() and after.isdigit() and int(after) == int(number) + 1
