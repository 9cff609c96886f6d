"""The outline of a query, by which its pages are asked for: itself or nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.query import Catalogue
from mandategraph.store.endpoint.outline import parts_of


@pytest.mark.parametrize(
    ("query", "form", "head", "where", "order", "limit", "offset"),
    [
        ("SELECT ?a { ?a ?b ?c }", "SELECT", "SELECT ?a ", "{ ?a ?b ?c }", "", None, 0),
        (
            """PREFIX create: <http://x#y> # ASK { }
select (COUNT(*) as ?n) where { ?a ?b "} limit 1" # }
} group by ?a having(?n > 1) order
by ?n limit 7""",
            "SELECT",
            "select (COUNT(*) as ?n) ",
            'where { ?a ?b "} limit 1" # }\n} group by ?a having(?n > 1) ',
            "?n",
            7,
            0,
        ),
        (
            "SELECT * FROM <http://a#LIMIT> { ?s <p> '''it's } ''' } OFFSET 5 LIMIT 4#",
            "SELECT",
            "SELECT * ",
            "{ ?s <p> '''it's } ''' } ",
            "",
            4,
            5,
        ),
        (
            "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
            "CONSTRUCT",
            "CONSTRUCT { ?s ?p ?o } ",
            "{ ?s ?p ?o }",
            "",
            None,
            0,
        ),
    ],
)
def test_the_outline_of_a_query_is_found(
    query: str,
    form: str,
    head: str,
    where: str,
    order: str,
    limit: int | None,
    offset: int,
) -> None:
    parts = parts_of(query)
    assert parts is not None
    assert (parts.form, parts.head, parts.where) == (form, head, where)
    assert (parts.order, parts.limit, parts.offset) == (order, limit, offset)
    assert parts.prologue + parts.head + parts.dataset == query[: query.rfind(where)]


PIECES = """SELECT ?a { } ( ) FROM <x:y> LIMIT 3 " ''' # ORDER BY VALUES WHERE \\ < é"""


@given(st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=30).map(" ".join))
def test_an_outline_is_the_query_itself_or_nothing(query: str) -> None:
    parts = parts_of(query)
    if parts is None:
        return
    start = parts.prologue + parts.head + parts.dataset + parts.where
    assert query.startswith(start)
    assert parts.order in query


def test_every_question_of_the_catalogue_has_an_outline() -> None:
    for question in Catalogue.load().values():
        parts = parts_of(question.text)
        assert (parts is not None) or question.kind in ("ask", "describe")
        if parts:
            assert parts.form == question.kind.upper()
            assert re.sub(r"\s", "", parts.prologue + parts.head) in re.sub(
                r"\s", "", question.text
            )
