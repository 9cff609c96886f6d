"""Where a browser draws the parts of a picture: texts in cards, cards apart."""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

FONTS = files("mandategraph.draw").joinpath("fonts")
# Boxes of what the renderer drew, in the coordinates of the picture
BOXES = """() => {
  const edges = b => [b.x, b.y, b.x + b.width, b.y + b.height];
  const box = e => edges(e.getBBox());
  const rect = r => ['x', 'y', 'width', 'height'].map(n => r[n].baseVal.value);
  const frame = ([x, y, w, h]) => [x, y, x + w, y + h];
  const links = [...document.querySelectorAll('a')].map(a => ({
    iri: a.getAttribute('href'),
    frame: frame(rect(a.querySelector('rect'))),
    texts: [...a.querySelectorAll('text')].map(t => [t.textContent, box(t)]),
    inner: [...a.querySelectorAll('rect.chip, rect.badge')].map(r => frame(rect(r))),
    evidence: a.querySelector('rect').classList.contains('evidence'),
  }));
  const cards = links.filter(link => !link.evidence);
  const evidence = links.filter(link => link.evidence);
  const svg = document.querySelector('svg');
  const texts = [...document.querySelectorAll('text')];
  const loose = texts.map(t => [t.textContent, box(t)]);
  const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
  return { cards, evidence, loose, width, height };
}"""


def boxes(page: Page, svg: str, *, stretch: int = 100) -> Any:
    """What the browser draws with the bundled fonts, `stretch` per cent as wide."""
    faces = ""
    for weight, name in ((400, "Regular"), (700, "Bold")):
        font = base64.b64encode(FONTS.joinpath(f"NotoSans-{name}.ttf").read_bytes())
        faces += (
            f"@font-face{{font-family:'Noto Sans';font-weight:{weight};"
            f"size-adjust:{stretch}%;"
            f"src:url(data:font/ttf;base64,{font.decode()})}}"
        )
    page.set_content(f"<!doctype html><style>{faces}</style>{svg}")
    page.evaluate("document.fonts.ready")
    return page.evaluate(BOXES)


def inside(inner: list[float], outer: list[float]) -> bool:
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def apart(one: list[float], other: list[float]) -> bool:
    return (
        one[2] <= other[0]
        or other[2] <= one[0]
        or one[3] <= other[1]
        or other[3] <= one[1]
    )


def shrunk(box: list[float]) -> list[float]:
    """The letters of a line rather than its line box, which is taller."""
    x1, y1, x2, y2 = box
    return [x1, y1 + (y2 - y1) * 0.2, x2, y2 - (y2 - y1) * 0.2]
