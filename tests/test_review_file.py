"""The file of decisions: what is confirmed is there, once and whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.errors import QueryError, SourceError, StoreError
from mandategraph.review import (
    DecidedError,
    Decision,
    Standing,
    decide,
    decisions_of,
    log,
    standing_of,
    undo,
)

ABOUT = {"subject": "rba-r-1", "subject_words": "Farmers use less water.@en"}
_WRITER = """
import sys
from mandategraph.review import Decision, decide
for n in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{n}"
    decide(sys.argv[1], Decision("accept", f"item-{name}", "Ana", {}, id=name))
    print(name, flush=True)
"""
_HOSTILE = (
    "one\ntwo\r\n\tthree",
    '=HYPERLINK("http://a.example","x")',
    "\u202eevil\u202c \u2066x\u2069",
    "لا أوافق",
    '"},{"id":"x',
    "a\u2028b\u0085c\x1b[31m",
    "\ufeff😀",
)


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    target = tmp_path / "plan.nq"
    target.write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    return target


def made(item: str = "link-1", action: str = "accept", **more: str) -> Decision:
    agent = more.pop("agent", "Ana")
    return Decision(action, item, agent, ABOUT, **more)  # type: ignore[arg-type]


def test_a_decision_is_kept_as_one_line_that_says_all(kg: Path) -> None:
    kept = decide(kg, made(action="reject", note="not so", id="d-1"))
    assert kept.id == "d-1"
    assert kept.time.endswith("Z")
    data = (kg.parent / "plan.nq.decisions/decisions.jsonl").read_bytes()
    assert data.count(b"\n") == 1
    assert json.loads(data) == {
        "id": "d-1",
        "time": kept.time,
        "agent": "Ana",
        "action": "reject",
        "item": "link-1",
        "about": ABOUT,
        "note": "not so",
    }
    assert log(kg) == [kept]
    # what is there is never written again: the file only grows
    decide(kg, made("link-2"))
    assert (decisions_of(kg)).read_bytes().startswith(data)


@pytest.mark.parametrize("note", _HOSTILE)
def test_a_hostile_note_comes_back_as_it_was_from_one_visible_line(
    kg: Path, note: str
) -> None:
    kept = decide(kg, made(note=note))
    decide(kg, made("link-2"))
    data = decisions_of(kg).read_bytes()
    assert len(data.decode().splitlines()) == 2  # also by the line ends of Unicode
    unseen = {"\u202e", "\u2066", "\u2028", "\x85", "\x1b", "\ufeff"}
    assert not unseen & set(data.decode())
    assert log(kg)[0].note == note == kept.note


def test_a_decision_on_nothing_or_by_nobody_is_refused(kg: Path) -> None:
    for one in (made(""), made(agent=" "), made(action="undo"), made(action="sell")):
        with pytest.raises(QueryError):
            decide(kg, one)
    assert log(kg) == []


@pytest.mark.parametrize("note", ["\ud800", "a\0b", "x" * 20_001])
def test_what_no_file_can_keep_is_refused_and_changes_nothing(
    kg: Path, note: str
) -> None:
    with pytest.raises(QueryError):
        decide(kg, made(note=note))
    assert log(kg) == []


def test_a_decision_that_is_sent_again_is_kept_once(kg: Path) -> None:
    first = decide(kg, made(id="tab-1"))
    assert decide(kg, made(id="tab-1")) == first
    assert log(kg) == [first]
    with pytest.raises(QueryError, match="Ana has made another decision of this id"):
        decide(kg, made("link-2", id="tab-1"))
    back = undo(kg, "Ana", as_id="tab-2")
    assert undo(kg, "Ana", as_id="tab-2") == back
    assert len(log(kg)) == 2


def test_whoever_comes_second_is_told_who_was_first(kg: Path) -> None:
    first = decide(kg, made(agent="Ana"))
    with pytest.raises(DecidedError, match=f"Ana accepted it at {first.time}") as told:
        decide(kg, made(action="reject", agent="Bob", note="no"))
    assert told.value.by == first
    assert log(kg) == [first]
    # a skip is no decision on the matter
    decide(kg, made("link-2", "skip"))
    decide(kg, made("link-2", "accept", agent="Bob"))
    with pytest.raises(DecidedError):
        decide(kg, made("link-2", "skip"))


def test_an_undo_can_be_undone_without_end(kg: Path) -> None:
    first = decide(kg, made())
    last = first
    for turn in range(1, 40):
        last = undo(kg, "Ana", last.id)
        assert standing_of(kg).state("link-1") == (
            "undecided" if turn % 2 else "accepted"
        )
    with pytest.raises(DecidedError, match="nothing is left to undo"):
        undo(kg, "Ana", first.id)
    with pytest.raises(QueryError, match="no such decision"):
        undo(kg, "Ana", "nothing")


def test_undoing_goes_back_through_ones_own_decisions(kg: Path) -> None:
    ids = [decide(kg, made(f"link-{n}", agent=a)).id for n, a in enumerate("AABA")]
    assert [undo(kg, "A").undoes for _ in range(3)] == [ids[3], ids[1], ids[0]]
    with pytest.raises(QueryError, match="A: has decided nothing that holds"):
        undo(kg, "A")
    assert [d.id for d in standing_of(kg).effective()] == [ids[2]]


def test_what_was_decided_otherwise_meanwhile_is_not_redone(kg: Path) -> None:
    decide(kg, made())
    back = undo(kg, "Ana")
    decide(kg, made(action="reject", agent="Bob", note="no"))
    with pytest.raises(DecidedError, match="Bob rejected it"):
        undo(kg, "Ana", back.id)
    assert standing_of(kg).state("link-1") == "rejected"


@pytest.mark.parametrize("cut", [1, 2, 30, 90])
def test_a_line_that_was_never_finished_is_cut_by_the_next_writer(
    kg: Path, cut: int
) -> None:
    first = decide(kg, made(id="whole"))
    path = decisions_of(kg)
    whole = path.read_bytes()
    half = made("link-2", id="half", time=first.time).line()
    path.write_bytes(whole + half[: len(half) - cut])
    kept = ["whole"] if cut > 1 else ["whole", "half"]  # only its end of line is lost
    assert [d.id for d in log(kg)] == kept
    decide(kg, made("link-3", id="next"))
    assert [d.id for d in log(kg)] == [*kept, "next"]
    assert path.read_bytes().endswith(b"\n")
    assert path.read_bytes().startswith(whole)


def test_a_damaged_line_is_named_and_nothing_is_written(kg: Path) -> None:
    decide(kg, made())
    path = decisions_of(kg)
    path.write_bytes(path.read_bytes() + b'{"id": 7}\n')
    before = path.read_bytes()
    for ask in (lambda: log(kg), lambda: decide(kg, made("link-2"))):
        with pytest.raises(SourceError, match=r"decisions.jsonl:2: .*no decision"):
            ask()
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_one_clear_error(
    kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(kg, made())
    before = decisions_of(kg).read_bytes()
    path = decisions_of(kg)

    def refuse(name: object, *rest: object) -> int:
        if name == path:
            raise PermissionError(13, "Permission denied", str(path))
        return really(name, *rest)  # type: ignore[arg-type]

    really = os.open
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreError, match="Permission denied; nothing was changed"):
        decide(kg, made("link-2"))
    monkeypatch.undo()
    assert decisions_of(kg).read_bytes() == before


def test_a_disk_that_is_full_leaves_no_half_of_a_line(
    kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(kg, made())
    before = decisions_of(kg).read_bytes()
    really = os.write

    def little(handle: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(28, "No space left on device")
        return really(handle, data[:20])

    monkeypatch.setattr(os, "write", little)
    with pytest.raises(StoreError, match="No space left on device"):
        decide(kg, made("link-2"))
    monkeypatch.undo()
    assert decisions_of(kg).read_bytes() == before


@pytest.mark.parametrize(
    "target", ["http://a.example/sparql", "-", "", "gone", "a.ttl"]
)
def test_what_cannot_have_decisions_is_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError):
        decide(target, made())
    assert not list(tmp_path.iterdir())


def test_two_processes_at_once_lose_nothing_and_double_nothing(kg: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(kg)]
    both = [subprocess.Popen([*command, name, "40"]) for name in ("one", "two")]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    ids = [d.id for d in log(kg)]
    for name in ("one", "two"):  # each in its own order
        assert [i for i in ids if i.startswith(name)] == [
            f"{name}-{n}" for n in range(40)
        ]
    assert len(ids) == 80


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize("confirmed", [1, 17, 43])
def test_what_was_confirmed_is_there_after_kill_9(kg: Path, confirmed: int) -> None:
    command = [sys.executable, "-c", _WRITER, str(kg), "d", "50"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(confirmed)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read().split()
        assert writer.wait() == -signal.SIGKILL or len(told) == 50
    names = [f"d-{n}" for n in range(50)]
    kept = [d.id for d in log(kg)]
    assert told == names[: len(told)]
    assert kept in (told, names[: len(told) + 1])  # one may be written and not told
    # started again, the same decisions are sent: none is lost, none is there twice
    again = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    assert again.stdout.split() == names
    assert [d.id for d in log(kg)] == names
    assert decisions_of(kg).read_bytes().count(b"\n") == 50


_STEPS = st.lists(
    st.tuples(st.sampled_from("ardu"), st.integers(0, 3), st.integers(0, 30)),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(_STEPS)
def test_any_sequence_of_decisions_and_undos_gives_what_a_simple_count_gives(
    steps: list[tuple[str, int, int]],
) -> None:
    every: list[Decision] = []
    # the model: whether each holds, switched by each undo along its chain
    holds: dict[str, bool] = {}
    target: dict[str, str] = {}

    def switch(name: str, *, on: bool) -> None:
        holds[name] = on
        if name in target:
            switch(target[name], on=not on)

    for number, (kind, item, pick) in enumerate(steps):
        name, when = f"d{number}", f"2026-11-23T12:00:{number:02d}Z"
        standing = Standing(every)
        if kind == "u":
            if not every:
                continue
            old = every[pick % len(every)].id
            new = Decision("undo", "", "A", {}, undoes=old, id=name, time=when)
        else:
            action = {"a": "accept", "r": "reject", "d": "skip"}[kind]
            new = Decision(action, f"i{item}", "A", {}, id=name, time=when)  # type: ignore[arg-type]
        try:
            standing.check(new)
        except DecidedError:
            continue
        every.append(Decision.parse(new.line(), "here"))
        if kind == "u":
            target[name] = new.undoes
        switch(name, on=True)
    standing = Standing(every)
    assert {d.id: standing.holds(d) for d in every} == holds
    for item in range(4):
        of = [d for d in every if d.item == f"i{item}" and holds[d.id]]
        firm = [d for d in of if d.action != "skip"]
        assert len(firm) <= 1  # nobody decides over another's head
        assert standing.on(f"i{item}") == next(reversed(firm or of), None)
    assert standing.effective() == [
        d for d in every if d.action in ("accept", "reject") and holds[d.id]
    ]


def test_files_merged_by_hand_count_each_decision_once_and_the_later_one_holds(
    kg: Path,
) -> None:
    one = made(id="d-1", time="2026-11-23T12:00:00Z")
    two = made(action="reject", agent="Bob", id="d-2", time="2026-11-23T12:00:01Z")
    path = decisions_of(kg)
    path.parent.mkdir()
    path.write_bytes(one.line() + two.line() + one.line())
    assert log(kg) == [one, two]
    assert standing_of(kg).effective() == [two]
    path.write_bytes(one.line() + made("other", id="d-1", time=one.time).line())
    with pytest.raises(SourceError, match="two decisions have the id d-1"):
        log(kg)


def test_a_decision_costs_little_beside_many(kg: Path) -> None:
    path = decisions_of(kg)
    path.parent.mkdir()
    when = "2026-11-23T12:00:00Z"
    many = (made(f"i-{n}", id=f"d-{n}", time=when).line() for n in range(5000))
    path.write_bytes(b"".join(many))
    begin = time.perf_counter()
    decide(kg, made())
    assert time.perf_counter() - begin < 2
