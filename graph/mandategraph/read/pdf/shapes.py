"""Bullets that a page draws as shapes: discs, squares and small pictures before lines.

A browser prints the disc of a list item as a drawing, so the text layer lacks it.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

from mandategraph.read.pdf.words import BULLET
from mandategraph.read.text.headings import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.layout import Box
    from mandategraph.read.pdf.frame import Frame
    from mandategraph.read.pdf.gutters import Row
    from mandategraph.read.pdf.library import Library
    from mandategraph.read.pdf.runs import Reader
    from mandategraph.read.pdf.words import Run

PATH, IMAGE, FORM = 2, 3, 5  # kinds of page objects
_MOST = 4000  # objects of a page that are looked at
_DEEPEST = 4  # forms within forms


def may_lack_bullets(rows: list[Row], reader: Reader) -> bool:
    """Whether bullets may be drawn here: no line has one, and lines are set in.

    Items are set in from the words above them, on this page or an earlier one. Once
    the document has printed a bullet as text, no drawings are looked at.
    """
    runs = [run for row in rows for run in row]
    if not runs or reader.bullets:
        return False
    reader.margin = edge = min(reader.margin, *(r.left for r in runs))
    if any(run.text[0] in BULLETS for run in runs):
        reader.bullets = True
        return False
    return any(run.left - edge > 0.5 * run.size or run.rtl for run in runs)


def objects(library: Library, page: Any) -> Iterator[tuple[int, ctypes.c_void_p]]:
    """Kind and handle of each object of a page, those inside forms included."""
    raw = library.raw
    at = ctypes.cast(page, ctypes.c_void_p)
    left = min(raw.FPDFPage_CountObjects(page), _MOST)
    stack = [(library.page_object, at, left, 0)]
    while stack:
        get, holder, count, depth = stack.pop()
        for i in range(min(count, _MOST)):
            handle = ctypes.c_void_p(get(holder, i))
            kind = library.object_type(handle)
            yield kind, handle
            if kind == FORM and depth < _DEEPEST:
                inner = raw.FPDFFormObj_CountObjects(
                    ctypes.cast(handle, raw.FPDF_PAGEOBJECT)
                )
                stack.append((library.form_object, handle, inner, depth + 1))


def small_shapes(library: Library, page: Any, frame: Frame) -> list[Box]:
    """The boxes of drawings that are small and about as wide as high."""
    sides = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(side) for side in sides]
    left, bottom, right, top = sides
    bounds = library.object_bounds
    found = []
    for kind, handle in objects(library, page):
        if kind not in (PATH, IMAGE):
            continue
        bounds(handle, *pointers)
        width = right.value - left.value
        if not 1.0 < width < 12.0:
            continue
        if not 0.6 * width < top.value - bottom.value < 1.7 * width:
            continue
        ax, ay = frame.upright(left.value, bottom.value)
        bx, by = frame.upright(right.value, top.value)
        found.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return found


def with_bullets(runs: list[Run], shapes: list[Box], *, rtl: bool) -> None:
    """Put a bullet before each run that has one drawn before it.

    One such shape on a page may be anything; two of one size are bullets.
    """
    runs = sorted(runs, key=lambda r: r.base)
    bases = [r.base for r in runs]
    found: dict[int, tuple[Run, Box]] = {}
    for box in shapes:
        run = _beside(runs, bases, box, rtl=rtl)
        if run is not None:
            found.setdefault(id(run), (run, box))
    sizes = Counter(_measure(box) for _, box in found.values())
    for run, box in found.values():
        if sizes[_measure(box)] > 1:
            run.text = f"{BULLET} {run.text}"
            run.left, run.right = min(run.left, box[0]), max(run.right, box[2])


def _measure(box: Box) -> tuple[int, int]:
    return round((box[2] - box[0]) * 2), round((box[3] - box[1]) * 2)


def _beside(runs: list[Run], bases: list[float], box: Box, *, rtl: bool) -> Run | None:
    """The run before which the box stands, as a bullet does."""
    x0, y0, x1, y1 = box
    middle, height = (y0 + y1) / 2, y1 - y0
    best, nearest = None, 0.0
    for i in range(bisect_left(bases, middle - 1), len(runs)):
        run = runs[i]
        if run.base - middle > 40:
            break
        if not (
            -0.1 * run.size < run.base - middle < 0.75 * run.size
            and 0.15 * run.size < height < 0.8 * run.size
        ):
            continue
        apart = x0 - run.right if rtl else run.left - x1
        if 0 < apart < 2.2 * run.size and (best is None or apart < nearest):
            best, nearest = run, apart
    return best
