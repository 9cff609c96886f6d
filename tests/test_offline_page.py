"""The offline page as a file: what it holds, that it is complete, safe and the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from conftest import ID, LANGUAGES, MG
from drawn_plans import large_plan
from mandategraph.errors import QueryError
from mandategraph.export import ExportOptions, export
from mandategraph.language import LanguagePolicy
from mandategraph.network import to_network
from mandategraph.store import MandateGraph, open_graph
from offline_pages import HOSTILE, MARKED, QUOTED, Texts, data_of, made, small_plan
from running import call

MIB = 1024 * 1024
OWN_LIMIT = 60 * 1024
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
STATIC = files("mandategraph.export.offline") / "static"


def digest(text: str) -> str:
    """The hash by which a policy names a text."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_same_graph_gives_the_same_bytes(example_graph: MandateGraph) -> None:
    assert made(example_graph) == made(example_graph)


def test_the_page_has_each_node_and_link_of_the_network(
    example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    for graph in (example_graph, demo_graph):
        network = to_network(graph, LanguagePolicy())
        data = data_of(made(graph))
        nodes = [node["i"] for node in data["nodes"]]
        assert sorted(nodes) == sorted(network)
        edges = [(nodes[a], nodes[b], rel, st) for a, b, rel, st, _ in data["edges"]]
        assert sorted(edges) == sorted(
            (a, b, d["relation"], d["status"]) for a, b, d in network.edges(data=True)
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_shown_are_those_of_the_language_policy(
    demo_graph: MandateGraph, lang: str
) -> None:
    data = data_of(made(demo_graph))
    network = to_network(demo_graph, LanguagePolicy([lang]))
    column = data["langs"].index(lang)
    for node in data["nodes"]:
        text, tag, *_ = node["f"][node["p"][column]]
        shown = network.nodes[node["i"]]
        assert (text, tag) == (shown["label"], shown["label_lang"])


def test_the_example_plan_is_placed_as_the_source_says(
    example_graph: MandateGraph,
) -> None:
    """R1 is a result of O1, I1 of R1, R2 of O2; R3 is left open."""
    data = data_of(made(example_graph))
    by_code = {node["c"]: node for node in data["nodes"] if "c" in node}
    above = {code: data["nodes"][node["u"]].get("c") for code, node in by_code.items()}
    assert above["O1"] is above["O2"] is above["M"] is None
    assert (above["R1"], above["R2"], above["I1"]) == ("O1", "O2", "R1")
    assert by_code["R3"]["loose"] == 1
    assert by_code["O2"]["s"] == "textNotExtracted"
    values = [value[:2] for value in by_code["I1"]["v"]]
    assert sorted(values) == [["baseline", "12"], ["target", "40"]]


def test_without_javascript_every_element_is_there_with_code_and_quotes(
    example_graph: MandateGraph,
) -> None:
    page = made(example_graph)
    shown = Texts(page)
    for words in (
        "Keep the river basin safe for people and nature.",
        "Reduce flood damage.",
        "Réduire les dommages dus aux inondations.",
        "Neighbouring states share river data.",
        "يستهلك المزارعون كمية أقل من المياه.",
        "Wording not in the source text",
        "machine translation",
        "Baseline: 12",
        "characters 265 to 302",
        "(open)",
    ):
        assert words in shown.text, words
    quotes = re.findall("<blockquote", page)
    data = data_of(page)
    assert len(quotes) == sum(len(span["n"]) for span in data["spans"])
    for node, place in ((n, at) for at, n in enumerate(data["nodes"]) if "u" in n):
        assert f'id="e{place}"' in page, node["i"]


def test_each_anchor_of_the_lists_is_there_once(demo_graph: MandateGraph) -> None:
    tags = Texts(made(demo_graph)).tags
    names = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(names) == len(set(names))
    inner = {a["href"] for t, a in tags if t == "a" and (a["href"] or "")[0] == "#"}
    assert {str(href)[1:] for href in inner} <= set(names)


def test_the_policy_lets_only_this_script_and_style_run(
    example_graph: MandateGraph,
) -> None:
    page = made(example_graph)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    style = re.search(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert script
    assert style
    assert policy[1].startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest(script[1])}'" in policy[1]
    assert f"style-src 'sha256-{digest(style[1])}'" in policy[1]
    assert "unsafe" not in policy[1]
    assert page.count("<script") == 2
    assert not [t for t, attributes in Texts(page).tags if "style" in attributes]
    assert not re.search(r"https?://", style[1])


def test_hostile_labels_stay_text(tmp_path: Path) -> None:
    file = small_plan(tmp_path, text=MARKED, quotes=QUOTED, title=HOSTILE)
    page = made(open_graph(file))
    assert page.count("<script") == 2
    assert "<img" not in page
    assert data_of(page)["nodes"][0]["f"][0][0] == HOSTILE


def test_spans_keep_their_places_in_code_points_and_say_when_the_text_changed(
    tmp_path: Path,
) -> None:
    good = small_plan(tmp_path, text=MARKED, quotes=QUOTED, title="A plan")
    spans = data_of(made(open_graph(good)))["spans"]
    assert [MARKED[a:b] for span in spans for a, b in span["a"]] == list(QUOTED)
    assert not any("x" in span for span in spans)
    changed = small_plan(
        tmp_path,
        text=MARKED,
        quotes=QUOTED,
        title="A",
        shown=("other words", QUOTED[1]),
    )
    spans = data_of(made(open_graph(changed)))["spans"]
    assert [span.get("x") for span in spans] == [1, None]
    assert "other words" in Texts(made(open_graph(changed))).text


def test_texts_are_there_once_and_quotes_are_not_repeated_in_the_data(
    demo_graph: MandateGraph,
) -> None:
    data = data_of(made(demo_graph))
    assert len(data["texts"]) == 1
    assert not any("q" in span for span in data["spans"])


def test_the_page_has_less_than_a_mebibyte_beside_its_data(
    example_graph: MandateGraph,
) -> None:
    page = made(example_graph)
    carried = len(json.dumps(data_of(page), ensure_ascii=False).encode())
    assert len(page.encode()) - carried < MIB
    manifest = json.loads((STATIC / "MANIFEST.json").read_text("utf-8"))
    assert manifest["own_bytes"] < OWN_LIMIT


def test_one_plan_can_be_exported_alone(demo_graph: MandateGraph) -> None:
    data = data_of(made(demo_graph, plan="plan-ct"))
    assert [n["i"] for n in data["nodes"] if n["k"] == "plan"] == [
        "https://w3id.org/mandategraph/id/plan-ct"
    ]
    assert [len(maps) for maps in data["maps"].values()] == [1, 1, 1]


def test_plans_beyond_the_twelfth_have_no_map_and_it_is_said() -> None:
    lines = [
        f"<{ID}{node}> <{RDF_TYPE}> <{MG}{kind}> .\n"
        for n in range(14)
        for node, kind in ((f"plan-{n}", "Plan"), (f"o{n}", "Objective"))
    ]
    lines += [f"<{ID}o{n}> <{MG}elementOf> <{ID}plan-{n}> .\n" for n in range(14)]
    told: list[str] = []
    options = ExportOptions(tell=told.append)
    graph = MandateGraph.from_nquads("".join(lines).encode())
    page = export("html", graph, LanguagePolicy(), options).decode()
    assert [len(maps) for maps in data_of(page)["maps"].values()] == [12] * 3
    assert page.count('<figure class="map">') == 12
    assert told == ["plan map x 2: 12 are drawn"]


def test_spans_without_a_place_are_counted() -> None:
    """The made plan says of its evidence where it starts, not in which text."""
    told: list[str] = []
    export(
        "html", large_plan(1, 1, 1), LanguagePolicy(), ExportOptions(tell=told.append)
    )
    assert told == ["evidence x 4: the graph does not say in which text it stands"]


def test_a_focus_is_refused_in_one_line(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="no use for --focus"):
        export("html", example_graph, LanguagePolicy(), ExportOptions(focus="rba-o1"))


def test_a_graph_without_a_plan_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "no.ttl"
    file.write_text("<http://e/a> <http://e/b> <http://e/c> .")
    with pytest.raises(QueryError, match="no plan to show"):
        made(open_graph(file))


def test_the_command_writes_the_page(
    tmp_path: Path, example_graph: MandateGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "kg.nq", tmp_path / "plan.html"
    source.write_bytes(example_graph.nquads())
    assert call("export", "html", str(source), "-o", str(target), "--lang", "ar") == 0
    page = target.read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert f"{target.stat().st_size} bytes" in capsys.readouterr().err.replace(
        "\n", " "
    )


def test_each_interface_word_is_there_in_each_language_with_the_same_values() -> None:
    path = files("mandategraph.export.offline") / "words.json"
    words = json.loads(path.read_text("utf-8"))
    assert list(words) == sorted(LANGUAGES)
    for key, english in words["en"].items():
        places = sorted(re.findall(r"\{\w+\}", english))
        for lang in LANGUAGES:
            assert words[lang][key].strip(), (lang, key)
            assert sorted(re.findall(r"\{\w+\}", words[lang][key])) == places
            if lang == "ar" and key not in ("iri", "count_of"):
                assert re.search("[\u0600-\u06ff]", words[lang][key]), key
    assert len({frozenset(words[lang]) for lang in LANGUAGES}) == 1


def test_the_page_holds_the_licences_of_the_programs_in_it(
    example_graph: MandateGraph,
) -> None:
    licences = data_of(made(example_graph))["licences"]
    for notice in (
        "The Cytoscape Consortium",
        "The above copyright notice and this permission notice shall be included",
        "Ralf S. Engelschall",
        "Gaetan Renaudeau",
        "Koen Bok",
        "Event object based on jQuery events",
        "OpenJS Foundation",
        "Python Software Foundation; All Rights Reserved",
    ):
        assert notice in licences
