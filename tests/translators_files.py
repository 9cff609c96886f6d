"""Texts that are hard to carry in a file, and what a file says of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mandategraph.build.imported import Imported
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph
from mandategraph.translate.context import Entry, entries
from mandategraph.translate.rows import Delivery
from mandategraph.translate.units import Existing, Unit, units

ARABIC = "هدف ١٢: «الحماية» \u200f(A)\u200f"
AWKWARD = [
    "=1+1",
    "+44 20",
    "-5 % of all",
    "@all",
    "'=quoted'",
    "'plain'",
    'say "this" \\n and \\ that',
    "two\nlines\n",
    "tab\there",
    "\u200fmarks\u200e \u2067isolates\u2069",
    "_x000D_ and _x0007_",
    "a; b, c",
    "# comment, #~ obsolete",
    ARABIC,
    "نص\u00a0عربي",
    "é\u0301 e\u0301",
    "1.10",
    "TRUE",
    "  blanks  ",
]


def entry(source: str, text: str, note: str = "", code: str = "x-o1") -> Entry:
    state, method = "stateCandidate", "humanTranslation"
    codes = ("thirdParty", state, method, "agent-a", note)
    forms = (Existing(f"id:{code}-ar", text, *codes),) if text else ()
    wordings = (("en", source),)
    unit = Unit(f"id:{code}", "x", code, "text", "objective", wordings, "", "ar", forms)
    return Entry(unit, title="Plan = one", place="a file.txt#char=1,2")


def awkward() -> list[Entry]:
    return [entry(t, t, "", f"x-q{n}") for n, t in enumerate(AWKWARD)]


def said(delivery: Delivery) -> list[tuple[str, str, str, str, str | None]]:
    return [(r.code, r.field, r.source, r.text, r.note) for r in delivery.rows]


def meant(all_: list[Entry]) -> list[tuple[str, str, str, str, str | None]]:
    found: list[tuple[str, str, str, str, str | None]] = []
    for one in all_:
        unit, current = one.unit, one.unit.current
        text, note = (current.text, current.note) if current else ("", "")
        found.append((unit.code, unit.field, unit.source, text, note))
    return found


def blanks_aside(rows: Sequence[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return [tuple(" ".join((cell or "").split()) for cell in row) for row in rows]


@pytest.fixture(scope="module")
def arabic(demo_graph: MandateGraph) -> list[Entry]:
    chosen = [u for u in units(demo_graph, "ar") if not u.of_issuer]
    return entries(demo_graph, chosen, LanguagePolicy(["en"]), Imported(None))
