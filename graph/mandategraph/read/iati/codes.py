"""Codes, years and language tags as IATI files print them, and what they say.

Version 1 of the standard had words where version 2 has numbers; both are known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mandategraph.language import is_language_tag

if TYPE_CHECKING:
    from typing import Literal

UNKNOWN: Final = "und"
PERCENT: Final = "%"
LEVELS: Final = {
    "1": "output",
    "2": "outcome",
    "3": "impact",
    "output": "output",
    "outcome": "outcome",
    "impact": "impact",
}  # ResultType; 9 is "other": no level of ours
OBJECTIVES: Final = ("2", "objectives")  # DescriptionType
GENERAL: Final = ("", "1", "general")
PERCENTAGES: Final = ("2", "percentage")  # IndicatorMeasure
ROLES: Final[dict[str, Literal["performer", "beneficiary"]]] = {
    "4": "performer",
    "implementing": "performer",
    "beneficiary": "beneficiary",
}  # OrganisationRole; funding, accountable and extending bodies are context
BOOLEANS: Final = {"1": True, "true": True, "0": False, "false": False}
# ActivityDateType: the planned date tells more of a plan than the actual one
STARTS: Final = ("1", "start-planned", "2", "start-actual", "start")
ENDS: Final = ("3", "end-planned", "4", "end-actual", "end", "completion")

_TOKEN: Final = re.compile(r"[A-Za-z0-9._-]{1,40}")
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)


@lru_cache(maxsize=512)
def token(code: str) -> str:
    """The code when it can be part of a field's name, else nothing."""
    return code if _TOKEN.fullmatch(code) else ""


@lru_cache(maxsize=512)
def language_tag(tag: str) -> tuple[str, bool]:
    """The tag in lower case, and whether it is one; `und` for what is none.

    An empty tag says that no language is stated (XML 1.0, section 2.12).
    """
    lowered = tag.strip().lower()
    if not lowered:
        return UNKNOWN, True
    if is_language_tag(lowered):
        return lowered, True
    hyphenated = lowered.replace("_", "-")
    return (hyphenated if is_language_tag(hyphenated) else UNKNOWN), False


@lru_cache(maxsize=512)
def iso_year(printed: str) -> str | None:
    """The year, when it is four digits from 1000 to 2999."""
    year = printed.strip()
    return year if _YEAR.fullmatch(year) else None
