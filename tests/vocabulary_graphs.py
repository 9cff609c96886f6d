"""Made-up graphs over our vocabulary: anything may stand anywhere."""

from __future__ import annotations

import re

from hypothesis import strategies as st
from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import SH

from conftest import ID, MG
from mandategraph.check.focus import prefixes
from mandategraph.check.shapes import shapes_graph

XSD = "http://www.w3.org/2001/XMLSchema#"
SPAN = f"{ID}text/{'a' * 16}"
NODES = (
    *(f"<{ID}{name}>" for name in "abcde"),
    f"<{SPAN}>",
    f"<{SPAN}#char=0,1>",
    f"<{SPAN}#char=1,2>",
    "<urn:é>",
    "_:b1",
    "_:b2",
)
GRAPHS = ("<urn:g1>", "<urn:g2>", "")
NUMBERS = {
    "integer": "0 1 -1 2 +5 05 x 1_0 ٣ 99999999999999999999999",
    "decimal": "0 1.0 0.5 -1.5 1.50 .5 5. 1e3 NaN x 0.33333333333333333333333",
    "double": "0 0.5 NaN INF x",
    "boolean": "true false 1 0 TRUE x",
    "date": "2020-01-01 2021-01-01 2020-13-01 2020-01-01Z 2020",
    "gYear": "2019 2020",
}
LITERALS = (
    *(f'"{t}"^^<{XSD}{name}>' for name, all_ in NUMBERS.items() for t in all_.split()),
    *(
        f'"{t}"^^<{XSD}{name}>'
        for name in ("integer", "decimal")
        for t in ("", " 1", "1\\n")
    ),
    *(f'"{t}"' for t in ("", "a", "a ", " a", "a  b", "a\\n", "a\\u0085", "\\u00A0a")),
    *(
        f'"{t}"'
        for t in ("a\\u200E", "a\\u3000", "en", "FR", "*", "1,2", "1,2\\n", "8\\n")
    ),
    *('"a"@en', '"a"@fr', '"b"@en', '"c"@en-gb', '"a"@und', '""@en', '" a"@zxx-latn'),
    *(f'"{digit * 64}{end}"' for digit in "aA" for end in ("", "\\n")),
    '"z"^^<urn:other>',
)


def _iris() -> set[str]:
    """The IRIs that the shapes name, in their triples and in their constraints."""
    shapes = shapes_graph()
    named = {str(o) for o in shapes.objects() if isinstance(o, URIRef)}
    declared = dict(re.findall(r"PREFIX (\w+): <(.*)>", prefixes(shapes)))
    for text in shapes.objects(None, SH.select):
        names = re.findall(r"\b(\w+):(\w+)", str(text))
        named |= {declared[p] + name for p, name in names if p in declared}
    own = (SH, "https://w3id.org/mandategraph/shapes")
    return {iri for iri in named if not iri.startswith(tuple(map(str, own)))}


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


CLASSES = sorted(i for i in _iris() if _local(i)[:1].isupper())
CODES = sorted(
    str(o)
    for predicate in (RDF.first, SH.hasValue)
    for o in shapes_graph().objects(None, predicate)
    if isinstance(o, URIRef)
)
PREDICATES = sorted(
    i for i in _iris() - set(CODES) - {str(RDF.type)} if _local(i)[:1].islower()
) + [
    i for i in CODES if _local(i).endswith(("Of", "To", "With", "serves", "continues"))
]

_node = st.sampled_from(NODES)
_class = st.sampled_from([f"<{iri}>" for iri in CLASSES])
_object = st.one_of(
    _node,
    st.sampled_from([f"<{iri}>" for iri in CODES]),
    _class,
    st.sampled_from(LITERALS),
)
_typed = st.tuples(_node, st.just(f"<{RDF.type}>"), _class)
_below = st.tuples(_class, st.just(f"<{RDFS.subClassOf}>"), _class)
_any = st.tuples(_node, st.sampled_from([f"<{iri}>" for iri in PREDICATES]), _object)


def quads() -> st.SearchStrategy[bytes]:
    """N-Quads of random statements, each in one of two graphs or in none."""
    rows = st.tuples(
        st.lists(_typed, min_size=4, max_size=12),
        st.lists(_any, min_size=10, max_size=60),
        st.lists(_below, max_size=2),
    ).map(lambda parts: [row for part in parts for row in part])
    return rows.flatmap(_in_graphs)


def _in_graphs(rows: list[tuple[str, str, str]]) -> st.SearchStrategy[bytes]:
    names = st.lists(st.sampled_from(GRAPHS), min_size=len(rows), max_size=len(rows))
    return names.map(
        lambda found: "".join(
            f"{' '.join(row)} {name} .\n" for row, name in zip(rows, found, strict=True)
        ).encode()
    )


def siblings() -> st.SearchStrategy[bytes]:
    """N-Quads of a few elements whose numbers, texts, codes and parents collide."""
    few = st.sampled_from
    element = few([f"<{ID}{name}>" for name in "abcd"])
    statement = st.one_of(
        st.tuples(
            element, few([f"<{MG}elementOf>"]), few(["<urn:p>", "<urn:q>", "_:p"])
        ),
        st.tuples(
            element,
            few([f"<{MG}ordinal>"]),
            few([f'"{n}"^^<{XSD}integer>' for n in (1, 2)]),
        ),
        st.tuples(
            element,
            few([f"<{RDF.type}>"]),
            few([f"<{MG}Objective>", f"<{MG}Indicator>"]),
        ),
        st.tuples(
            element,
            few([f"<{MG}objectiveLevel>"]),
            few([f"<{MG}levelGoal>", f"<{MG}levelObjective>"]),
        ),
        st.tuples(
            element,
            few([f"<{MG}{p}>" for p in ("subObjectiveOf", "indicatorOf")]),
            few(["<urn:x>", "<urn:y>", "_:x"]),
        ),
        st.tuples(
            element, few([f"<{MG}statementText>"]), few(['"one"@en', '"two"@en'])
        ),
        st.tuples(
            element,
            few(
                [
                    f"<{MG}sourceIdentifier>",
                    "<http://www.w3.org/2004/02/skos/core#notation>",
                ]
            ),
            few(['"1"', '"2"', '"1"@en']),
        ),
    )
    rows = st.lists(statement, min_size=8, max_size=40)
    return rows.map(lambda found: "".join(f"{' '.join(r)} .\n" for r in found).encode())
