"""Where a browser shows values with all that is said of them: on cards, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import LANGUAGES
from drawn_geometry import measured
from drawn_values import TARGETS, parted
from mandategraph.draw import DrawOptions, draw
from mandategraph.language import LanguagePolicy
from offline_pages import made, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LONG = "Access to an updated version of the Handbook (SDG 16.b.1), 40 % more. " * 6


@pytest.mark.parametrize("view", ["plan-map", "chain", "indicators"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_values_with_parts_and_long_values_stay_on_their_cards(
    browser_page: Page, view: str, lang: str
) -> None:
    long = ("t4", LONG.strip(), ("2026",), ("women",), ("AF-KAN",), ("homes",))
    graph = parted(*TARGETS, long)
    for page in ("screen", "a4", "16:9"):
        options = DrawOptions(page=page)
        picture = draw(view, graph, LanguagePolicy([lang]), options)
        if len(picture.sheets) == 1:
            assert measured(browser_page, picture)["cards"]


def test_the_offline_page_says_values_whole_in_each_language(
    browser: Browser, tmp_path: Path
) -> None:
    graph = parted(TARGETS[0])
    said = {
        ("en", "en"): "10 persons · 2024 · age: adult · sex: women · place: AF-KAN",
        ("en", "fr"): "10 personnes · 2024 · age: adult en · sex: women en"
        " · place: AF-KAN",
        ("fr", "en"): "10 persons · 2024 · age\u00a0: adult · sex\u00a0: women"
        " · lieu\u00a0: AF-KAN",
        ("ar", "fr"): "المكان: AF-KAN",
    }
    with opened(browser, tmp_path / "page.html", made(graph, "en")) as page:
        for (ui, content), words in said.items():
            shown = page.open(v="tables", ui=ui, l=content, e="i")
            for place in ("aside dl", "td small"):
                text = shown.locator(place).first.inner_text()
                assert words.removeprefix("10 ") in text, (ui, content, place)
            assert "Counted twice." in shown.locator("aside dl").first.inner_text()
        assert page.errors == []
