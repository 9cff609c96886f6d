"""IATI files that strangers made: refused in one line, in bounded memory, or read."""

from __future__ import annotations

import gc
import random
import re
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import CHECKOUT
from damage import damaged
from iati_files import IATI, read_iati
from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
from mandategraph.read.cover import leftover, spans_of
from running import peak_memory

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Reading

VALID = sorted((IATI / "valid").glob("*.xml"))
ACTIVITY = (
    "<iati-activity xml:lang='en'><iati-identifier>XX-{0}</iati-identifier>"
    "<title><narrative>{1}</narrative></title></iati-activity>"
)


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_iati(data)
    message = str(caught.value)
    assert message.startswith("file.xml: ")
    assert "\n" not in message
    assert caught.value.advice
    return message


def document(*inside: str, head: str = "") -> bytes:
    body = "".join(inside)
    return f"{head}<iati-activities>{body}</iati-activities>".encode()


def sound(reading: Reading) -> None:
    """Assert what holds of every reading, whatever the file."""
    text = reading.source.text
    (plan,) = reading.plans
    assert reading.leftover == leftover(text, reading.plans, reading.marks)
    ids = {s.id for s in plan.statements}
    assert len(ids) == len(plan.statements)
    for span in spans_of(plan):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
    for s in plan.statements:
        assert is_language_tag(s.lang)
        if s.text is not None:
            joined = " ".join(f.of(text) for f in s.fragments)
            assert s.text == " ".join(joined.split())
        langs = [s.lang, *(w.lang for w in s.also)]
        assert len(set(langs)) == len(langs)
        linked = {c.target for c in s.parent.candidates} | {s.parent.target}
        assert linked - {None} <= ids
        for value in s.values:
            assert " ".join(value.span.of(text).split()) == value.printed
            for end in (value.period.start, value.period.end) if value.period else ():
                assert end is None or re.fullmatch(r"\d{4}(-\d\d-\d\d)?", end)
    of_statements = [r for s in plan.statements for r in s.references]
    for reference in [*plan.references, *of_statements]:
        assert reference.iri.isascii()
        assert not re.search(r"[\s<>\"{}|\\^`]", reference.iri)


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_our_own_files_are_sound(path: Path) -> None:
    for reading in read_iati(path.read_bytes()):
        sound(reading)


def test_entities_that_grow_are_refused() -> None:
    lines = ['<!ENTITY a0 "boom">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    head = f"<!DOCTYPE iati-activities [{''.join(lines)}]>"
    assert "DOCTYPE" in refusal(document(ACTIVITY.format(1, "&a9;"), head=head))


def test_outside_entities_are_refused_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    for target in (secret.as_uri(), "http://outside.example/x"):
        head = f'<!DOCTYPE iati-activities [<!ENTITY x SYSTEM "{target}">]>'
        message = refusal(document(ACTIVITY.format(1, "&x;"), head=head))
        assert "DOCTYPE" in message
        head = f'<!DOCTYPE iati-activities SYSTEM "{target}">'
        assert "DOCTYPE" in refusal(document(ACTIVITY.format(1, "x"), head=head))


def test_an_entity_that_nothing_declares_is_refused() -> None:
    assert "line 1" in refusal(document(ACTIVITY.format(1, "&nbsp;")))


def test_a_million_nested_elements_are_refused() -> None:
    deep = "<a>" * 1_000_000 + "</a>" * 1_000_000
    assert "line 1" in refusal(document(f"<iati-activity>{deep}</iati-activity>"))


def test_elements_that_nobody_knows_are_counted() -> None:
    unknown = "<a/>" * 300_000
    (reading,) = read_iati(f"<iati-activity>{unknown}</iati-activity>".encode())
    (warning,) = reading.warnings
    assert warning.message == "a x 300000: no part of a plan"


@pytest.mark.parametrize("tag", ["sector", "title", "result", "participating-org"])
def test_many_of_one_kind_take_time_in_proportion(tag: str) -> None:
    taken = []
    for count in (4_000, 40_000):
        one = f"<{tag} vocabulary='7' code='1'><narrative>n</narrative></{tag}>"
        xml = document(f"<iati-activity xml:lang='en'>{one * count}</iati-activity>")
        gc.disable()  # when it runs is a matter of chance
        try:
            start = time.process_time()
            (reading,) = read_iati(xml)
            taken.append(time.process_time() - start)
        finally:
            gc.enable()
        sound(reading)
    assert taken[1] < 40 * taken[0]  # square time would be a hundred times


def test_a_cut_file_is_refused_with_the_line_of_the_cut() -> None:
    whole = document(*(f"\n{ACTIVITY.format(i, 'x')}" for i in range(50)))
    for cut in range(20, len(whole) - 5, 211):
        line = whole[:cut].count(b"\n") + 1
        found = re.search(r"line (\d+)", refusal(whole[:cut]))
        assert found
        assert abs(int(found[1]) - line) <= 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\x00" * 50,
        b"no XML at all",
        b"<iati-activities>\xff\xfe</iati-activities>",
        document(ACTIVITY.format(1, "x")).decode().encode("utf-16-le"),
        b'<?xml version="1.0" encoding="klingon"?><iati-activities/>',
        b"<html><body>no activities</body></html>",
        b"<iati-activities xmlns='urn:x'><iati-activity/></iati-activities>",
    ],
    ids=range(9),
)
def test_what_is_no_iati_file_is_refused_in_one_line(data: bytes) -> None:
    refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-15", "cp1252"])
def test_declared_encodings_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    xml = f'<?xml version="1.0" encoding="{name}"?>'
    xml += f"<iati-activities>{ACTIVITY.format(1, 'Présence à 5 €')}</iati-activities>"
    (reading,) = read_iati(xml.encode(encoding))
    assert reading.plans[0].title[0].text == "Présence à 5 €"


def test_the_same_bytes_give_the_same_reading_whatever_the_hash_seed() -> None:
    path = IATI / "valid" / "everything.xml"
    program = (
        "from mandategraph.read import readings\n"
        f"data = open({str(path)!r}, 'rb').read()\n"
        "print(list(readings(data, format='iati')))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT / "graph")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


MEMORY = """
import sys
from pathlib import Path
from mandategraph.read.iati.reader import readings
from mandategraph.read.source import Input
count = sum(1 for _ in readings(Input.of(Path(sys.argv[1]))))
print(count)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    part = "".join(
        f"<result type='1'><title><narrative>Result {i}</narrative></title>"
        f"<indicator measure='1'><title><narrative>Indicator {i}</narrative></title>"
        f"<baseline year='2020' value='{i}'/></indicator></result>"
        for i in range(200)
    )
    peaks = []
    for count in (30, 400):
        path = tmp_path / f"{count}.xml"
        with path.open("w") as stream:
            stream.write("<iati-activities>")
            for i in range(count):
                stream.write(f"<iati-activity xml:lang='en'><iati-identifier>{i}")
                stream.write(f"</iati-identifier>{part}</iati-activity>\n")
            stream.write("</iati-activities>")
        peak, printed = peak_memory(MEMORY, path)
        assert printed == str(count)
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 15  # MB, for a file of 17 MB in place of 1


narrative = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30
)
lang = st.sampled_from(["", "en", "fr", "es", "ar", "EN", "xx_YY", "?"])
printed = st.one_of(
    st.integers(-9, 10**9).map(str), st.sampled_from(["", "n/a", "5%", "1,250"])
)


def escaped(text: str) -> str:
    for old, new in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(old, new)
    return text


def tagged(tag: str, texts: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<narrative xml:lang="{code}">{escaped(text)}</narrative>'
        for code, text in texts
    )
    return f"<{tag}>{inner}</{tag}>"


texts = st.lists(st.tuples(lang, narrative), max_size=3)
value = st.tuples(st.sampled_from(["target", "actual"]), printed)
indicator = st.tuples(texts, st.lists(printed, max_size=2), st.lists(value, max_size=3))
result = st.tuples(texts, st.lists(indicator, max_size=3))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(result, max_size=4), texts)
def test_made_up_activities_are_read_as_they_were_made(
    results: list[tuple[list[tuple[str, str]], list[tuple[object, ...]]]],
    title: list[tuple[str, str]],
) -> None:
    xml, made, values = tagged("title", title), [], []
    for names, indicators in results:
        xml += f'<result type="2">{tagged("title", names)}'
        made.append(("expected_result", first(names)))
        for i_names, baselines, periods in indicators:
            xml += f'<indicator measure="1">{tagged("title", i_names)}'  # type: ignore[arg-type]
            made.append(("indicator", first(i_names)))  # type: ignore[arg-type]
            for number in baselines:  # type: ignore[attr-defined]
                xml += f'<baseline value="{number}"/>'
                values += [("baseline", number)] if number else []
            for kind, number in periods:  # type: ignore[attr-defined]
                xml += f'<period><{kind} value="{number}"/></period>'
                word = "measurement" if kind == "actual" else kind
                values += [(word, number)] if number else []
            xml += "</indicator>"
        xml += "</result>"
    (reading,) = read_iati(document(f"<iati-activity>{xml}</iati-activity>"))
    sound(reading)
    assert [(s.type, s.text) for s in reading.statements] == made
    assert [(v.kind, v.printed) for s in reading.statements for v in s.values] == values


def first(names: list[tuple[str, str]]) -> str | None:
    return next((" ".join(t.split()) for _, t in names if t.split()), None)


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_changed_bytes_are_read_or_refused(path: Path) -> None:
    whole = path.read_bytes()
    rng = random.Random(path.stem)  # noqa: S311 - no secret
    refusals = []
    for _ in range(250):
        try:
            found = read_iati(damaged(whole, rng, rng.randint(1, 4)))
        except SourceError as error:
            refusals.append(str(error))
            continue
        for reading in found:
            sound(reading)
    assert len(refusals) > 20
    assert not [message for message in refusals if "\n" in message]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_iati(data)
