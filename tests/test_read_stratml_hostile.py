"""Broken and hostile XML: one clear line, bounded memory, nothing fetched."""

from __future__ import annotations

import random
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read.source import Input
from mandategraph.read.stratml.reader import readings
from mandategraph.read.xml import elements, parse
from running import peak_memory
from stratml_plans import INVALID, VALID, assert_covered, read_bytes

REASONS = {
    "bare_ampersand.xml": "line 3: a & begins no entity; write &amp;",
    "cut.xml": "line 3: Premature end of data",
    "empty.xml": "Document is empty",
    "entities.xml": "line 2: a DOCTYPE with declarations",
    "external_dtd.xml": "line 2: a DOCTYPE with an external DTD",
    "external_entity.xml": "line 2: a DOCTYPE with declarations",
    "labels.xml": "no StratML: the root is messages",
    "latin1.xml": "line 3: Invalid bytes in character encoding",
    "undeclared_entity.xml": "line 1: Entity 'nbsp' not defined",
}
GOAL = b"<Goal><Name>x</Name></Goal>"
PEAK = 700  # megabytes: of a process that reads a file at the limit of nodes


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "plan.xml")
    message = str(caught.value)
    assert message.startswith("plan.xml: ")
    assert "\n" not in message
    assert caught.value.advice
    return message


def test_there_is_a_reason_for_each_invalid_file() -> None:
    assert sorted(p.name for p in INVALID.iterdir()) == sorted(REASONS)


@pytest.mark.parametrize("name", REASONS)
def test_an_invalid_file_is_refused_in_one_line(name: str) -> None:
    assert REASONS[name] in refused((INVALID / name).read_bytes())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb2312", "utf-32"])
def test_entities_are_refused_in_any_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>'
    text += (
        '<!DOCTYPE a [<!ENTITY b "c">]><StrategicPlan><Name>&b;</Name></StrategicPlan>'
    )
    assert "a DOCTYPE with declarations" in refused(text.encode(encoding))


def test_the_dtd_of_a_page_is_not_opened(tmp_path: Path) -> None:
    dtd = tmp_path / "page.dtd"
    dtd.write_text('<!ENTITY secret "found">', encoding="utf-8")
    data = f'<!DOCTYPE html SYSTEM "{dtd.as_uri()}"><html>\n<StrategicPlan>'
    data += "<Name>a &secret; b</Name></StrategicPlan></html>"
    assert "line 2: nothing declares the entity &secret;" in refused(data.encode())


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    page = (
        b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://192.0.2.1/x.dtd">'
    )
    reading = read_bytes(
        page + b"<html><StrategicPlan>" + GOAL + b"</StrategicPlan></html>"
    )
    assert len(reading.statements) == 1


def test_a_million_nested_elements_are_refused() -> None:
    assert "Excessive depth in document: 256" in refused(b"<Goal>" * 1_000_000)


def test_nesting_as_deep_as_the_parser_allows_is_read() -> None:
    for name in ("Goal", "Objective", "Goals", "Organization", "x", "TargetResult"):
        begin, end = f"<{name}><Name>a</Name>", f"</{name}>"
        data = f"<StrategicPlan>{begin * 250}{end * 250}</StrategicPlan>"
        read_bytes(data.encode())


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as stream:
        stream.write(b"<StrategicPlan>")
        stream.truncate(100 << 20)
    source = Input.of(path)
    with pytest.raises(SourceError, match="more than 32 MB of XML"):
        next(readings(source))
    assert "data" not in vars(source)


def test_too_many_elements_are_refused() -> None:
    data = b"<StrategicPlan>" + b"<x>a</x>" * 600_000 + b"</StrategicPlan>"
    assert "more than 1000000 XML elements and attributes" in refused(data)


def test_too_many_attributes_are_refused() -> None:
    many = b" ".join(b'a%d="x"' % i for i in range(30_000))
    data = b"<StrategicPlan " + many + b"/>"
    assert "more than 1000 attributes" in refused(data)


def test_a_page_of_very_many_plans_is_refused() -> None:
    data = b"<html>" + b"<StrategicPlan><Name>a</Name></StrategicPlan>" * 1001
    assert "1001 plans in one page" in refused(data + b"</html>")


WORST = {
    "goals": b"<Goal><Name>x</Name></Goal>" * 240_000,
    "fields": b"<Goal>" + b"<x>a</x>" * 480_000 + b"</Goal>",
    "names": b"<Goal>" + b"<Name>x</Name>" * 480_000 + b"</Goal>",
    "results": b"<Objective><PerformanceIndicator><MeasurementInstance>"
    + b"<x>a</x>" * 200_000
    + b"<TargetResult>1</TargetResult>" * 200_000
    + b"</MeasurementInstance></PerformanceIndicator></Objective>",
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_that_are_read_stay_within_bounds(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "worst.xml"
    path.write_bytes(b"<StrategicPlan>" + WORST[name] + b"</StrategicPlan>")
    code = (
        "import sys; from mandategraph.read.source import Input; "
        "from mandategraph.read.stratml.reader import readings; "
        "list(readings(Input.of(sys.argv[1])))"
    )
    assert peak_memory(code, path)[0] < PEAK


def test_streaming_gives_each_element_with_its_ancestors_and_frees_it() -> None:
    data = b"<a v='1'>" + b"<b><c>x</c></b><d/>" * 50_000 + b"</a>"
    count = 0
    for element in elements(Input("a.xml", data=data), "{*}b"):
        above = element.getparent()
        assert above is not None
        assert above.get("v") == "1"
        if count % 1000 == 0:
            assert len(above) < 10_000  # one chunk of the file at most
        assert element.findtext("c") == "x"
        count += 1
    assert count == 50_000


def test_streaming_gives_only_the_outermost_of_nested_elements() -> None:
    found = elements(Input("a.xml", data=b"<a><b>1<b>2</b></b><b>3</b></a>"), "b")
    assert ["".join(map(str, e.itertext())) for e in found] == ["12", "3"]


STREAMED = {
    b"<a><b>x & y</b></a>": "line 1: a & begins no entity",
    b"<a><b/>": "line 1: ",
    b"": "no element found",
    b'<!DOCTYPE a [<!ENTITY b "c">]><a><b>&b;</b></a>': "a DOCTYPE with declarations",
    b"<a>" + b"<c/>" * 1_100_000 + b"</a>": "one element has more than 1000000 XML",
    b"<!--" + b"x" * 2_000_000: "no element in the first",
}


@pytest.mark.parametrize(("data", "reason"), STREAMED.items(), ids=STREAMED.values())
def test_streaming_refuses_what_the_whole_tree_refuses(
    data: bytes, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        list(elements(Input("a.xml", data=data), "{*}b"))
    assert "\n" not in str(caught.value)


def test_a_plain_doctype_is_allowed() -> None:
    for doctype in (b"<!DOCTYPE html>", b"<!DOCTYPE StrategicPlan>"):
        assert parse(Input("a.xml", data=doctype + b"<html/>")).tag == "html"


def checked(data: bytes) -> None:
    """A reading whose text is wholly spoken of, or a SourceError in one line."""
    try:
        (reading,) = readings(Input("fuzz.xml", data=data))
    except SourceError as error:
        refusal = str(error)
    else:
        refusal = ""
    assert "\n" not in refusal
    if refusal:
        return
    assert isinstance(reading, Reading)
    assert_covered(reading)
    ids = [s.id for s in reading.statements]
    assert len(ids) == len(set(ids))


FILES = sorted(VALID.glob("*.xml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_mutated_bytes_give_a_reading_or_a_source_error(path: Path) -> None:
    data, dice = path.read_bytes(), random.Random(path.name)  # noqa: S311 - no secret
    tags = [b"<Goal>", b"</Goal>", b"<Name/>", b"<Value>", b"<Role>a</Role>", b"<!--"]
    for _ in range(300):
        checked(damaged(data, dice, dice.randint(1, 6), pieces=tags))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_moved_elements_give_a_reading(path: Path) -> None:
    from lxml import etree

    dice = random.Random(path.name)  # noqa: S311 - no secret
    for _ in range(60):
        root = etree.fromstring(path.read_bytes())
        listed = [e for e in root.iter("*") if e is not root]
        for _ in range(4):
            moved, target = dice.choice(listed), dice.choice(listed)
            if moved not in set(target.iterancestors()) and moved is not target:
                target.append(moved)
        checked(etree.tostring(root))


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_random_bytes_give_a_source_error(data: bytes) -> None:
    checked(data)
