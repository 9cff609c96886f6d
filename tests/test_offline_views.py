"""The offline page as people use it: tree, details, evidence, search, links, maps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mandategraph.store import open_graph
from offline_pages import MARKED, QUOTED, Opened, made, opened, small_plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

R1, R3 = "rba-r-228fa6e9f8", "rba-r-76b2f8f7a3"


def text(page: Page, selector: str) -> str:
    """The words of the first element found."""
    return page.locator(selector).first.inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """The words of what has the focus: a tree item's own row only."""
    found: str = page.evaluate(
        "(document.activeElement.querySelector(':scope > .row')"
        " || document.activeElement).textContent.trim()"
    )
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_tree_is_one_tab_stop_and_its_arrows_follow_the_reading(
    offline_example: Opened, lang: str
) -> None:
    page = offline_example.open(v="tree", ui=lang, l="en")
    assert page.locator('[role="tree"] [tabindex="0"]').count() == 1
    onward, back = "ArrowRight", "ArrowLeft"
    if lang == "ar":
        onward, back = back, onward
    page.locator('[role="treeitem"]').first.focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", back, onward, onward, onward, back, "End"):
        press(page, key)
        seen.append(focused(page).split(" ")[0])
    # the mandate, O1, closed, opened again, R1, I1, back to R1, the last: R3
    assert seen == ["M", "O1", "O1", "O1", "R1", "I1", "R1", "R3"]
    press(page, "Home")
    assert page.locator('[role="tree"] [tabindex="0"]').count() == 1


def test_letters_find_a_line_of_the_tree_and_enter_shows_its_details(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="tree")
    page.locator('[role="treeitem"]').first.focus()
    press(page, "f", "l", "Enter")
    assert page.evaluate("document.activeElement.closest('aside') !== null")
    assert "Flood warnings reach every town." in text(page, "aside .statement")
    assert text(page, "aside h2") == "R1 Expected result"


def test_all_views_and_tools_are_reached_by_keys(offline_example: Opened) -> None:
    page = offline_example.open(v="tree", e=R1)
    press(page, "Tab")
    assert focused(page) == "Skip to the content"
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(40):
        press(page, "Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.name || document.activeElement.tagName"
            )
        )
        reached.add(focused(page))
    for words in ("Map", "Tables", "Links", "Source text", "About", "Print", "q"):
        assert words in reached
    assert {"SELECT", "Show in the text", "Show its links", "Close"} <= reached


def test_details_say_values_evidence_links_and_all_languages(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="tree", e=R1, l="es")
    shown = text(page, "aside")
    assert "Las alertas de inundación llegan a todos los pueblos." in shown
    assert "machine translation" in shown
    assert "Flood warnings reach every town." in shown
    assert "characters 94 to 126" in shown
    assert shown.count("no wording") == 2  # French and Arabic
    offline_example.show(v="tree", e="rba-i-f481e080cd")
    assert "Baseline\n12 towns\nTarget\n40 towns" in text(page, "aside")


def test_what_the_source_leaves_open_is_said(offline_example: Opened) -> None:
    page = offline_example.open(v="tree", e=R3)
    shown = text(page, "aside")
    assert "does not say to which of these it belongs: O1, O2" in shown
    assert "Proposed: O2 (confidence 0.3)" in shown
    offline_example.show(v="tree", e="rba-o2")
    assert "Wording not in the source text" in text(page, "aside")


def test_the_words_of_a_statement_are_highlighted_and_lead_back(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="tree", e=R3)
    page.locator("aside").get_by_text("Show in the text").last.focus()
    press(page, "Enter")
    page.wait_for_selector("mark.on")
    lines = page.locator("mark.on").all_inner_texts()
    assert lines == ["Neighbouring states share", "river data."]
    page.locator("mark", has_text="target 40").focus()
    press(page, "Enter")
    shown = text(page, "aside")
    assert shown.startswith("What these words support")
    assert "I1" in shown
    page.locator("aside").get_by_role("button", name="I1").first.click()
    assert "Towns with a warning siren" in text(page, "aside .statement")


def test_arrows_go_from_passage_to_passage_with_one_tab_stop(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="text")
    assert page.locator('.source [tabindex="0"]').count() == 1
    page.locator('.source [tabindex="0"]').focus()
    assert focused(page) == "MANDATE"
    press(page, "ArrowDown")
    assert focused(page) == "Keep the river basin safe for people and nature."
    press(page, "End")
    assert focused(page).startswith("Neighbouring states share")


def test_highlights_are_exact_with_marks_and_letters_beyond_the_first_plane(
    browser: Browser, tmp_path: Path
) -> None:
    file = small_plan(tmp_path, text=MARKED, quotes=QUOTED, title="A plan")
    with opened(browser, tmp_path / "p.html", made(open_graph(file))) as marked:
        page = marked.open(v="text", e="x-m")
        shown = page.locator("mark").evaluate_all("ms => ms.map(m => m.textContent)")
        assert shown == list(QUOTED)
        assert page.locator("mark.on").all_text_contents() == [QUOTED[0]]
        whole = page.locator(".source").evaluate("box => box.textContent")
        assert whole == MARKED


def test_a_changed_text_is_said(browser: Browser, tmp_path: Path) -> None:
    file = small_plan(
        tmp_path, text=MARKED, quotes=QUOTED, title="A", shown=("other", QUOTED[1])
    )
    with opened(browser, tmp_path / "p.html", made(open_graph(file))) as changed:
        page = changed.open(v="text", e="x-m", ui="en")
        assert "other words at this place" in text(page, "aside")
        assert page.locator("mark.changed").count() == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("inundacion", "R1"),  # an accent left out
        ("FLOOD", "R1"),
        ("المزارعون", "R2"),
        ("المُزَارِعون", "R2"),  # with vowel signs
        ("البيئه الحفاظ", None),
        ("اهل النهر", None),
        ("i1", "I1"),
        ("rba-i-f481e080cd", "I1"),
        ("river share", "R3"),
    ],
)
def test_search_finds_words_codes_and_iris(
    offline_example: Opened, query: str, code: str | None
) -> None:
    page = offline_example.open(v="tree")
    page.locator("input[type=search]").fill(query)
    press(page, "Enter")
    if code is None:
        assert "Nothing found" in text(page, "main")
        return
    found = page.locator("main .found li button").all_inner_texts()
    assert any(one.startswith(f"{code} ·") for one in found)
    assert (
        "Results: " in text(page, '[role="status"]')
        or page.locator('[role="status"]').text_content()
    )


def test_a_result_says_kind_and_place(offline_example: Opened) -> None:
    page = offline_example.open(v="search", q="siren")
    shown = text(page, ".found li")
    assert "I1 · Indicator" in shown
    assert "Plan rba › O1 › R1" in shown


def test_languages_of_page_and_plans_change_apart(offline_example: Opened) -> None:
    page = offline_example.open(v="tree")
    selects = page.locator("header select")
    selects.nth(0).select_option("ar")
    assert page.evaluate("[document.documentElement.lang, document.dir]") == [
        "ar",
        "rtl",
    ]
    assert "Keep the river basin safe" in text(page, '[role="tree"]')
    page.locator("header select").nth(1).focus()
    page.locator("header select").nth(1).select_option("fr")
    assert "Préserver le bassin fluvial" in text(page, '[role="tree"]')
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    assert "ui=ar" in page.url
    assert "l=fr" in page.url
    box = page.locator("nav li").first.bounding_box()
    last = page.locator("nav li").last.bounding_box()
    assert box
    assert last
    assert box["x"] > last["x"]


def test_the_address_opens_the_same_view_again(offline_example: Opened) -> None:
    page = offline_example.open(v="tree", e=R1)
    page.locator("aside").get_by_text("Show its links").click()
    page.get_by_role("button", name="Start again here").wait_for()
    page.locator("input[name=indicator]").uncheck()
    page.get_by_role("button", name="Move down").click()
    before = [text(page, "main figcaption"), page.url]
    state = page.locator("main table").first.inner_text()
    page.goto("about:blank")
    page.goto(before[1])
    assert [text(page, "main figcaption"), page.url] == before
    assert page.locator("main table").first.inner_text() == state
    assert "Unpin" in state


def test_an_address_that_names_nothing_of_the_page_is_said(
    offline_example: Opened,
) -> None:
    page = offline_example.open(v="tree", e="no-such", ui="xx")
    assert "no-such" in text(page, "main .note")


def test_the_links_begin_with_one_hop_and_grow_by_relation(
    offline_example: Opened,
) -> None:
    """R1 is linked to O1, to the plan and to I1; O1 to the mandate and, openly, R3."""
    page = offline_example.open(v="graph", e="rba-o1", g=R1)
    assert text(page, "figcaption").startswith("Nodes shown: 4 of ")
    page.locator("aside").wait_for()
    before = page.locator("main table tbody tr").count()
    page.get_by_role("button", name="serves (1 more)").click()
    assert text(page, "figcaption").startswith("Nodes shown: 5 of ")
    assert page.locator("main table tbody tr").count() > before
    page.get_by_role("button", name="Undo").click()
    assert text(page, "figcaption").startswith("Nodes shown: 4 of ")
    page.wait_for_selector("canvas")


def test_filters_hide_links_by_status_and_say_so(offline_example: Opened) -> None:
    page = offline_example.open(v="graph", g=R3)
    assert "open" in page.locator("main table").last.inner_text()
    page.locator("input[name=open]").uncheck()
    assert "open" not in page.locator("main table").last.inner_text()
    assert "Hidden by the filters" in text(page, "main .note")


def test_cards_of_the_map_lead_to_details(offline_example: Opened) -> None:
    page = offline_example.open(v="map")
    page.locator(".map a").filter(has_text="O1").first.focus()
    press(page, "Enter")
    assert "Reduce flood damage." in text(page, "aside .statement")


def test_tables_have_each_element_with_its_values(offline_example: Opened) -> None:
    page = offline_example.open(v="tables")
    captions = page.locator("main caption").all_inner_texts()
    assert captions[1:] == [
        "O1 · Objective",
        "O2 · Objective",
        "Not assigned in the source",
    ]
    row = page.locator("main tr", has_text="Towns with a warning siren").inner_text()
    assert row.replace("\n", "").split("\t")[-3:] == ["12 towns", "40 towns", ""]
    assert page.locator("main tbody tr").count() == 7
