"""Coverage as rows, CSV and JSON, and what falls short of a threshold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mandategraph.coverage.count import HEADING, STATUSES, Count, Coverage, Status
from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

STATEMENTS: Final = "statements"  # the sum of all kinds but headings
FORMATS: Final = ("csv", "json", "lime")
_COLUMNS: Final = (
    *("plan", "language", "kind", *STATUSES),
    *("missing", "lost", "total", "percent", "percent_reviewed"),
)


class Line(NamedTuple):
    """One line of the report; `plan` is `""` for all plans together."""

    plan: str
    lang: str
    kind: str
    numbers: Count


class Shortfall(NamedTuple):
    """What is below a threshold, in percent."""

    line: Line
    percent: float
    worded: int
    whole: int

    def told(self, least: float) -> str:
        """The shortfall in one sentence."""
        of = f" of {self.line.plan.rpartition('/')[2]}" if self.line.plan else ""
        return (
            f"{self.line.lang} {self.line.kind}{of}: {self.percent:.1f} % "
            f"({self.worded} of {self.whole}) is below {least:g} %"
        )


def rows(found: Coverage, *, by_plan: bool = False) -> Iterator[Line]:
    """The lines of the report: by language each kind, their sum, then headings."""
    for plan in found.plans if by_plan else ("",):
        for lang in found.languages:
            counts = {k: found.count(lang, [k], plan) for k in found.kinds}
            headings = counts.pop(HEADING, None)
            there = [kind for kind, count in counts.items() if count.total]
            for kind in there:
                yield Line(plan, lang, kind, counts[kind])
            if len(counts) > 1 and there:
                yield Line(plan, lang, STATEMENTS, found.count(lang, there, plan))
            if headings and headings.total:
                yield Line(plan, lang, HEADING, headings)


def shortfalls(
    found: Coverage,
    least: float,
    *,
    kinds: Collection[str] = (),
    status: Status = "machine",
    by_plan: bool = False,
) -> list[Shortfall]:
    """What is worded in less than `least` percent by forms of this status or better.

    Each of `kinds` by itself; without any, all statements together, headings aside.
    What there is nothing of does not fall short.
    """
    plain = [k for k in found.kinds if k != HEADING]
    wanted = set(kinds) or {STATEMENTS if len(plain) > 1 else "".join(plain) or HEADING}
    short = []
    for line in rows(found, by_plan=by_plan):
        percent = line.numbers.percent(status)
        if line.kind in wanted and percent is not None and percent < least:
            worded, whole = line.numbers.worded(status), line.numbers.translatable
            short.append(Shortfall(line, percent, worded, whole))
    return short


def render(
    found: Coverage, form: str, graph: MandateGraph, *, by_plan: bool = False
) -> str:
    """The coverage as `csv`, `json` or `lime` (Turtle)."""
    if form == "csv":
        return _csv(found, by_plan=by_plan)
    if form == "json":
        return _json(found, by_plan=by_plan)
    if form == "lime":
        from mandategraph.coverage.lime import turtle

        return turtle(found, graph.base, by_plan=by_plan)
    raise UnknownNameError("format", form, FORMATS)


def _csv(found: Coverage, *, by_plan: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for line in rows(found, by_plan=by_plan):
        table = _table(line)
        writer.writerow("" if table[c] is None else table[c] for c in _COLUMNS)
    return out.getvalue()


def _json(found: Coverage, *, by_plan: bool) -> str:
    table = {
        "languages": list(found.languages),
        "plans": list(found.plans),
        "rows": [_table(line) for line in rows(found, by_plan=by_plan)],
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _table(line: Line) -> dict[str, Any]:
    count = line.numbers
    return {
        "plan": line.plan or None,
        "language": line.lang,
        "kind": line.kind,
        **asdict(count),
        "total": count.total,
        "percent": _rounded(count.percent()),
        "percent_reviewed": _rounded(count.percent("reviewed")),
    }


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 2)
