"""The offline page in a browser: no requests, WCAG, hostile labels, its own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessibility import barriers, rules_broken
from conftest import LANGUAGES
from mandategraph.store import MandateGraph, open_graph
from offline_pages import (
    HOSTILE,
    MARKED,
    QUOTED,
    VIEWS,
    Opened,
    made,
    opened,
    small_plan,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

R1, R3 = "rba-r-228fa6e9f8", "rba-r-76b2f8f7a3"
UNMARKED = r"""() => {
  const skip = 'bdi, b[dir], q, svg, .source, select, code, script, style, a[rel]';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest(skip)) continue;
    const own = node.textContent.replace(/⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧/g, '');
    if (/\p{L}{2}/u.test(own) && !/^(en|fr|es|ar)\b/.test(own.trim())) found.push(own);
  }
  for (const one of document.querySelectorAll('[aria-label],[title],[placeholder]')) {
    if (one.closest('svg, .source')) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const own = one.getAttribute(name);
      if (own && !own.includes('⟦')) found.push(own);
    }
  }
  return found;
}"""


def test_every_view_asks_for_nothing_and_breaks_no_policy(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="map", e=R1, g=R1, q="flood")
    assert page.locator("nav a").count() == len(VIEWS) - 1
    for view in VIEWS:
        offline_example.show(v=view, e=R1, g=R1, q="flood")
        page.wait_for_timeout(50)
    assert offline_example.foreign == []
    assert offline_example.errors == []


def test_a_page_that_does_ask_is_noticed(browser: Browser, tmp_path: Path) -> None:
    """Control for the test above."""
    content = '<!doctype html><img src="http://127.0.0.1:9/x.png">'
    with opened(browser, tmp_path / "asks.html", content) as page:
        page.open()
        assert page.foreign == ["http://127.0.0.1:9/x.png"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_any_view(
    browser: Browser, example_graph: MandateGraph, tmp_path: Path, lang: str
) -> None:
    scheme = "dark" if lang in ("fr", "ar") else "light"
    options = {"bypass_csp": True, "color_scheme": scheme}
    with opened(browser, tmp_path / "p.html", made(example_graph), **options) as shown:
        page = shown.open(v="about", ui=lang, l=lang)
        for view in VIEWS:
            shown.show(v=view, ui=lang, l=lang, e=R1, g=R1, q="a")
            assert barriers(page) == [], view


def test_axe_finds_nothing_without_javascript(
    browser: Browser, example_graph: MandateGraph, tmp_path: Path
) -> None:
    """The lists are looked at with the page's program cut out: axe needs scripts."""
    content = made(example_graph)
    cut = content[: content.rindex("<script>")] + "</body></html>"
    with opened(browser, tmp_path / "p.html", cut, bypass_csp=True) as lists:
        assert barriers(lists.open()) == []


def test_axe_finds_planted_defects(
    browser: Browser, example_graph: MandateGraph, tmp_path: Path
) -> None:
    planted = (
        '<main id="base"><img src="data:,"><input><p id="pale">pale</p>'
        '<button id="small">x</button><button id="near">y</button>'
    )
    content = made(example_graph).replace('<main id="base">', planted)
    cut = content[: content.rindex("<script>")] + "</body></html>"
    with opened(browser, tmp_path / "p.html", cut, bypass_csp=True) as bad:
        page = bad.open()
        page.evaluate(
            "document.getElementById('pale').style.color = '#ddd';"
            "for (const id of ['small', 'near']) { const s ="
            " document.getElementById(id).style; s.padding = 0; s.minHeight = 0;"
            " s.width = s.height = '10px'; s.fontSize = '5px'; }"
        )
        rules = rules_broken(page)
        assert {"image-alt", "label", "color-contrast", "target-size"} <= rules


def test_without_javascript_the_lists_are_read(
    browser: Browser, example_graph: MandateGraph, tmp_path: Path
) -> None:
    file, content = tmp_path / "p.html", made(example_graph)
    with opened(browser, file, content, java_script_enabled=False) as lists:
        page = lists.open()
        shown = page.locator("main").inner_text()
        assert "Farmers use less water." in shown
        assert "Neighbouring states share\nriver data." in shown
        assert page.locator("figure svg").is_visible()
        assert page.locator("main li li li").count() >= 1  # I1 in R1 in O1
        assert lists.foreign == []


def test_hostile_labels_and_iris_are_inert(browser: Browser, tmp_path: Path) -> None:
    file = small_plan(
        tmp_path,
        text=MARKED,
        quotes=QUOTED,
        title=HOSTILE,
        object_="javascript:window.hit=1",
    )
    with opened(browser, tmp_path / "p.html", made(open_graph(file))) as hostile:
        page = hostile.open()
        for view in VIEWS:
            hostile.show(v=view, e="x-o", g="x-o", q="script")
        hostile.show(v="tree", e="javascript:window.hit=1")
        assert page.locator("a[href^=javascript]").count() == 0
        assert (
            page.locator("aside .iri").inner_text().endswith("javascript:window.hit=1")
        )
        assert page.evaluate("window.hit") is None
        assert page.locator("img").count() == 0
        assert hostile.foreign == []


def test_a_page_in_made_up_words_shows_no_others(
    browser: Browser, example_graph: MandateGraph, tmp_path: Path
) -> None:
    """What is not marked has been written into the program instead of the words."""
    content = made(example_graph)
    start = content.index('id="data">') + len('id="data">')
    end = content.index("</script>", start)
    data = json.loads(content[start:end])
    words = data["words"]["en"]
    data["words"]["en"] = {k: f"⟦{w}⟧" if k != "comma" else w for k, w in words.items()}
    data["relations"] = {k: {"en": "⟦r⟧"} for k in data["relations"]}
    text_ = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    with opened(
        browser, tmp_path / "p.html", content[:start] + text_ + content[end:]
    ) as p:
        page = p.open()
        for view in VIEWS:
            p.show(v=view, e=R3, g=R3, q="river")
            left = page.evaluate(UNMARKED)
            assert left == [], view


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_is_wider_than_a_narrow_screen(
    browser: Browser, demo_graph: MandateGraph, tmp_path: Path, lang: str
) -> None:
    """320 pixels are a screen of 1,280 at 400 %; tables and the text scroll alone."""
    size = {"width": 320, "height": 640}
    with opened(browser, tmp_path / "p.html", made(demo_graph), viewport=size) as small:
        page = small.open(v="about", ui=lang, l=lang)
        for view in VIEWS:
            small.show(v=view, ui=lang, l=lang, e="ct-m", g="plan-ct", q="a")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, view
