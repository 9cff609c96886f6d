"""Questions: the catalogue of `.rq` files, safe parameters, answers with labels."""

from __future__ import annotations

from mandategraph.query.binding import BASE, Param, bind
from mandategraph.query.catalogue import Catalogue, Question
from mandategraph.query.cells import Cell, Row
from mandategraph.query.formats import FORMATS, Format, encoded, formats_of, render
from mandategraph.query.labels import all_forms, labels
from mandategraph.query.page import catalogue_page
from mandategraph.query.resolve import taken_as
from mandategraph.query.run import Answer, run, with_labels

__all__ = [
    "BASE",
    "FORMATS",
    "Answer",
    "Catalogue",
    "Cell",
    "Format",
    "Param",
    "Question",
    "Row",
    "all_forms",
    "bind",
    "catalogue_page",
    "encoded",
    "formats_of",
    "labels",
    "render",
    "run",
    "taken_as",
    "with_labels",
]
