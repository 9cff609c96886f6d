"""What a question must give, as a case, and names for what the fixtures hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Value = str | int | float | bool | None


class Case(NamedTuple):
    """Rows that a question must give, and what is changed in the example before."""

    question: str
    params: Mapping[str, str]
    rows: Sequence[tuple[Value, ...]]
    without: str = ""
    with_: str = ""


P, M, O1, O2 = "plan-rba", "rba-m", "rba-o1", "rba-o2"
FLOOD, WATER = "rba-r-228fa6e9f8", "rba-r-da4a253b8c"
SHARE, TOWNS = "rba-r-76b2f8f7a3", "rba-i-f481e080cd"
NEXT, DELTA, BASIN, DELTAS = "plan-rbb", "plan-dlt", "org-rba", "prog-dlt"
TOWNS_UNIT, NO_UNIT, HECTARES = "unit-towns", "mg:unitNotStated", "unit-ha"
FIRST_DAY, LATER_DAY = "2026-11-01T00:00:00Z", "2026-11-12T00:00:00Z"
SEMAPV = "https://w3id.org/semapv/vocab/"
KEEP = "Keep the river basin safe for people and nature.@en"
STATED, LEFT_OPEN = "not stated in the source", "left open by the source"
RESULT, OBJECTIVE = "mg:ExpectedResult", "mg:Objective"
NO_LINK_TO_2 = f"<{WATER}> mg:expectedResultOf <{O2}> ."
NO_OPEN_LINK = f"<open-e721522c8f6c> mg:candidate <{O2}> ."
