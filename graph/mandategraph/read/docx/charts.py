"""The values that a chart of a DOCX shows, from the copy that it keeps of its data."""

from __future__ import annotations

import re
from typing import Any, Final

from mandategraph.read.docx.package import whole
from mandategraph.read.extracted import collapse
from mandategraph.read.story.blocks import Chart, Point

C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST: Final = 10_000  # points of one chart
_SYMBOL: Final = {"\uf02d": "−", "\uf0b7": "•", "\uf0b0": "°", "\uf02b": "+"}
_QUOTED: Final = re.compile(r'"([^"]*)"')
_ORNAMENT: Final = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL: Final = re.compile(r"\\(.)")


def chart(root: Any, name: str) -> Chart:
    """The chart of a part: for each point its series, its category and its label."""
    title = collapse("".join(t.text or "" for t in root.iterfind(f".//{C}title//{A}t")))
    points: list[Point] = []
    for number, series in enumerate(root.iter(f"{C}ser"), 1):
        heading = _first(series, f"{C}tx//{C}v")
        categories = _cache(series.find(f"{C}cat"))
        values = series.find(f"{C}val")
        if values is None:
            values = series.find(f"{C}yVal")
        labels = _Labels(series.find(f"{C}dLbls"), values)
        for at, value in sorted(_cache(values).items())[: _MOST - len(points)]:
            path = f"{name}#series{number}/point{at + 1}"
            shown = labels.shown(at, value)
            if shown:
                category = collapse(categories.get(at, ""))
                points.append(Point(collapse(heading), category, shown, path))
    return Chart(name, title, points)


class _Labels:
    """What stands at the points of a series: a text of its own, or the value."""

    def __init__(self, labels: Any, values: Any) -> None:
        self._own: dict[int, Any] = {}
        self._format = _first(values, f".//{C}formatCode")
        if labels is None:
            return
        for label in labels.iterfind(f"{C}dLbl"):
            index = label.find(f"{C}idx")
            if index is not None:
                self._own[whole(index.get("val"), -1)] = label
        found = labels.find(f"{C}numFmt")
        if found is not None and found.get("sourceLinked") != "1":
            self._format = found.get("formatCode") or self._format

    def shown(self, at: int, value: str) -> str:
        """The label of the point as it is printed."""
        label = self._own.get(at)
        style = self._format
        if label is not None:
            text = _label_text(label)
            if text:
                return text
            own = label.find(f"{C}numFmt")
            if own is not None and own.get("sourceLinked") != "1":
                style = own.get("formatCode") or style
        return formatted(value, style)


def _label_text(label: Any) -> str:
    """The words that the label has instead of the value, less raised note marks."""
    words = ""
    for paragraph in label.iterfind(f"{C}tx/{C}rich/{A}p"):
        for run in paragraph:
            text = run.find(f"{A}t")
            if text is None or not text.text:
                continue
            if run.tag == f"{A}fld":  # a field stands for the value itself
                return ""
            style = run.find(f"{A}rPr")
            if style is not None and whole(style.get("baseline"), 0) > 0:
                continue
            words += text.text
    return collapse("".join(_SYMBOL.get(c, c) for c in words))


def formatted(value: str, style: str) -> str:
    """The value as the number format has it: sections, percent, decimals, thousands."""
    try:
        number = float(value)
    except ValueError:
        return collapse(value)
    sections = style.split(";")
    if number == 0 and len(sections) > 2:
        code = sections[2]
        if not re.search("[0#]", _QUOTED.sub("", code)):
            return collapse(_plain(code).replace("?", ""))
    negative = number < 0 and len(sections) > 1
    code = sections[1] if negative else sections[0]
    bare = _ORNAMENT.sub("", _QUOTED.sub("", code))
    if "%" in bare:
        number *= 100
    if not re.search("[0#]", bare):
        return f"{number:.15g}"
    decimals = re.search(r"\.([0#]+)", bare)
    places = len(decimals[1]) if decimals else 0
    text = f"{abs(number) if negative else number:.{places}f}"
    if decimals and "#" in decimals[1]:
        text = text.rstrip("0").rstrip(".")
    if "," in bare:
        text = _grouped(text, ",")
    elif re.search(r"#(?:\\ | )#", bare):
        text = _grouped(text, " ")
    if negative:
        text = f"({text})" if "(" in bare else f"-{text.lstrip('-')}"
    return f"{text}%" if "%" in bare else text


def _grouped(text: str, by: str) -> str:
    integer, point, rest = text.partition(".")
    return f"{int(integer):,}".replace(",", by) + point + rest


def _plain(code: str) -> str:
    """The words of a section that prints no number."""
    bare = _LITERAL.sub(r"\1", _ORNAMENT.sub("", code))
    return _QUOTED.sub(r"\1", bare)


def _cache(element: Any) -> dict[int, str]:
    """The points that the chart keeps, by their index; a gap has none."""
    if element is None:
        return {}
    found: dict[int, str] = {}
    for point in element.iter(f"{C}pt"):
        text = point.findtext(f"{C}v")
        if text is not None and len(found) < _MOST:
            found[whole(point.get("idx"), len(found))] = text
    return found


def _first(element: Any, path: str) -> str:
    found = None if element is None else element.find(path)
    return "" if found is None else found.text or ""
