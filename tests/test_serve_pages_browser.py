"""The site in a browser: no barriers, no requests to others, keys, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessibility import barriers, rules_broken
from conftest import LANGUAGES
from served_live import live

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from mandategraph.store import MandateGraph

SPAN = "https://w3id.org/mandategraph/id/text/e96ba1287aac20ab%23char=265,302"
PATHS = (
    *("/", "/map", "/tree", "/search?q=flood", "/questions", "/coverage?of=es"),
    *("/question?name=open_results&ask=1", f"/text?span={SPAN}", "/findings"),
    *("/ask", "/about", "/id/rba-i-f481e080cd", "/id/rba-r-76b2f8f7a3", "/id/none"),
)


@pytest.fixture(scope="module")
def site(example_graph: MandateGraph) -> Iterator[str]:
    with live(example_graph) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def in_languages(path: str, lang: str) -> str:
    """The path with both languages."""
    return f"{path}{'&' if '?' in path else '?'}ui={lang}&lang={lang}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_has_barriers_or_asks_others_or_is_wider_than_a_phone(
    browser: Browser, site: str, lang: str
) -> None:
    scheme: Any = "dark" if lang in ("fr", "ar") else "light"
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text))
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in PATHS:
        page.goto(site + in_languages(path, lang))
        assert barriers(page) == [], path
        assert page.evaluate(over) <= 0, path
        assert page.locator("h1").count() == 1, path
        root = page.locator("html")
        assert root.get_attribute("lang") == lang
        assert root.get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    context.close()
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert [line for line in said if "404" not in line] == []


def test_planted_barriers_are_found(page: Page, site: str) -> None:
    """Control for the test above."""
    page.goto(f"{site}/")
    page.evaluate(
        "document.querySelector('main').innerHTML ="
        " '<img src=\"data:,\"><input><p id=pale>pale</p>';"
        "document.getElementById('pale').style.color = '#ddd'"
    )
    assert {"image-alt", "label", "color-contrast"} <= rules_broken(page)


@pytest.mark.parametrize(
    ("lang", "onward", "back"),
    [("en", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")],
)
def test_the_tree_is_one_tab_stop_and_goes_by_arrows(
    page: Page, site: str, lang: str, onward: str, back: str
) -> None:
    page.goto(site + in_languages("/tree", lang))
    assert page.locator(".tree [tabindex='0']").count() == 1
    page.locator(".tree [tabindex='0']").focus()
    items = page.locator("[role=treeitem]")
    assert items.count() == 7
    assert items.first.get_attribute("aria-expanded") == "true"
    keys = page.keyboard
    keys.press(back)
    assert items.first.get_attribute("aria-expanded") == "false"
    assert page.locator("[role=treeitem]:visible").count() == 2
    keys.press(onward)
    keys.press(onward)
    assert page.evaluate("document.activeElement.getAttribute('aria-level')") == "2"
    keys.press("End")
    assert page.evaluate("document.activeElement.getAttribute('aria-posinset')") == "2"
    keys.press("Home")
    keys.press("Enter")
    page.wait_for_url("**/doc/rba-m.html?*")


def test_the_search_field_offers_what_it_finds(page: Page, site: str) -> None:
    page.goto(f"{site}/?ui=fr&lang=fr")
    field = page.locator("#find")
    field.press_sequentially("reduire")
    options = page.locator("[role=option]")
    options.first.wait_for()
    assert options.count() == 1
    assert field.get_attribute("aria-expanded") == "true"
    assert barriers(page) == []
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "find-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/rba-o1.html?ui=fr&lang=fr")


def test_a_reader_goes_from_search_to_evidence_to_map_by_links_alone(
    browser: Browser, site: str
) -> None:
    """The whole path without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/?ui=ar&lang=ar")
    page.locator("#find").fill("المزارعون")
    page.locator("#find").press("Enter")
    page.locator(".found a").first.click()
    assert "rba-r-da4a253b8c" in page.url
    page.locator("figcaption a").first.click()
    assert page.locator("mark.on").inner_text() == "Farmers use less water."
    page.locator("li.chosen a[href*='/id/rba-r-']").first.click()
    page.locator(".line a").first.click()
    page.locator("a[href^='/map']").last.click()
    assert page.locator(".map svg a").count() > 7
    assert "ui=ar" in page.url
    page.goto(f"{site}/tree?ui=ar")
    assert page.locator("main li li li").count() == 3  # R1 and R2, and I1 in R1
    context.close()


def test_printed_pages_have_no_menus(page: Page, site: str) -> None:
    page.goto(f"{site}/map?ui=es")
    page.emulate_media(media="print")
    assert page.locator(".map svg").is_visible()
    for part in (".menu", ".tongues", ".find", "main form"):
        assert page.locator(f"{part}:visible").count() == 0
