"""Tables as XLSX and ODS: the same cells give the same bytes.

Written directly: the libraries put the time of day into what they write, and a few
parts are all that tables need.
"""

from __future__ import annotations

from mandategraph.workbooks.cells import (
    NOT_IN_XML,
    Area,
    Link,
    Sheet,
    Value,
    letters,
    visible,
)
from mandategraph.workbooks.looks import Look, Run, Styled
from mandategraph.workbooks.ods import ods
from mandategraph.workbooks.xlsx import xlsx

__all__ = [
    "NOT_IN_XML",
    "Area",
    "Link",
    "Look",
    "Run",
    "Sheet",
    "Styled",
    "Value",
    "letters",
    "ods",
    "visible",
    "xlsx",
]
