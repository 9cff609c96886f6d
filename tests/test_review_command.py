"""`mandategraph review`: the commands, the walk through the queue, the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mandategraph.review import log
from mandategraph.store import open_graph
from reviewed_plans import FIRST, RESULT, SECOND, basin, items, lines, link, rows
from running import COMMAND, run

__all__ = ["basin"]

ANA = ("--agent", "Ana")
LINKED = f"SELECT ?o {{ id:{RESULT} mg:expectedResultOf ?o }}"


def test_the_list_shows_what_waits_as_a_table_and_as_json(basin: Path) -> None:
    table = run("review", "list", str(basin))
    assert table.returncode == 0
    for words in ("share river data", "OBJECTIVE 2", "(0.3)", "ar: الحفاظ"):
        assert words in table.stdout
    assert "link: 1 undecided; duplicate: 1 undecided" in table.stderr
    data = json.loads(run("review", "list", str(basin), "-f", "json").stdout)
    assert data["items"] == items(basin)
    assert data["counts"]["translation"] == {"undecided": 3}
    few = run("review", "list", str(basin), "--kind", "translation", "--limit", "2")
    assert "1 more" in few.stderr


def test_one_item_is_shown_with_its_evidence(basin: Path) -> None:
    shown = run("review", "show", str(basin), link(basin, RESULT, SECOND))
    for words in ("“Neighbouring states share river data.”", "char=265,302", "matcher"):
        assert words in shown.stdout


def test_a_decision_is_in_the_graph_when_the_command_ends(basin: Path) -> None:
    item = link(basin, RESULT, SECOND)
    done = run("review", "accept", str(basin), item, *ANA, "--id", "d-1")
    assert (done.returncode, done.stdout) == (0, f"d-1 accept {item}\n")
    assert len(rows(basin, LINKED)) == 1
    again = run("review", "accept", str(basin), item, *ANA, "--id", "d-1")
    assert (again.returncode, again.stdout) == (0, done.stdout)  # sent twice, kept once
    assert len(log(basin)) == 1
    back = run("review", "undo", str(basin), *ANA)
    assert back.returncode == 0
    assert rows(basin, LINKED) == []


def test_a_decision_for_later_is_put_in_by_apply(basin: Path) -> None:
    before = lines(basin)
    edit = ("review", "set-title", str(basin), SECOND, "en", "Save water.")
    kept = run(*edit, *ANA, "--source", "p. 3", "--later")
    assert kept.returncode == 0
    assert lines(basin) == before
    told = run("review", "apply", str(basin))
    assert (told.returncode, told.stdout) == (0, "")
    assert "0 change nothing now" in told.stderr
    with open_graph(basin) as graph:
        assert graph.ask(
            f'ASK {{ id:{SECOND} mg:textForm/xl:literalForm "Save water."@en }}'
        )


def test_edits_and_the_log(basin: Path) -> None:
    source = ("--source", "interview\n=1+1")
    kg = str(basin)
    text = "Partager."
    assert (
        run("review", "translate", kg, RESULT, "fr", text, *ANA, *source).returncode
        == 0
    )
    assert run("review", "assign", kg, RESULT, FIRST, *ANA, *source).returncode == 0
    assert run("review", "undo", kg, *ANA).returncode == 0
    table = run("review", "log", kg)
    assert "undone" in table.stdout
    assert "3 decisions, 0 change nothing now" in table.stderr
    data = json.loads(run("review", "log", kg, "-f", "json").stdout)
    told = [(row["action"], row["holds"]) for row in data]
    assert told == [("translate", True), ("assign", False), ("undo", True)]
    assert data[0]["note"] == source[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("accept", "KG", "link-0", *ANA), "link-0: there is nothing to decide on"),
        (("reject", "KG", "ITEM", *ANA), "a rejection needs its reason"),
        (("accept", "KG", "ITEM"), "Missing option '--agent'"),
        (("set-title", "KG", FIRST, "en", "x", *ANA, "--source", "y"), "never edited"),
        (("undo", "KG", *ANA), "Ana: has decided nothing that holds"),
        (("undo", "KG", "d-9", *ANA), "d-9: no such decision"),
        (("list", "KG", "--plan", "zz"), "zz: no such plan"),
        (("apply", "http://127.0.0.1:1/sparql"), "kept beside a graph on disk"),
        (("apply", "gone"), "no such file or folder"),
        (("gone",), "Missing option '--agent'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    basin: Path, arguments: tuple[str, ...], message: str
) -> None:
    item = link(basin, RESULT, SECOND)
    real = {"KG": str(basin), "ITEM": item}
    before = lines(basin)
    done = run("review", *(real.get(a, a) for a in arguments), cwd=basin.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert lines(basin) == before
    assert log(basin) == []


def walk(kg: Path, answers: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The walk through the queue with these answers, a line each."""
    return subprocess.run(
        [*COMMAND, "review", str(kg), "--agent", "Ana", *options],
        input=answers,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
        check=False,
    )


def test_the_queue_is_walked_through_key_by_key(basin: Path) -> None:
    # help; reject without a reason; reject; undo; accept; skip the pair; a title; quit
    done = walk(basin, "?\nr\n\nr\nnot so\nu\na\ns\nt\nen\nSave water.\np. 3\nq\n")
    assert done.returncode == 0, done.stderr
    assert [d.action for d in log(basin)] == [
        "reject",
        "undo",
        "accept",
        "skip",
        "title",
    ]
    assert "a rejection needs its reason" in done.stderr
    assert "r  reject, for a reason" in done.stderr
    assert "took back" in done.stderr
    assert "5 decisions; they are in" in done.stderr
    assert "“OBJECTIVE 2”" in done.stdout
    assert len(rows(basin, LINKED)) == 1
    assert [i["state"] for i in items(basin, "duplicate")] == ["skipped"]
    assert items(basin, "wording") == []


def test_a_walk_ends_when_nothing_is_left_or_nobody_answers(basin: Path) -> None:
    done = walk(basin, "a\na\na\na\n", "--kind", "link", "--kind", "duplicate")
    assert done.returncode == 0
    assert "nothing is left to decide" in done.stderr
    assert len(log(basin)) == 2
    assert walk(basin, "").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_in_a_terminal_one_key_is_enough(basin: Path) -> None:
    import pty

    try:
        main, other = pty.openpty()
    except OSError as error:  # a bare chroot has no /dev/pts
        pytest.skip(f"no terminal can be opened here: {error}")
    command = [*COMMAND, "review", str(basin), "--agent", "Ana", "--kind", "link"]
    with subprocess.Popen(command, stdin=other, stdout=other, stderr=other) as walker:
        os.close(other)
        said, answered = b"", False
        try:
            while chunk := os.read(main, 4096):
                said += chunk
                if b"/q] " in said and not answered:
                    time.sleep(0.2)  # it is about to wait for a key
                    answered = bool(os.write(main, b"a"))
        except OSError:  # the terminal is gone with its last process
            pass
        assert walker.wait(timeout=30) == 0
    os.close(main)
    assert [d.action for d in log(basin)] == ["accept"]
    assert b"[a/r/s/t/u/?/q]" in said
