"""Barriers of WCAG 2.2 A and AA that axe-core finds in the page of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conftest import browser_library

if TYPE_CHECKING:
    from playwright.sync_api import Page

# the one rule of wcag21a is experimental, and takes a branch's items for its label
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
_RUN = "levels => axe.run({resultTypes: ['violations'], runOnly: levels})"


def barriers(page: Page) -> list[str]:
    """What is found, as `rule: element`.

    axe-core is put into the page by the browser's own tools, past the page's policy.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(browser_library("axe-core/axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(_RUN, LEVELS)
    return [
        f"{rule['id']}: {node['html']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def rules_broken(page: Page) -> set[str]:
    """The names of the rules that the page breaks."""
    return {found.partition(":")[0] for found in barriers(page)}
