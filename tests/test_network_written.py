"""Nothing that stands in a network can become a quad that nobody meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ID, MG
from mandategraph.errors import QueryError
from mandategraph.language import LanguagePolicy
from mandategraph.network import from_network, to_network
from mandategraph.network.written import literal_term, node_term
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from mandategraph.network import Network

ENGLISH = LanguagePolicy(["en"])
EDITOR = f"{ID}person-editor"
S, P, Q = "https://example.org/s", "https://example.org/p", "https://example.org/q"
BLANK_AND_MORE = f"_:a .\n<{S}> <{P}> <{Q}"
IRI_AND_MORE = f"{S}> <{P}> <{Q}> .\n<{S}"
NASTY = st.text('_:ab.-\n\t <>"@^\\/é1', max_size=14)


def network(
    source: str = S, predicate: str = P, target: str = Q, graph: str = ""
) -> Network:
    """A network of one quad."""
    found: Network = nx.MultiDiGraph(holds="quads")
    found.add_edge(source, target, (predicate, graph))
    return found


@pytest.mark.parametrize("nasty", [BLANK_AND_MORE, IRI_AND_MORE, "_:", "_:-a", "x", ""])
@pytest.mark.parametrize("place", ["source", "predicate", "target", "graph"])
def test_a_term_that_holds_more_than_a_term_is_refused(place: str, nasty: str) -> None:
    if (place, nasty) == ("graph", ""):
        return  # the default graph
    with pytest.raises(QueryError, match=r"not (an absolute IRI|a blank node)"):
        from_network(network(**{place: nasty}))


def test_a_predicate_is_no_blank_node() -> None:
    with pytest.raises(QueryError, match="not an absolute IRI"):
        from_network(network(predicate="_:p"))


@settings(max_examples=300, deadline=None)
@given(NASTY.map(lambda text: f"_:{text}"))
@example(BLANK_AND_MORE)
@example("_:é.1")
@example("_:a.")
def test_blank_nodes_are_those_that_a_parser_takes_for_one(name: str) -> None:
    line = f"{name} <{P}> <{Q}> ."
    try:
        quads = list(ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS))
        one = len(quads) == 1 and quads[0].subject == ox.BlankNode(name[2:])
    except (SyntaxError, ValueError):
        one = False
    if one:
        assert node_term(name) == name
    else:
        with pytest.raises(QueryError):
            node_term(name)


@settings(max_examples=300, deadline=None)
@given(NASTY.map(lambda text: f'"a{text}'))
@example(f'"a" . <{S}> <{P}> "a"')
@example('"a"@en-gb')
@example('"a"@1')
@example('"\\q"')
@example('"\\u00e9"')
@example('"a"^^<x:y>')
@example('"a"^^<x:y> <x:g>')
@example('"a"^^<y>')
def test_what_is_taken_for_a_literal_is_one_or_nothing(text: str) -> None:
    line = f"<{S}> <{P}> {text} ."
    try:
        quads = list(ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError):
        quads = []  # a tag or an IRI may be one that only the parser refuses
    plain = text == text.strip(" \t\n") and "#" not in text  # else it overlooks some
    own = [q for q in quads if q.graph_name == ox.DefaultGraph()]
    if quads and own == quads and plain and isinstance(own[0].object, ox.Literal):
        assert literal_term(text) == text
        assert len(quads) == 1
    elif quads:
        with pytest.raises(QueryError):
            literal_term(text)


@pytest.mark.parametrize(
    "literal",
    ['"x"@en . <a:b> <a:c> "x"', '"x"@é', '"\\q"', '"x"^^<y>', "x", '"\ud800"'],
)
def test_a_literal_that_is_none_is_refused(literal: str) -> None:
    found = network()
    key = (P, "")
    cast("dict[object, object]", found.nodes[S])[key] = [literal]
    with pytest.raises(QueryError, match=r"not (a literal|an absolute IRI)"):
        from_network(found)


def test_an_iri_that_only_a_full_parser_refuses_is_one_line_too() -> None:
    with pytest.raises(QueryError, match="the network: not readable"):
        from_network(network(target="http://[x"))


def test_an_empty_network_is_named() -> None:
    with pytest.raises(QueryError, match="it is empty"):
        from_network(nx.MultiDiGraph(holds="quads"))


def test_a_key_of_three_parts_is_refused() -> None:
    found = network()
    cast("dict[object, object]", found.nodes[S])[P, "", "more"] = ['"x"']
    with pytest.raises(QueryError, match="3 parts"):
        from_network(found)


def added(**attributes: str) -> Network:
    """A plan network with one element added by hand."""
    graph = (
        f"<{ID}p> a <{MG}Plan> .\n<{ID}o> a <{MG}Objective> ; <{MG}elementOf> <{ID}p> ."
    )
    found = to_network(MandateGraph.from_bytes(graph.encode()), ENGLISH)
    found.add_node(f"{ID}new", **{"kind": "objective", "label": "x", **attributes})
    return found


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"label_lang": f"en .\n<{S}> <{P}> <{Q}> .\n#"}, "not a language tag"),
        ({"plan": IRI_AND_MORE}, "not an absolute IRI"),
        ({"label": "\ud800"}, "half of a character"),
    ],
)
def test_attributes_added_by_hand_are_checked(
    attributes: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        from_network(added(**attributes), agent=EDITOR)


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"relation": f"x:{IRI_AND_MORE}"}, "not an absolute IRI"),
        ({"relation": "serves", "confidence": "high"}, "no number"),
    ],
)
def test_links_added_by_hand_are_checked(
    attributes: dict[str, str], message: str
) -> None:
    found = added()
    found.add_edge(f"{ID}new", f"{ID}o", **attributes)
    with pytest.raises(QueryError, match=message):
        from_network(found, agent=EDITOR)


def test_an_agent_is_an_iri() -> None:
    with pytest.raises(QueryError, match="agent: me: not an absolute IRI"):
        from_network(added(), agent="me")


@pytest.mark.parametrize("name", [BLANK_AND_MORE, IRI_AND_MORE, "_:b1"])
def test_a_name_in_a_plan_network_is_an_iri(name: str) -> None:
    found = nx.relabel_nodes(added(), {f"{ID}o": name})
    with pytest.raises(QueryError):
        from_network(found, agent=EDITOR)
