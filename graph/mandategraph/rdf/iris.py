"""Data IRIs: minted once from an ordinal or a hash, then kept in a ledger.

IRIs are ASCII, hold no words of any language and never come from a translation. The
hash is for minting only; the ledger is for keeping, so that a corrected reading of the
same statement keeps its IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from mandategraph.errors import SourceError
from mandategraph.model import Plan, Source, Span, Statement

CLASSES: Final = {
    "mandate": "Mandate",
    "objective": "Objective",
    "expected_result": "ExpectedResult",
    "indicator": "Indicator",
    "section_heading": "SectionHeading",
    "vision": "Vision",
    "value_statement": "ValueStatement",
}
_LETTER: Final = {"mandate": "m", "objective": "o", "expected_result": "r"} | {
    "indicator": "i",
    "section_heading": "h",
    "vision": "v",
    "value_statement": "s",
}
_COLUMNS: Final = ("key", "iri", "first_seen", "replaced_by", "wording")
_SAME_WORDING: Final = 0.9
_NUMBER: Final = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_LONGEST_COMPARISON: Final = 500


def digest(*parts: str, length: int = 10) -> str:
    """Hexadecimal head of the sha256 of the parts joined by `|`."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:length]


def collapsed(text: str) -> str:
    """The text in NFC with each run of blanks as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(slots=True)
class Entry:
    """One line of the ledger: the key of a statement and the IRI it keeps."""

    key: str
    iri: str
    first_seen: str
    replaced_by: str = ""
    wording: str = ""


@dataclass(slots=True)
class Ledger:
    """Which statement has which IRI, in the order of first sight."""

    entries: dict[str, Entry] = field(default_factory=dict)
    _of_plan: dict[str, list[Entry]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Enter a statement; an IRI once given to one is never given to another."""
        self.entries[entry.key] = entry
        self._of_plan.setdefault(entry.key.partition("|")[0], []).append(entry)
        self._taken.add(entry.iri.rpartition("/")[2])

    def of_plan(self, key: str) -> list[Entry]:
        """The entries of one plan."""
        return self._of_plan.get(key, [])

    def has_given(self, local: str) -> bool:
        """Whether a statement has the IRI with this last part."""
        return local in self._taken

    @classmethod
    def parse(cls, text: str, source: str = "ledger") -> Ledger:
        """The ledger in a TSV text; SourceError names the line that is not one."""
        ledger = cls()
        for number, line in enumerate(text.split("\n"), 1):
            row = line.split("\t")
            if not line or (number == 1 and tuple(row) == _COLUMNS):
                continue
            if len(row) != len(_COLUMNS):
                raise SourceError(
                    source,
                    f"line {number} has {len(row)} columns, not {len(_COLUMNS)}",
                    "restore the file from version control",
                )
            ledger.add(Entry(*row))
        return ledger

    def text_seen(self, sha256: str, *, base: str, day: str) -> str:
        """The day on which the text of this hash was first read; today's if new."""
        key = f"text|{sha256}"
        if key not in self.entries:
            self.add(Entry(key, f"{base}text/{sha256[:16]}", day))
        return self.entries[key].first_seen

    def text(self) -> str:
        """The ledger as TSV, sorted by key."""
        rows = ["\t".join(_COLUMNS)]
        rows += [
            f"{e.key}	{e.iri}	{e.first_seen}	{e.replaced_by}	{e.wording}"
            for e in sorted(self.entries.values(), key=lambda e: e.key)
        ]
        return "\n".join(rows) + "\n"


def mint(plan: Plan, ledger: Ledger, *, base: str, day: str) -> dict[str, str]:
    """IRI of each statement of the plan, by statement id; new ones join the ledger.

    The ledger decides the last part of an IRI, `base` what stands before it.
    """
    keys = _keys(plan)
    current = set(keys.values())
    by_id = {s.id: s for s in plan.statements}
    free = _unmatched(ledger, plan.key, current)
    found: dict[str, str] = {}
    for sid, key in keys.items():
        known = ledger.entries.get(key)
        # a wording that stands beside its own correction is a statement of its own
        if known is None or known.replaced_by in current:
            wording = collapsed(by_id[sid].text or by_id[sid].label or "")
            local = _minted(plan, ledger, free, key, wording)
            ledger.add(Entry(key, base + local, day, "", wording))
        found[sid] = base + ledger.entries[key].iri.rpartition("/")[2]
    return found


def _minted(
    plan: Plan, ledger: Ledger, free: list[Entry], key: str, wording: str
) -> str:
    """The last part of the IRI of a statement that the ledger does not know."""
    if kept := _closest(free, key, wording):
        free.remove(kept)
        kept.replaced_by = key
        return kept.iri.rpartition("/")[2]
    local = key.replace(f"{plan.key}|", f"{plan.key}-", 1).replace("|", "")
    local = re.sub(r"[^A-Za-z0-9.-]", "-", local)
    return f"{local}-{digest(key)}" if ledger.has_given(local) else local


def text_name(source: Source) -> str:
    """The hash of the file, and of the part's name when it is read in parts."""
    part = f"-{digest(source.part)}" if source.part else ""
    return f"{source.sha256[:16]}{part}"


def text_iri(base: str, source: Source) -> str:
    """IRI of the text that was extracted from the source."""
    return f"{base}text/{text_name(source)}"


def span_iri(text_iri: str, span: Span, kind: str = "char") -> str:
    """IRI of the span (`char`) or of its selectors (`position`, `quote`)."""
    return f"{text_iri}#{kind}={span.start},{span.end}"


def _keys(plan: Plan) -> dict[str, str]:
    """Ledger key of each statement: `ct|o|2`, `ct|r|-d84df12913`; unique."""
    seen: dict[str, int] = {}
    keys: dict[str, str] = {}
    for s in plan.statements:
        key = f"{plan.key}|{_LETTER[s.type]}|{_tail(plan, s, keys)}"
        count = seen[key] = seen.get(key, 0) + 1
        keys[s.id] = key if count == 1 else f"{key}-{count}"
    return keys


def _tail(plan: Plan, s: Statement, keys: dict[str, str]) -> str:
    """What tells the statement apart in its plan: its identifier, number or wording."""
    if s.identifier:
        return f"-{digest(plan.key, CLASSES[s.type], s.identifier)}"
    if s.type == "mandate" and s.code is None:
        return ""
    if s.type == "objective" and s.code:
        return re.sub(r"[^\w.-]", "-", s.code)
    if s.type == "objective" and s.ordinal is not None:
        above = keys.get(s.parent.target or "", "").split("|")
        upper = f"{above[2]}." if len(above) > 2 and above[1] == "o" else ""
        return f"{upper}{s.ordinal}"
    return f"-{digest(plan.key, CLASSES[s.type], collapsed(s.text or s.label or ''))}"


def _unmatched(ledger: Ledger, plan_key: str, current: set[str]) -> list[Entry]:
    """Earlier statements of the plan that are not in it now and were not corrected."""
    return [
        e
        for e in ledger.of_plan(plan_key)
        if e.key not in current and e.wording and not e.replaced_by
    ]


def _closest(free: list[Entry], key: str, wording: str) -> Entry | None:
    """The one earlier statement of the same class whose wording hardly differs."""
    letter = key.split("|")[1]
    if not wording or letter == "o" or len(free) > _LONGEST_COMPARISON:
        return None
    numbers = _NUMBER.findall(wording)
    rated = [
        (SequenceMatcher(None, e.wording, wording, autojunk=False).ratio(), e.iri, e)
        for e in free
        # another number is another statement, not a correction
        if e.key.split("|")[1] == letter and _NUMBER.findall(e.wording) == numbers
    ]
    best = max(rated, default=None, key=lambda r: r[:2])
    return best[2] if best and best[0] >= _SAME_WORDING else None
