"""Answers kept on disk: only when asked for, never wrong, never a secret."""

from __future__ import annotations

import json
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bad_server import Request, Script, reply, serving
from mandategraph.cli import command
from mandategraph.errors import StoreError
from mandategraph.store import EndpointSettings, MandateGraph, open_graph
from mandategraph.store.endpoint.cache import AnswerCache
from mandategraph.store.endpoint.reply import Reply
from mandategraph.store.endpoint.settings import cache_folder

QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


def counting() -> Script:
    """A server whose answer is the number of the request."""
    count = 0

    def script(_: Request) -> list[bytes]:
        nonlocal count
        count += 1
        cell = {"s": {"type": "literal", "value": str(count)}}
        document = {"head": {"vars": ["s"]}, "results": {"bindings": [cell]}}
        return [reply(json.dumps(document), Server="Virtuoso/7")]

    return script


def ask(url: str, query: str = QUERY, **settings: Any) -> str:
    graph = open_graph(url, endpoint=EndpointSettings(**settings))
    ((value,),) = graph.select_text(query)
    return value


def test_nothing_is_kept_unless_asked_for(tmp_path: Path) -> None:
    with serving(counting()) as server:
        assert [ask(server.url), ask(server.url)] == ["1", "2"]
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_used_again_until_it_is_renewed(tmp_path: Path) -> None:
    with serving(counting()) as server:
        said = [ask(server.url, cache=tmp_path) for _ in range(3)]
        assert said == ["1", "1", "1"]
        assert ask(server.url, QUERY + " LIMIT 2", cache=tmp_path) == "2"
        assert ask(server.url, cache=tmp_path, refresh=True) == "3"
        assert ask(server.url, cache=tmp_path) == "3"
        assert ask(server.url) == "4"
        # the method and the time limit do not change the answer
        assert ask(server.url, cache=tmp_path, method="post", timeout=9) == "3"
        assert ask(f"{server.url}?default-graph-uri=x:y", cache=tmp_path) == "5"
        assert len(server.requests) == 5


def test_an_answer_that_is_too_old_is_asked_for_again(tmp_path: Path) -> None:
    with serving(counting()) as server:
        assert ask(server.url, cache=tmp_path) == "1"
        (entry,) = tmp_path.iterdir()
        days = time.time() - 8 * 86_400
        os.utime(entry, (days, days))
        assert ask(server.url, cache=tmp_path, cache_days=9) == "1"
        assert ask(server.url, cache=tmp_path) == "2"
        assert ask(server.url, cache=tmp_path) == "2"


@pytest.mark.parametrize("damage", ["empty", "half", "other", "headless", "folder"])
def test_an_entry_that_is_damaged_is_replaced(tmp_path: Path, damage: str) -> None:
    with serving(counting()) as server:
        assert ask(server.url, cache=tmp_path) == "1"
        (entry,) = tmp_path.iterdir()
        data = entry.read_bytes()
        head, _, body = data.partition(b"\n")
        if damage == "folder":
            entry.unlink()
            entry.mkdir()
        else:
            entry.write_bytes(
                {
                    "empty": b"",
                    "half": data[:-9],
                    "other": head.replace(b'"sha256": "', b'"sha256": "0')
                    + b"\n"
                    + body,
                    "headless": b"[1]\n" + body,
                }[damage]
            )
        assert ask(server.url, cache=tmp_path) == "2"
        again = "3" if damage == "folder" else "2"
        assert ask(server.url, cache=tmp_path) == again


def test_an_answer_that_cannot_be_used_is_not_kept(tmp_path: Path) -> None:
    fine = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": []}})
    partial = reply(fine, X_SQL_State="S1TAT")
    for bad in (reply('{"head": '), reply("no", 503), partial, reply("<html>")):
        with serving(bad, bad, reply(fine)) as server:
            settings = EndpointSettings(cache=tmp_path, retries=1, timeout=2)
            graph = open_graph(server.url, endpoint=settings)
            with pytest.raises(StoreError):
                graph.select(QUERY)
            assert list(tmp_path.iterdir()) == []


def test_credentials_are_not_in_the_cache_but_part_of_the_question(
    tmp_path: Path,
) -> None:
    with serving(counting()) as server:
        mine = server.url.replace("//", "//me:s3cr3t@")
        assert ask(mine, cache=tmp_path) == "1"
        assert ask(server.url, cache=tmp_path) == "2"
        for who, number in (
            ({"token": "abc.def"}, "3"),
            ({"user": "me", "password": "s3cr3t"}, "1"),
            ({"user": "you", "password": "x"}, "4"),
        ):
            assert ask(server.url, cache=tmp_path, **who) == number
    for entry in tmp_path.iterdir():
        content = entry.name.encode() + entry.read_bytes()
        assert b"s3cr3t" not in content
        assert b"abc.def" not in content
        assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_pages_are_kept_too(tmp_path: Path) -> None:
    store = MandateGraph.from_nquads(
        b"".join(b'<x:s> <x:p> "%d" <x:g> .\n' % i for i in range(300))
    )

    def script(request: Request) -> list[bytes]:
        rows = store.select(request.query)
        cells = [
            {rows.variables[0]: {"type": "literal", "value": str(row[0])}}
            for row in rows.rows
        ]
        document = {"head": {"vars": rows.variables}, "results": {"bindings": cells}}
        return [reply(json.dumps(document))]

    with serving(script) as server:
        settings = EndpointSettings(cache=tmp_path, page_size=100)
        query = "SELECT ?o { ?s ?p ?o }"
        rows = open_graph(server.url, endpoint=settings).select_text(query)
        asked = len(server.requests)
        assert open_graph(server.url, endpoint=settings).select_text(query) == rows
        assert len(rows) == 300
        assert len(server.requests) == asked


def test_the_cache_stays_below_its_size(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path, days=7, most_bytes=10_000)
    for i in range(8):
        cache.put([str(i)], Reply(200, {}, os.urandom(3000)))
        os.utime(cache._path([str(i)]), (time.time() - 100 + i,) * 2)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) <= 10_000
    assert cache.get(["7"]) is not None
    assert cache.get(["0"]) is None
    stale = tmp_path / "somebody-elses"
    stale.write_text("kept")
    os.utime(stale, (0, 0))
    cache.put(["8"], Reply(200, {}, b"x"))
    assert stale.exists()


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with serving(counting()) as server:
        place = tmp_path / "file" / "below"
        assert [ask(server.url, cache=place) for _ in range(2)] == ["1", "2"]


def test_the_folder_follows_the_rule_of_the_platform(tmp_path: Path) -> None:
    there = cache_folder({"XDG_CACHE_HOME": str(tmp_path)})
    assert there == tmp_path / "mandategraph" / "answers"
    home = Path.home() / ".cache" / "mandategraph" / "answers"
    assert cache_folder({"XDG_CACHE_HOME": "not/absolute"}) == home
    assert cache_folder({}) == home


def test_the_command_line_keeps_and_renews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with serving(counting()) as server:

        def said(*options: str, **env: str) -> str:
            line = ["query", QUERY, server.url, "-f", "csv", *options]
            done = CliRunner(env=env).invoke(command, line)
            assert done.exit_code == 0, done.output
            return done.stdout.split()[1]

        first = said("--cache")
        assert said("--cache") == first
        assert said() != first
        renewed = said("--refresh")
        assert renewed != first
        assert said(MANDATEGRAPH_CACHE="yes") == renewed
        assert said("--no-cache", MANDATEGRAPH_CACHE="yes") != renewed
    assert (tmp_path / "mandategraph" / "answers").is_dir()
