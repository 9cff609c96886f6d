"""What holds of every reader: each reading is sound, each refusal is one line."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from mandategraph.errors import SourceError
from mandategraph.model import Framework, Reading
from mandategraph.read.cover import leftover, spans_of
from mandategraph.read.source import Input

Readings: TypeAlias = Callable[[Input], Iterator[Reading] | Iterator[Framework]]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test with this runs without any way to the network."""

    def refused(*_: object, **__: object) -> None:
        message = "a socket was opened"
        raise AssertionError(message)

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)


def check(found: Reading) -> None:
    """Assert what holds of every reading: coverage, wording, order, ids, parents."""
    text = found.source.text
    covered = bytearray(len(text))
    spans = [s for plan in found.plans for s in spans_of(plan)]
    for span in [*spans, *found.marks, *found.leftover]:
        assert 0 <= span.start <= span.end <= len(text)
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    assert all(covered[i] or c.isspace() for i, c in enumerate(text))
    assert found.leftover == leftover(text, found.plans, found.marks)
    ids = [s.id for s in found.statements]
    assert len(ids) == len(set(ids))
    for before, after in zip(found.plans, found.plans[1:], strict=False):
        assert before.span.end <= after.span.start
    for plan in found.plans:
        known = {s.id for s in plan.statements}
        for s in plan.statements:
            assert s.parent.target is None or s.parent.target in known
            if s.text is not None:
                words = " ".join(f.of(text) for f in s.fragments).replace("\xad", "")
                assert " ".join(words.split()) == " ".join(s.text.split())
    places = [place.span for place in found.source.places]
    assert places == sorted(places)
    assert all(place.path for place in found.source.places)


def checked(readings: Callable[[Input], Iterator[Reading]], source: Input) -> Reading:
    """The one reading of the source."""
    (found,) = readings(source)
    check(found)
    return found


def one_line(error: SourceError) -> None:
    assert "\n" not in str(error)


def survives(readings: Readings, name: str, data: bytes) -> int:
    """How many readings the bytes give; a SourceError of one line is none."""
    try:
        found = list(readings(Input(name, data=data)))
    except SourceError as error:
        one_line(error)
        return 0
    for one in found:
        if isinstance(one, Reading):
            check(one)
    return len(found)


def refused_as_expected(readings: Readings, expected: Path) -> None:
    """Assert that the file beside the `.expected` one is refused with its line."""
    (file,) = (f for f in expected.parent.glob(f"{expected.stem}.*") if f != expected)
    with pytest.raises(SourceError) as caught:
        list(readings(Input.of(file)))
    assert str(caught.value) == f"{file}: {expected.read_text('utf-8').strip()}"


def same_for_every_seed(module: str, files: Iterable[Path]) -> None:
    """Assert that the module reads the files alike whatever the hash seed."""
    code = (
        "import sys; from importlib import import_module; from pathlib import Path\n"
        "from mandategraph.read.source import Input\n"
        "readings = import_module(sys.argv[1]).readings\n"
        "print([repr(list(readings(Input('f', data=Path(f).read_bytes()))))"
        " for f in sys.argv[2:]])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, module, *map(str, files)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
