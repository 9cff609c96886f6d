"""What the elements of a web page are: blocks, containers, those that are not read."""

from __future__ import annotations

from typing import Final

VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)
HEADINGS: Final = {f"h{level + 1}": level for level in range(6)}
LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
CELLS: Final = frozenset({"td", "th"})
SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
TABLES: Final = frozenset({"table", "tr", "caption", "colgroup"}) | CELLS | SECTIONS
# Containers whose words may stand together as one column of the page.
GROUPS: Final = frozenset(
    {"article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"}
    | {"div", "fieldset", "figure", "footer", "form", "header", "li", "main", "section"}
)
# A block begins a new paragraph, and ends one that was not closed.
BLOCKS: Final = (
    GROUPS
    | LISTS
    | TABLES
    | HEADINGS.keys()
    | {"address", "dl", "dt", "figcaption", "hgroup", "hr", "html", "legend", "nav"}
    | {"optgroup", "option", "p", "pre", "search", "summary", "template", "textarea"}
)
# Not words of the page that a reader sees, or not its own: counted and left out.
UNREAD: Final = frozenset(
    {"audio", "button", "canvas", "datalist", "math", "nav", "noscript", "object"}
    | {"select", "svg", "template", "textarea", "video"}
)
BOLD: Final = frozenset({"b", "strong"})
# An end tag never reaches out of these.
WALLS: Final = ("td", "th", "caption", "table")
# Which open elements a start tag closes, and which stand in the way of that.
CLOSED_BY: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir", *WALLS)),
    "dt": (("dt", "dd"), ("dl", *WALLS)),
    "dd": (("dt", "dd"), ("dl", *WALLS)),
    "tr": (("tr", "td", "th", "caption", "colgroup"), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "thead": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "tbody": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "tfoot": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "body": (("head",), ()),
    "option": (("option",), ("select",)),
}
