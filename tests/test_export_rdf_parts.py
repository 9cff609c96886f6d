"""Parts of a graph as RDF: by role, by language, by plan; closed, and losses told."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from conftest import EXAMPLE, ID, MG
from mandategraph.check import check
from mandategraph.cli import main
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])
NQUADS = ox.RdfFormat.N_QUADS
PARTS: list[dict[str, Any]] = [
    {"roles": ("source",)},
    {"roles": ("claims",)},
    {"roles": ("translations", "claims")},
    {"roles": ("text",)},
    {"langs": ("en",)},
    {"langs": ("fr", "ar")},
    {"langs": ("de",)},
    {"roles": ("claims",), "langs": ("es",)},
]


def part(graph: MandateGraph, **chosen: Any) -> tuple[list[ox.Quad], list[str]]:
    """The quads of the part, and what was told."""
    told: list[str] = []
    options = ExportOptions(tell=told.append, **chosen)
    return list(ox.parse(export("nquads", graph, ENGLISH, options), NQUADS)), told


def stored(graph: MandateGraph) -> list[ox.Quad]:
    return list(ox.parse(graph.nquads(), NQUADS))


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ID}{name}")


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{MG}{name}")


def subjects(quads: list[ox.Quad]) -> set[object]:
    return {q.subject for q in quads}


def of_class(quads: list[ox.Quad], name: str) -> set[str]:
    return {
        q.subject.value.removeprefix(ID)
        for q in quads
        if q.object == term(name) and isinstance(q.subject, ox.NamedNode)
    }


def unexplained(quads: list[ox.Quad], whole: list[ox.Quad]) -> set[str]:
    """What the part speaks of and does not describe, though the whole does."""
    described, known = subjects(quads), subjects(whole)
    spoken = {q.object for q in quads} | {q.graph_name for q in quads}
    return {
        str(one)
        for one in spoken - described
        if one in known and str(one).startswith(f"<{ID}")
    }


@pytest.mark.parametrize("chosen", PARTS, ids=str)
def test_a_part_invents_nothing_and_leaves_nothing_unexplained(
    example_graph: MandateGraph, demo_graph: MandateGraph, chosen: dict[str, Any]
) -> None:
    for graph in (example_graph, demo_graph):
        whole = stored(graph)
        quads, told = part(graph, **chosen)
        assert set(quads) < set(whole)
        assert unexplained(quads, whole) == set()
        assert told


def test_the_source_alone_is_what_stands_in_its_graph(
    example_graph: MandateGraph,
) -> None:
    quads, told = part(example_graph, roles=("source",))
    document = node("graph/doc-rba")
    expected = {
        q for q in stored(example_graph) if document in (q.graph_name, q.subject)
    }
    assert set(quads) == expected
    # by the file: four more claim, translation, vocabulary and text graphs
    assert "statements of role text x 1: not of the chosen roles" in told
    assert "statements of role vocabulary x 8: not of the chosen roles" in told


def test_what_claims_speak_of_is_there_by_class_and_names_alone(
    example_graph: MandateGraph,
) -> None:
    quads, _ = part(example_graph, roles=("claims",))
    own = {
        (q.predicate, q.object) for q in quads if q.subject == node("rba-r-76b2f8f7a3")
    }
    assert own == {
        (
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            term("ExpectedResult"),
        ),
        (
            term("statementText"),
            ox.Literal("Neighbouring states share river data.", language="en"),
        ),
    }
    # a link that a claim backs stands in the graph of claims
    assert (
        ox.Quad(node("rba-o1"), term("serves"), node("rba-m"), node("graph/claims-rba"))
        in quads
    )


def test_other_languages_go_with_their_text_forms(example_graph: MandateGraph) -> None:
    quads, told = part(example_graph, langs=("fr",))
    langs = {getattr(q.object, "language", None) for q in quads}
    assert langs == {None, "fr"}
    assert of_class(quads, "TextForm") == {"rba-m-fr", "rba-o1-fr", "rba-o2-label-fr"}
    # counted in the file: labels, wordings, names; then the results, the indicator
    # and the two headings, of which nobody has made a French form
    assert told == [
        "texts in ar x 4: not in fr",
        "texts in en x 26: not in fr",
        "texts in es x 4: not in fr",
        "text forms x 4: not in fr",
        "plan elements x 6: no word of them is left in fr",
    ]


def test_a_language_takes_its_regions_and_no_other_language() -> None:
    lines = "".join(
        f'<{ID}a> <{MG}statementText> "{lang}"@{lang} .\n'
        for lang in ("en", "en-gb", "enm", "fr")
    )
    quads, _ = part(MandateGraph.from_nquads(lines.encode()), langs=("EN",))
    assert {getattr(q.object, "value", "") for q in quads} == {"en", "en-gb"}


def test_nodes_of_nothing_but_other_languages_go_with_the_links_to_them() -> None:
    lines = (
        f'<{ID}a> <{MG}unit> <{ID}u> .\n<{ID}a> <{MG}fileName> "a" .\n'
        f'<{ID}u> <http://www.w3.org/2004/02/skos/core#prefLabel> "villes"@fr .\n'
        f"<{ID}r> <{MG}reviews> <{ID}u> .\n"
    )
    quads, _ = part(MandateGraph.from_nquads(lines.encode()), langs=("en",))
    assert [str(q.predicate) for q in quads] == [f"<{MG}fileName>"]


def test_a_plan_has_all_that_it_needs_and_nothing_of_the_other(
    demo_graph: MandateGraph,
) -> None:
    whole = stored(demo_graph)
    quads, told = part(demo_graph, plan="plan-ct")
    assert unexplained(quads, whole) == set()
    assert of_class(quads, "Plan") == {"plan-ct"}
    assert not {n for n in map(str, subjects(quads)) if f"<{ID}fcc-" in n}
    # one file holds both plans: its text, and the other document by its name
    assert any(q.predicate == term("textContent") for q in quads)
    assert of_class(quads, "SourceDocument") == {"doc-ct", "doc-fcc"}
    # what was left over of the other plan's part of the file is not this one's
    left = {q.graph_name for q in whole if q.predicate == term("leftover")}
    assert left == {node("graph/doc-fcc")}
    assert not any(q.predicate == term("leftover") for q in quads)
    ours = {
        q
        for q in whole
        if q.predicate == term("elementOf") and q.object == node("plan-ct")
    }
    elements = {q.subject for q in ours}
    assert {q for q in whole if q.subject in elements} <= set(quads)
    # by hand: the four objectives are linked or open for thirteen results
    assert len(of_class(quads, "OpenLink")) == 13
    assert "statements of role ontology x 2166: not of plan-ct" in told


def test_the_plans_and_what_belongs_to_none_are_the_whole(
    demo_graph: MandateGraph,
) -> None:
    told: list[str] = []
    options = ExportOptions(per_plan=True, tell=told.append)
    files = exporter("nquads").files(demo_graph, ENGLISH, options)
    assert list(files) == ["-plan-ct", "-plan-fcc"]
    together = {q for data in files.values() for q in ox.parse(data, NQUADS)}
    whole = set(stored(demo_graph))
    assert together < whole
    counts = [int(line.split(" x ")[1].split(":")[0]) for line in told]
    assert sum(counts) == len(whole) - len(together)
    assert all(line.endswith("they are of no plan") for line in told)


def test_one_plan_as_one_of_a_file_for_each_tells_what_it_leaves_out(
    demo_graph: MandateGraph,
) -> None:
    told: list[list[str]] = [[], []]
    made = [
        list(exporter("nquads").files(demo_graph, ENGLISH, options).values())
        for options in (
            ExportOptions(plan="plan-ct", tell=told[0].append),
            ExportOptions(plan="plan-ct", per_plan=True, tell=told[1].append),
        )
    ]
    assert made[0] == made[1]
    assert "statements of role ontology x 2166: not of plan-ct" in told[0]
    assert sorted(told[0]) == sorted(told[1])


@pytest.mark.parametrize("plan", ["plan-fcc", "plan-ct"])  # of one file
def test_a_plan_by_itself_breaks_no_rule_that_the_whole_keeps(
    demo_graph: MandateGraph, plan: str
) -> None:
    data = export("nquads", demo_graph, ENGLISH, ExportOptions(plan=plan))
    alone = check(MandateGraph.from_nquads(data)).findings
    both = check(demo_graph).findings
    assert {(f.rule, f.node) for f in alone} <= {(f.rule, f.node) for f in both}


def test_a_programme_that_another_plan_describes_comes_along() -> None:
    source, role = "http://purl.org/dc/terms/source", f"{MG}graphRole"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    part_of = "http://purl.org/dc/terms/isPartOf"
    lines = []
    for key in "ab":
        place = f"<{ID}graph/doc-{key}>"
        lines += [
            f"{place} <{role}> <{MG}sourceGraph> .",
            f"{place} <{source}> <{ID}doc-{key}> .",
            f"<{ID}plan-{key}> <{kind}> <{MG}Plan> {place} .",
            f"<{ID}plan-{key}> <{source}> <{ID}doc-{key}> {place} .",
            f"<{ID}doc-{key}> <{kind}> <{MG}SourceDocument> {place} .",
            f"<{ID}plan-{key}> <{MG}involves> <{ID}programme-1> {place} .",
            f'<{ID}{key}-o> <{MG}statementText> "{key}"@en {place} .',
            f"<{ID}{key}-o> <{MG}elementOf> <{ID}plan-{key}> {place} .",
            f"<{ID}{key}-o> <{kind}> <{MG}Objective> {place} .",
        ]
    lines += [
        f"<{ID}programme-1> <{kind}> <{MG}Programme> <{ID}graph/doc-a> .",
        f"<{ID}programme-1> <{part_of}> _:c <{ID}graph/doc-a> .",
        f'_:c <{MG}fileName> "x" <{ID}graph/doc-a> .',
        f"<{ID}b-o> <{MG}similarTo> <{ID}a-o> <{ID}graph/doc-b> .",
    ]
    graph = MandateGraph.from_nquads("\n".join(lines).encode())
    quads, _ = part(graph, plan="plan-b")
    about = {str(q.predicate) for q in quads if q.subject == node("programme-1")}
    assert about == {f"<{kind}>", f"<{part_of}>"}
    assert any(isinstance(q.subject, ox.BlankNode) for q in quads)
    # the other plan's objective is known by class and words: not what it is part of
    about = {str(q.predicate) for q in quads if q.subject == node("a-o")}
    assert about == {f"<{kind}>", f"<{MG}statementText>"}


def test_a_plan_is_found_where_graphs_have_no_names(
    example_graph: MandateGraph,
) -> None:
    turtle = export("turtle", example_graph, ENGLISH)
    flat = MandateGraph.from_bytes(turtle)
    quads, _ = part(flat, plan="plan-rba")
    assert len(of_class(quads, "Claim")) == 7
    assert len(of_class(quads, "ExpectedResult")) == 3
    assert len(of_class(quads, "Review")) == 1
    assert of_class(quads, "Target") == {"rba-i-f481e080cd-target"}


def test_what_is_not_there_is_refused(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match="plan-x: no such plan"):
        part(example_graph, plan="plan-x")
    with pytest.raises(UnknownNameError, match="sources: no such role"):
        part(example_graph, roles=("sources",))
    with pytest.raises(QueryError, match="none of this role; it has claims, source"):
        part(example_graph, roles=("agents",))
    with pytest.raises(QueryError, match="no use for --focus"):
        part(example_graph, focus="rba-o1")
    with pytest.raises(QueryError, match="more than one stream"):
        part(example_graph, per_plan=True)
    with pytest.raises(QueryError, match="not a language tag"):
        part(example_graph, langs=("f r",))


def test_the_command_takes_parts_and_says_what_is_missing(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kg.nt"
    words = [
        "export",
        "turtle",
        str(EXAMPLE),
        "-o",
        str(path),
        "--role",
        "source, text",
    ]
    assert run([*words, "--only-lang", "fr"]) == 0
    assert "not carried: texts in en x 14: not in fr" in capsys.readouterr().err
    assert run([*words[:4], str(path), "--per-plan"]) == 0
    assert (tmp_path / "kg-plan-rba.nt").is_file()
    assert run(["export", "svg", str(EXAMPLE), "--role", "source"]) == 2
    assert (
        "svg: this format has no use for --role; leave it out"
        in capsys.readouterr().err
    )


def run(words: list[str]) -> int:
    """The exit code of the command."""
    try:
        main(words)
    except SystemExit as done:
        return int(done.code or 0)
    return 0
