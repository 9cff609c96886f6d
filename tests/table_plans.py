"""Plans as rich as the model allows, and what they say wherever they are written."""

from __future__ import annotations

import re
from dataclasses import fields as members
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

from mandategraph.export.authoring import (
    csv_of,
    ods_of,
    xlsx_of,
)
from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Reading,
    Reference,
    Source,
    Span,
    Statement,
    StatementType,
    Value,
    Wording,
)
from mandategraph.read import Input
from mandategraph.read.table.reader import readings

HERE = Span(0, 1)
FORMATS = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}
PLACES = {
    "span",
    "fragments",
    "heading",
    "key",
    "boundary",
}  # of the source, not the plan
LANGS = ("en", "fr", "ar", "zh-hans")


def collapsed(text: str) -> str:
    return " ".join(text.split())


# what spreadsheets, CSV and XML take for something else comes up often
TRICKY = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "+33 1 45",
        "-5",
        "'-5",
        "@home",
        "a;b\\c=d",
        "_x0041_",
        "_x0041\x07",
        "\x00bell\x07",
        'say "no", then go',
        "<b>&amp;</b>",
        "العربية ١٢",
        "1,250",
        "1.250",
        "12 %",
        "none",
        "#N/A",
        "name <http://example.org/>",
        "\ufffe",
    ]
)
TEXTS = st.one_of(
    TRICKY,
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
words = TEXTS.map(collapsed).filter(bool)
dates = st.sampled_from(["2024", "2024-03", "2024-03-31", "1999-12-31"])
periods = st.builds(Period, st.none() | dates, st.none() | dates)
iris = st.sampled_from(
    ["http://metadata.un.org/sdg/4.1", "https://example.org/a;b?c=d%20e", "urn:x:1"]
)
references = st.lists(
    st.builds(
        Reference,
        st.sampled_from(["aligned_with", "references"]),
        iris,
        st.just(HERE),
        st.just("") | words,
    ),
    max_size=3,
).map(tuple)
extras = st.lists(st.builds(Field, words, st.just("") | words), max_size=3).map(tuple)


@st.composite
def wordings(
    draw: st.DrawFn, *, without: str = "", most: int = 3
) -> tuple[Wording, ...]:
    langs = draw(st.lists(st.sampled_from(LANGS), unique=True, max_size=most))
    return tuple(Wording(lang, draw(words), HERE) for lang in langs if lang != without)


values = st.builds(
    Value,
    kind=st.sampled_from(["baseline", "target", "measurement"]),
    span=st.just(HERE),
    printed=words,
    number=st.none() | st.sampled_from(["5", "-0.5", "1250"]),
    unit=st.none() | words,
    period=st.none() | periods,
    dimensions=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    notes=wordings(),
    fields=extras,
)
KINDS = get_args(StatementType)


@st.composite
def statements(
    draw: st.DrawFn, name: str, above: list[str], plan_lang: str
) -> Statement:
    kind: Any = draw(st.sampled_from(KINDS))
    lang = draw(st.sampled_from([plan_lang, *LANGS]))
    text = draw(st.none() | words)
    section = kind == "section_heading"
    measured = kind == "indicator"
    units = draw(wordings(most=1)) if measured else ()
    levels = [
        None,
        "levelGoal",
        "levelObjective",
        "output",
        "outcome",
        "typeUnspecified",
    ]
    return Statement(
        id=name,
        type=kind,
        lang=lang,
        span=HERE,
        ordinal=draw(st.none() | st.integers(0, 99)),
        label=draw(st.none() | words),
        text=text,
        text_status="extracted" if text or section else "absent_in_source",
        parent=draw(parents(above)),
        applies_to=tuple(draw(st.lists(st.sampled_from(above), max_size=2)))
        if above
        else (),
        also=draw(wordings(without=lang)),
        description=draw(wordings()),
        notes=draw(wordings()),
        code=draw(st.none() | words),
        identifier=draw(st.none() | words),
        level=draw(st.sampled_from(levels)),
        unit=units[0] if units else None,
        higher_is_better=draw(st.sampled_from([None, True, False]))
        if measured
        else None,
        values=tuple(draw(st.lists(values, max_size=3))) if measured else (),
        references=draw(references),
        fields=draw(extras),
    )


@st.composite
def parents(draw: st.DrawFn, above: list[str]) -> Parent:
    if not above:
        return Parent("none_in_source")
    some = st.sampled_from(above)
    confidence = st.none() | st.floats(0, 1)
    candidates = st.lists(st.builds(Candidate, some, confidence), max_size=3).map(tuple)
    bases = st.sampled_from(["stated", "reading-order", "layout-column"])
    return draw(
        st.one_of(
            st.builds(Parent, st.just("asserted"), bases, some),
            st.builds(
                Parent,
                st.sampled_from(["proposed", "unknown", "none_in_source"]),
                st.none() | bases,
                st.none(),
                candidates,
            ),
        )
    )


@st.composite
def plans(draw: st.DrawFn, number: int, ids: list[str]) -> Plan:
    lang = draw(st.sampled_from(LANGS))
    found: list[Statement] = []
    for name in ids:
        above = [s.id for s in found]
        found.append(draw(statements(name, above, lang)))
    parties: list[Party] = []
    for at in range(draw(st.integers(0, 2))):
        inside, serves = draw(st.tuples(st.booleans(), st.booleans()))
        parties.append(
            Party(
                id=f"p{number}-{at}",
                kind=draw(st.sampled_from(["organisation", "programme", "group"])),
                role=draw(st.sampled_from(["plan_of", "context", "performer"])),
                names=draw(wordings()),
                identifier=draw(st.just("") | words),
                code=draw(st.just("") | words),
                part_of=parties[-1].id if parties and inside else None,
                of=tuple(ids[:2]) if serves else (),
                description=draw(wordings()),
                fields=draw(extras),
            )
        )
    return Plan(
        key=f"plan-{number}",
        lang=lang,
        span=HERE,
        boundary="",
        statements=tuple(found),
        title=draw(wordings()),
        description=draw(wordings()),
        identifier=draw(st.none() | words),
        period=draw(st.none() | periods),
        published=draw(st.none() | dates),
        parties=tuple(parties),
        references=draw(references),
        fields=draw(extras),
    )


@st.composite
def whole_readings(draw: st.DrawFn) -> Reading:
    """One to three plans; their statements have ids that are no ordinary words."""
    ids = draw(st.lists(words, unique=True, max_size=6))
    cut = draw(st.integers(0, len(ids)))
    parts = [ids[:cut], ids[cut:]]
    found = [draw(plans(number, part)) for number, part in enumerate(parts)]
    source = Source("file", "0" * 64, "x", "text/plain", "test 1")
    return Reading(source, tuple(found))


def said(one: Any) -> Any:
    """What a part of a plan says, without the places where it says so.

    The order of languages, and of references of different kinds, says nothing.
    """
    if isinstance(one, tuple):
        found = [said(item) for item in one]
        if one and isinstance(one[0], Wording | Reference):
            first = {"lang", "relation"}
            found.sort(key=lambda d: [d[k] for k in first if k in d])
        return found
    if is_dataclass(one):
        return {
            member.name: said(getattr(one, member.name))
            for member in members(one)
            if member.name not in PLACES
        }
    return one


def read_again(data: bytes, suffix: str) -> Reading:
    (reading,) = readings(Input.of(data, f"plan.{suffix}"))
    return reading


def mapped(data: str | bytes, mapping: str, folder: Path, file: str) -> Reading:
    toml = folder / "mapping.toml"
    toml.write_text(mapping, "utf-8")
    raw = data.encode() if isinstance(data, str) else data
    (reading,) = readings(Input.of(raw, file), mapping=toml)
    return reading


def by_text(reading: Reading) -> dict[str, Statement]:
    return {s.text or "": s for s in reading.statements}


def uncarried(reading: Reading) -> dict[str, int]:
    lines = [w.message for w in reading.warnings if w.code == "not_carried"]
    found = [re.fullmatch(r"(.*?) x (\d+)(?:: .*)?", line) for line in lines]
    return {m[1]: int(m[2]) for m in found if m}
