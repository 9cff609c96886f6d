"""Drafts to statements: names, languages, raw offsets and wording."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mandategraph.model import Candidate, Parent, Span, Statement, Warning
from mandategraph.read.text.dewrap import Wording, fragments
from mandategraph.read.text.drafts import cut_quotes
from mandategraph.read.text.identify import identify
from mandategraph.read.text.parents import Link, Parents
from mandategraph.read.text.propose import METHOD, VERSION, proposals

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.read.text.drafts import Draft
    from mandategraph.read.text.normalise import Matching

_NAMES = {
    "objective": "objective",
    "expected_result": "outcome",
    "indicator": "indicator",
}


class Writer:
    """Turns the drafts of one programme after another into statements."""

    def __init__(self, copy: Matching, *, propose: bool) -> None:
        self.copy, self.propose = copy, propose
        self.wording = Wording(copy.raw)
        self.warnings: list[Warning] = []
        self.marks: list[Span] = []
        self.plans: Counter[str] = Counter()

    def write(
        self, drafts: list[Draft], lang: str, *, early_items: Collection[int] = ()
    ) -> tuple[Statement, ...]:
        """The statements of the drafts, which stand in the order of the source.

        `early_items` are the regions with list items before their first objective.
        """
        self.plans[lang] += 1
        part = self.plans[lang]
        ids = _ids(drafts, lang, "" if part == 1 else f"-p{part}")
        repeated = _repeated_ordinals(drafts)
        links = Parents(drafts, early_items=early_items)
        parents = {id(d): links.of(d) for d in drafts}
        guesses = self._guesses(drafts, parents, ids) if self.propose else {}
        return tuple(
            self._statement(
                d,
                ids,
                lang,
                guesses.get(id(d)) or _parent(parents[id(d)], ids),
                numbered=(d.type, d.ordinal) not in repeated,
            )
            for d in drafts
        )

    def _statement(
        self,
        d: Draft,
        ids: dict[int, str],
        lang: str,
        parent: Parent,
        *,
        numbered: bool,
    ) -> Statement:
        copy = self.copy
        heading = copy.span(*d.heading) if d.heading else None
        label = " ".join(heading.of(copy.raw).split()) if heading else None
        name = ids[id(d)]
        if not cut_quotes(copy, d):
            place = copy.span(d.lines[0][0], d.lines[-1][1])
            message = f"a quotation mark of {name} has no partner; nothing was cut"
            self.warnings.append(Warning("unbalanced_quote", message, place))
        pieces = tuple(fragments(copy, d.lines))
        self.marks += [copy.span(*mark) for mark in d.marks]
        text = self.wording.of(pieces) if pieces else None
        language = lang
        if text:
            found = identify(text, block=lang)
            language = found.lang
        if pieces:
            span = Span(pieces[0].start, pieces[-1].end)
        else:
            span = copy.span(*(d.whole or d.heading or (d.start, d.start)))
        section = d.type == "section_heading"
        return Statement(
            id=name,
            type=d.type,
            lang=language,
            span=span,
            ordinal=d.ordinal if numbered else None,
            code=".".join(map(str, d.path)) if len(d.path) > 1 else None,
            label=label,
            heading=heading,
            text=text,
            text_status="extracted" if text or section else "absent_in_source",
            fragments=pieces,
            parent=parent,
            applies_to=tuple(ids[id(t)] for t in d.introduces),
        )

    def _guesses(
        self, drafts: list[Draft], parents: dict[int, Link], ids: dict[int, str]
    ) -> dict[int, Parent]:
        """A proposed parent for each result whose objective is not known."""
        open_results = [
            d
            for d in drafts
            if d.type == "expected_result" and len(parents[id(d)].candidates) > 1
        ]
        if not open_results:
            return {}
        objectives = parents[id(open_results[0])].candidates
        rows = proposals(len(open_results), [d.ordinal or 0 for d in objectives])
        place = self.copy.span(open_results[0].start, open_results[-1].start)
        message = (
            f"{len(open_results)} parents proposed by {METHOD} {VERSION}: a prior on "
            "list order, not a reading"
        )
        self.warnings.append(Warning("proposed_parents", message, place))
        return {
            id(d): Parent(
                "proposed",
                "layout-heuristic",
                candidates=tuple(
                    Candidate(ids[id(o)], confidence)
                    for o, confidence in zip(objectives, row, strict=True)
                ),
            )
            for d, row in zip(open_results, rows, strict=True)
        }


def _ids(drafts: list[Draft], lang: str, suffix: str) -> dict[int, str]:
    """The name of each draft, such as `fr-objective-4` or `fr-outcome-01`."""
    found: dict[int, str] = {}
    used: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for d in drafts:
        counts[d.type] += 1
        if d.type == "mandate":
            name = f"{lang}-mandate"
        elif d.type == "section_heading":
            name = f"{lang}-caption-{d.topic}"
        elif d.type == "objective":
            number = "-".join(map(str, d.path)) or str(counts[d.type])
            name = f"{lang}-objective-{number}"
        else:
            name = f"{lang}-{_NAMES[d.type]}-{counts[d.type]:02d}"
        name += suffix
        used[name] += 1
        found[id(d)] = name if used[name] == 1 else _next_free(name, used)
    return found


def _next_free(name: str, used: Counter[str]) -> str:
    while True:
        candidate = f"{name}-{_letters(used[name])}"
        if not used[candidate]:
            used[candidate] += 1
            return candidate
        used[name] += 1


def _letters(number: int) -> str:
    """`b` for 2, `z` for 26, `ab` for 28: the suffix of the n-th of one name."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _repeated_ordinals(drafts: list[Draft]) -> set[tuple[str, int | None]]:
    """The numbers that no longer tell two statements of one type apart."""
    counts = Counter((d.type, d.ordinal) for d in drafts if d.ordinal)
    types = {kind for (kind, _), n in counts.items() if n > 1}
    return {key for key in counts if key[0] in types}


def _parent(link: Link, ids: dict[int, str]) -> Parent:
    return Parent(
        link.status,
        link.basis,
        ids[id(link.target)] if link.target is not None else None,
        tuple(Candidate(ids[id(c)]) for c in link.candidates),
    )
