"""Mermaid, Cytoscape.js and D3 draw the exports in a browser without a network."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest

from changed_graphs import with_wording
from conftest import ID, browser_library
from drawn_plans import ISOLATES, large_plan
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from network_counts import expected

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.store import MandateGraph

LANGUAGES: Final = ("en", "fr", "es", "ar")
HOSTILE: Final = (
    'say "no" to C:\\new',
    "</script><script>throw 1</script>",
    "1. a list",
    "- a dash",
    "`code` **bold** _it_ $$x$$ ~~s~~",
    "a } b ] c ) d ; e | f # g &lt; h & i",
    "%%{init: {}}%% end subgraph click style",
    "[x](https://example.org) https://example.org fa:fa-book mdi:book",
    "line\nbreak\ttab \x07bell",
    "هدف (أ) 40 % R1",
)
MERMAID: Final = """async ([text, name]) => {
  mermaid.initialize({startOnLoad: false});
  const drawn = await mermaid.render(name, text);
  document.body.innerHTML = drawn.svg;
  const words = (one) => one.textContent;
  return {
    nodes: [...document.querySelectorAll('.node')].map(words),
    plans: document.querySelectorAll('.cluster').length,
    edges: [...document.querySelectorAll('path.flowchart-link')].map((path) =>
      [getComputedStyle(path).strokeDasharray, path.getAttribute('class')]),
    across: [...document.querySelectorAll('.node')].map(
      (one) => [one.textContent, one.getBoundingClientRect().x]),
    links: [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') ||
      a.getAttributeNS('http://www.w3.org/1999/xlink', 'href')),
  };
}"""
CYTOSCAPE: Final = """(document_) => {
  document.body.innerHTML = '<div id="plan" style="width:1600px;height:900px"></div>';
  const plan = document.getElementById('plan');
  const cy = cytoscape({...document_, container: plan});
  const around = (one, labels) => {
    const b = one.boundingBox({includeLabels: labels, includeOverlays: false});
    return [b.x1, b.y1, b.x2, b.y2];
  };
  return {
    nodes: cy.nodes().map((n) => n.data()),
    edges: cy.edges().map((e) => [e.source().id(), e.data('relation'),
      e.target().id(), e.data('status')]),
    boxes: cy.nodes().map((n) => [n.id(), around(n, false), around(n, true)]),
    styles: cy.edges().map((e) => [e.data('status'), e.style('line-style')]),
  };
}"""
D3: Final = """(plan) => {
  const link = d3.forceLink(plan.links).id((d) => d.id);
  d3.forceSimulation(plan.nodes).force('link', link).stop();
  document.body.innerHTML = '<svg></svg>';
  const marks = d3.select('svg').selectAll('circle').data(plan.nodes).join('circle')
    .attr('cx', (d) => d.x).attr('cy', (d) => d.y).attr('r', (d) => d.r);
  marks.append('title').text((d) => d.label);
  return {
    nodes: [...document.querySelectorAll('circle > title')].map((t) => t.textContent),
    edges: plan.links.map((l) => [l.source.id, l.relation, l.target.id, l.status]),
  };
}"""


@pytest.fixture(scope="module")
def page(browser_page: Page) -> Page:
    """A page with the three libraries; a script that fails is a failure here."""
    browser_page.set_content("<body></body>")
    for path in (
        "mermaid/dist/mermaid.min.js",
        "cytoscape/dist/cytoscape.min.js",
        "d3/dist/d3.min.js",
    ):
        browser_page.add_script_tag(path=browser_library(path))
    return browser_page


def flowchart(page: Page, text: bytes) -> Any:
    """What Mermaid drew."""
    return page.evaluate(MERMAID, [text.decode(), "plan"])


def plain(words: str) -> str:
    """The words without isolates, joiners and blanks."""
    return "".join(ISOLATES.sub("", words).replace("\u2060", "").split())


def drawn_edges(graph: MandateGraph) -> Counter[str]:
    """Edges that are no membership, by status."""
    found = expected(graph).edges.elements()
    return Counter(edge[3] for edge in found if edge[1] != "elementOf")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mermaid_draws_all_nodes_and_links(
    page: Page, example_graph: MandateGraph, demo_graph: MandateGraph, lang: str
) -> None:
    for graph in (example_graph, demo_graph):
        seen = flowchart(page, export("mermaid", graph, LanguagePolicy([lang])))
        wanted = drawn_edges(graph)
        # every node, the plans among them: each is linked to its organisation
        assert len(seen["nodes"]) == len(expected(graph).nodes)
        assert len(seen["edges"]) == sum(wanted.values())
        dotted = sum(dashes not in ("none", "0px") for dashes, _ in seen["edges"])
        assert dotted == wanted["open"] + wanted["proposed"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mermaid_shows_every_label_in_the_language_asked_for(
    page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    seen = flowchart(page, export("mermaid", demo_graph, LanguagePolicy([lang])))
    nodes = json.loads(export("d3", demo_graph, LanguagePolicy([lang])))["nodes"]
    labels = {plain(node["label"]) for node in nodes}
    shown = [plain(words).partition("·") for words in seen["nodes"]]
    assert {tail or head for head, _, tail in shown} == labels


def test_the_mandate_stands_where_reading_begins(
    page: Page, example_graph: MandateGraph
) -> None:
    places = {}
    for lang in ("en", "ar"):
        seen = flowchart(page, export("mermaid", example_graph, LanguagePolicy([lang])))
        found = {plain(words)[:2]: x for words, x in seen["across"]}
        places[lang] = found["M·"], found["R1"]
    assert places["en"][0] < places["en"][1]
    assert places["ar"][0] > places["ar"][1]


@pytest.mark.parametrize("wording", HOSTILE)
def test_mermaid_shows_words_that_look_like_signs_as_they_are(
    page: Page, example_graph: MandateGraph, wording: str
) -> None:
    graph = with_wording(example_graph, wording)
    seen = flowchart(page, export("mermaid", graph, LanguagePolicy(["en"])))
    assert plain(f"R1 · {wording}").replace("\x07", "") in map(plain, seen["nodes"])
    assert len(seen["nodes"]) == 9


def test_mermaid_links_only_to_the_web(page: Page, example_graph: MandateGraph) -> None:
    text = example_graph.nquads().decode()
    from mandategraph.store import MandateGraph as Graph

    graph = Graph.from_nquads(
        text.replace(f"{ID}rba-o1>", "javascript:alert(1)>").encode()
    )
    seen = flowchart(page, export("mermaid", graph, LanguagePolicy(["en"])))
    assert len(seen["links"]) == 8
    assert all(link.startswith("https://") for link in seen["links"])


def test_each_part_of_a_large_plan_is_drawn_by_mermaid_as_it_is(page: Page) -> None:
    graph = large_plan(4, 14, 12)  # 1 + 4 + 56 + 672 elements, 732 links
    losses: list[str] = []
    options = ExportOptions(tell=losses.append)
    files = exporter("mermaid").files(graph, LanguagePolicy(["en"]), options)
    # the mandate, and a part for each objective
    assert list(files) == [
        "-1-plan-x-rest",
        "-2-plan-x-O1",
        "-3-plan-x-O2",
        "-4-plan-x-O3",
        "-5-plan-x-O4",
    ]
    seen = [flowchart(page, text) for text in files.values()]
    assert sum(len(one["edges"]) for one in seen) == 4 + 56 + 672
    shown = [words for one in seen for words in one["nodes"]]
    assert Counter(map(plain, shown)).total() == 733 + 4  # the mandate in each part
    assert any("5 files" in loss for loss in losses)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cytoscape_opens_all_nodes_links_and_labels(
    page: Page, example_graph: MandateGraph, demo_graph: MandateGraph, lang: str
) -> None:
    for graph in (example_graph, demo_graph):
        document = json.loads(export("cyjs", graph, LanguagePolicy([lang])))
        seen, wanted = page.evaluate(CYTOSCAPE, document), expected(graph)
        assert {node["id"] for node in seen["nodes"]} == wanted.nodes
        assert Counter(map(tuple, seen["edges"])) == wanted.edges
        names = (
            name
            for node in seen["nodes"]
            for name, text in node.items()
            if name.startswith("label_") and name[6:] not in ("lang", "status") and text
        )
        assert Counter(names) == wanted.labels
        looks = {
            "stated": "solid",
            "accepted": "solid",
            "proposed": "dashed",
            "open": "dotted",
        }
        assert all(looks[status] == style for status, style in seen["styles"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_stay_in_their_box_in_cytoscape_and_boxes_apart(
    page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    document = json.loads(export("cyjs", demo_graph, LanguagePolicy([lang])))
    boxes = page.evaluate(CYTOSCAPE, document)["boxes"]
    for name, (x1, y1, x2, y2), (left, top, right, bottom) in boxes:
        assert x1 - 2 <= left, name
        assert y1 - 2 <= top, name
        assert right <= x2 + 2, name
        assert bottom <= y2 + 2, name
    for place, (_, one, _) in enumerate(boxes):
        for _, two, _ in boxes[place + 1 :]:
            apart = one[2] <= two[0] or two[2] <= one[0]
            assert apart or one[3] <= two[1] or two[3] <= one[1]


def test_d3_draws_all_nodes_and_finds_the_ends_of_all_links(
    page: Page, example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    for graph in (example_graph, demo_graph):
        document = json.loads(export("d3", graph, LanguagePolicy(["fr"])))
        seen, wanted = page.evaluate(D3, document), expected(graph)
        assert len(seen["nodes"]) == len(wanted.nodes)
        assert Counter(map(tuple, seen["edges"])) == wanted.edges


@pytest.mark.parametrize("name", ["cyjs", "d3"])
@pytest.mark.parametrize("wording", HOSTILE)
def test_json_stands_inside_a_page_as_it_is(
    page: Page, example_graph: MandateGraph, name: str, wording: str
) -> None:
    graph = with_wording(example_graph, wording)
    text = export(name, graph, LanguagePolicy(["en"])).decode()
    page.evaluate(
        """(text) => { const frame = document.createElement('iframe');
          document.body.append(frame); frame.contentDocument.open();
          frame.contentDocument.write('<script>plan = ' + text + '</' + 'script>');
          frame.contentDocument.close(); window.frame_ = frame; }""",
        text,
    )
    labels = page.evaluate(
        """() => { const plan = window.frame_.contentWindow.plan;
          const nodes = plan.nodes || plan.elements.nodes.map((n) => n.data);
          return nodes.map((n) => n.label); }"""
    )
    assert wording in labels
