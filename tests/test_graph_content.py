"""The content of a graph: the same lines and hash however it came about."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.store.transfer import content
from mandategraph.store.transfer.content import Content, difference

N_TRIPLES = ox.RdfFormat.N_TRIPLES
XSD = "http://www.w3.org/2001/XMLSchema#"
words = st.text('abcé目 \n"\\', max_size=8)
triples = st.lists(
    st.tuples(st.integers(0, 9), words).map(
        lambda t: ox.Triple(
            ox.NamedNode(f"urn:s{t[0]}"), ox.NamedNode("urn:p"), ox.Literal(t[1])
        )
    ),
    max_size=60,
)


def of(lines: list[str]) -> Content:
    return Content.parsed("".join(f"{line} .\n" for line in lines).encode(), N_TRIPLES)


@given(triples, st.randoms(use_true_random=False), st.integers(1, 20))
def test_order_repetition_and_memory_make_no_difference(
    given_triples: list[ox.Triple], random: object, chunk: int
) -> None:
    lines = [str(t) for t in given_triples]
    shuffled = lines + lines[:5]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    expected = sorted({f"{line} .\n".encode() for line in lines})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "_CHUNK", chunk)  # sorted on disk above it
        found = of(shuffled)
        assert list(found.lines()) == expected
    assert found.measure.triples == len(expected)
    assert found.measure.sha256 == hashlib.sha256(b"".join(expected)).hexdigest()
    assert of(lines).difference(found).same


@given(triples, triples)
def test_what_differs_is_what_one_side_has_alone(
    one: list[ox.Triple], other: list[ox.Triple]
) -> None:
    found = of([str(t) for t in one]).difference(of([str(t) for t in other]))
    ours, theirs = (
        {f"{t} .\n".encode() for t in side} for side in (set(one), set(other))
    )
    assert set(found.missing) == ours - theirs
    assert set(found.extra) == theirs - ours
    assert found.respelled == []


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (("1.5", "decimal"), ("1.50", "decimal"), True),
        (("99999999999", "integer"), ("99999999999", "decimal"), True),
        (("0.7533333333333333", "decimal"), ("0.753333333333333", "decimal"), True),
        (("1000", "double"), ("1.0E3", "double"), True),
        (("0.75333333333333", "decimal"), ("0.753333333333333", "decimal"), False),
        (("1", "integer"), ("2", "integer"), False),
        (("1", "integer"), ("1", "string"), False),
        (("1E999999999", "double"), ("INF", "double"), False),
        (("2020", "gYear"), ("2020", "integer"), False),
    ],
)
def test_numbers_are_compared_by_value_to_15_digits(
    here: tuple[str, str], there: tuple[str, str], *, same: bool
) -> None:
    ours, theirs = (
        [f'<urn:s> <urn:p> "{text}"^^<{XSD}{kind}> .\n'.encode()]
        for text, kind in (here, there)
    )
    assert difference(ours, theirs).same is same


def test_two_equal_numbers_may_become_one() -> None:
    one = f'<urn:s> <urn:p> "1"^^<{XSD}integer> .\n'.encode()
    other = f'<urn:s> <urn:p> "1.0"^^<{XSD}decimal> .\n'.encode()
    assert difference([one, other], [one]).same
    assert not difference([one, b"<urn:s> <urn:p> <urn:o> .\n"], [one]).same


def test_blank_nodes_are_named_by_their_place() -> None:
    first = of(["_:a <urn:p> _:b", '_:b <urn:q> "_:a"'])
    second = of(["_:x <urn:p> _:a", '_:a <urn:q> "_:a"'])
    third = of(["_:x <urn:p> _:x", '_:x <urn:q> "_:a"'])
    assert first.measure == second.measure
    assert first.measure != third.measure
