"""Results tables as one HTML page that needs nothing from outside.

Real tables: captions, header cells with their scope, each data cell with the header
cells that it belongs to, language and direction wherever they change. Nothing in the
page can run, and no element has a style of its own.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final

from mandategraph.draw import shapes as s
from mandategraph.draw.framework.pieces import DASH
from mandategraph.draw.framework.table import placed
from mandategraph.draw.palette import PALETTES
from mandategraph.draw.typeface import FAMILY
from mandategraph.draw.words import say
from mandategraph.language import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.draw.framework.table import Piece, Placed, Row, Table

_USED: Final = (
    s.INK,
    s.MUTED,
    s.PAPER,
    s.LINE,
    s.OBJECTIVE,
    s.REVERSED,
    s.HEAD_FILL,
    s.OPEN_FILL,
    s.OPEN_INK,
    s.OPEN_LINE,
    s.PROPOSED_FILL,
    s.PROPOSED_INK,
    s.PROPOSED_LINE,
)
_STYLE: Final = f"""
body{{margin:1.5rem;font:14px/1.42 {FAMILY};background:var(--paper);color:var(--ink)}}
h1{{font-size:1.6rem;margin:0}}
.sub,.foot{{color:var(--muted);margin:.2rem 0;font-size:.9rem;font-weight:400}}
.wide{{overflow-x:auto;margin:1rem 0}}
.wide:focus-visible,a:focus-visible{{outline:3px solid var(--objective)}}
table{{border-collapse:collapse;inline-size:100%;min-inline-size:60rem}}
caption{{text-align:start;font-weight:700;font-size:1.15rem;padding:.4rem 0}}
th,td{{border:1px solid var(--line);padding:.4rem .5rem;text-align:start;
vertical-align:top;font-weight:400;overflow-wrap:anywhere}}
thead th{{background:var(--objective);color:var(--reversed);font-weight:700}}
.section{{background:var(--head-fill)}}
p{{margin:.1rem 0}}
a{{color:inherit}}
.code{{font-weight:700}}
.badge,.said,.when{{color:var(--muted);font-size:.85em}}
.badge span{{border:1px solid currentColor;border-radius:.6em;padding:0 .4em}}
.open,.proposed,.accepted{{font-size:.9em;border:1px dashed;border-radius:.4em;
padding:0 .35em;inline-size:fit-content}}
.open{{background:var(--open-fill);color:var(--open-ink);border-color:var(--open-line)}}
.proposed,.accepted{{background:var(--proposed-fill);color:var(--proposed-ink);
border-color:var(--proposed-line)}}
.away{{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;
clip-path:inset(50%)}}
@page{{size:A4 landscape;margin:10mm}}
@media print{{body{{margin:0;font-size:10px}}.wide{{overflow:visible}}
table{{min-inline-size:0}}thead{{display:table-header-group}}
tr{{break-inside:avoid}}section+section{{break-before:page}}a{{text-decoration:none}}
*{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}}}
"""


def to_html(tables: Sequence[Table]) -> str:
    """The page, in the language of the first table."""
    first = tables[0]
    title = first.name if len(tables) > 1 else f"{first.name} · {first.title}"
    widths = sorted({c.weight for table in tables for c in table.columns})
    style = _colours() + _STYLE + _widths(tables, widths)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    parts = [part for at, table in enumerate(tables, 1) for part in _table(table, at)]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{first.lang}" dir="{direction_of(first.lang)}">'
        '\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        f" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(first.name)}</h1>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def _colours() -> str:
    def of(theme: str) -> str:
        colours = PALETTES["dark" if theme == "dark" else "light"]
        return "".join(f"--{name}:{colours[name]};" for name in _USED)

    return (
        f":root{{color-scheme:light dark;{of('light')}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{of('dark')}}}}}"
    )


def _widths(tables: Sequence[Table], weights: list[float]) -> str:
    """A class for each share of the width that a column may have."""
    rules = []
    for at, table in enumerate(tables, 1):
        total = sum(column.weight for column in table.columns)
        for weight in weights:
            if any(column.weight == weight for column in table.columns):
                share = 100 * weight / total
                rules.append(f".t{at} .w{weight:g}{{inline-size:{share:.2f}%}}")
    return "\n".join(rules)


def _table(table: Table, number: int) -> Iterator[str]:
    name = escape(table.title)
    lang = f' lang="{table.lang}" dir="{direction_of(table.lang)}"'
    yield f'<section class="t{number}"{lang}>'
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{name}">'
    yield f"<table>\n<caption>{name}"
    for line in table.subtitles:
        yield f'<p class="sub">{escape(line)}</p>'
    yield "</caption>\n<colgroup>"
    for column in table.columns:
        yield f'<col class="w{column.weight:g}">'
    yield "</colgroup>\n<thead>"
    head, heads = table.head, _heads(table, number)
    for row, cells in _by_row(head):
        yield "<tr>"
        for one in cells:
            scope = "colgroup" if one.columns > 1 else "col"
            name = f"t{number}h{row}.{one.column}"
            spans = _spans(one)
            words = escape(one.cell.words)
            yield f'<th id="{name}" scope="{scope}"{spans}>{words}</th>'
        yield "</tr>"
    yield "</thead>\n<tbody>"
    yield from _rows(table, number, heads)
    yield "</tbody>\n</table>\n</div>"
    for line in (*table.notes, *table.sources):
        yield f'<p class="foot">{escape(line)}</p>'
    yield "</section>"


def _heads(table: Table, number: int) -> list[str]:
    """The header cells above each column, by their names."""
    found = [""] * len(table.columns)
    for one in placed(table.head):
        for column in range(one.column, one.column + one.columns):
            found[column] += f" t{number}h{one.row}.{one.column}"
    return [names.strip() for names in found]


def _rows(table: Table, number: int, heads: list[str]) -> Iterator[str]:
    covered: dict[int, list[str]] = {}  # names of the cells that speak for a row
    for row, cells in _by_row(table.rows):
        whole = len(cells) == 1 and cells[0].columns == len(table.columns)
        if whole and row:
            yield "</tbody>\n<tbody>"
        yield "<tr>"
        for one in cells:
            yield _cell(table, one, number, heads, covered, whole=whole)
        yield "</tr>"


def _cell(
    table: Table,
    one: Placed,
    number: int,
    heads: list[str],
    covered: dict[int, list[str]],
    *,
    whole: bool,
) -> str:
    cell, spans = one.cell, _spans(one)
    kind = f' class="{cell.kind}"' if cell.kind != "plain" else ""
    words = "".join(_piece(piece, cell.iri, table) for piece in cell.pieces)
    if whole:
        return f'<th scope="rowgroup"{spans}{kind}>{words}</th>'
    if cell.name:
        name = f"t{number}r{one.row}.{one.column}"
        for row in range(one.row, one.row + one.rows):
            covered.setdefault(row, []).append(name)
        scope = "rowgroup" if one.rows > 1 else "row"
        return f'<th id="{name}" scope="{scope}"{spans}{kind}>{words}</th>'
    above = heads[one.column : one.column + one.columns]
    names = dict.fromkeys(" ".join([*above, *covered.get(one.row, [])]).split())
    return f'<td headers="{" ".join(names)}"{spans}{kind}>{words}</td>'


def _piece(piece: Piece, iri: str, table: Table) -> str:
    words = escape(piece.words)
    if piece.kind == "none":
        said = escape(say(table.lang, "fw_not_stated"))
        return f'<p aria-hidden="true">{DASH}</p><p class="away">{said}</p>'
    if piece.kind == "badge":
        words = f"<span>{words}</span>"
    href = piece.href or (iri if piece.kind == "code" else "")
    if href.startswith(("https://", "http://")):
        words = f'<a href="{escape(href)}" rel="noopener noreferrer">{words}</a>'
    lang = f' lang="{escape(piece.lang)}"' if piece.lang else ""
    other = piece.rtl != table.rtl
    turn = f' dir="{"rtl" if piece.rtl else "ltr"}"' if other else ""
    kind = f' class="{piece.kind}"' if piece.kind not in ("text", "value") else ""
    return f"<p{kind}{lang}{turn}>{words}</p>"


def _spans(one: Placed) -> str:
    rows = f' rowspan="{one.rows}"' if one.rows > 1 else ""
    columns = f' colspan="{one.columns}"' if one.columns > 1 else ""
    return rows + columns


def _by_row(rows: Sequence[Row]) -> Iterator[tuple[int, list[Placed]]]:
    """The cells that begin in each row, also in one in which none does."""
    found: list[list[Placed]] = [[] for _ in rows]
    for one in placed(rows):
        found[one.row].append(one)
    yield from enumerate(found)
