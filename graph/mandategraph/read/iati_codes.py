"""Codes, dates, numbers and language tags as IATI files print them, and what they say.

Version 1 of the standard had words where version 2 has numbers; both are known.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
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
_DATE: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d[\d:.]*)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_LONGEST: Final = 40
_PLAIN: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
# groups of three are sure only when there are two, or one and a decimal sign after it
_GROUPED: Final = tuple(
    (re.compile(rf"[+-]?\d{{1,3}}(?:(?:{g}\d{{3}}){{2,}}|(?:{g}\d{{3}})+{d}\d+)"), s, t)
    for g, d, s, t in ((",", r"\.", ",", "."), (r"\.", ",", ".", ","))
)


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


@lru_cache(maxsize=8192)
def iso_day(printed: str) -> str | None:
    """The day of an XSD date or dateTime, without its time and zone."""
    match = _DATE.fullmatch(printed.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=512)
def iso_year(printed: str) -> str | None:
    """The year, when it is four digits from 1000 to 2999."""
    year = printed.strip()
    return year if _YEAR.fullmatch(year) else None


@lru_cache(maxsize=8192)
def number(printed: str) -> tuple[str | None, bool]:
    """The canonical decimal form of a value that is one number; whether it has a %.

    XSD's decimal notation, a power of ten after `e` as floats have it, and groups of
    thousands where no other reading is possible: `10,000.00` and `1.250.000` are
    numbers, `1,250`, `12,5` and `1 250` are not.
    """
    text = printed.strip().replace("\u2212", "-")
    percent = text.endswith(PERCENT)
    if percent:
        text = text[:-1].rstrip()
    if not text or len(text) > _LONGEST:
        return None, percent
    if _PLAIN.fullmatch(text) is None:
        for pattern, thousands, decimal in _GROUPED:
            if pattern.fullmatch(text):
                text = text.replace(thousands, "").replace(decimal, ".")
                break
        else:
            return None, percent
    return canonical(Decimal(text)), percent


def canonical(value: Decimal) -> str:
    """The shortest decimal form: no sign of plus, no zeros that say nothing."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
