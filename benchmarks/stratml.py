"""Reading StratML against parsing the same file with lxml, and nothing else.

Both begin with the file on disk. Medians of processor time, taken in turns in one
process: other work on the machine then counts for neither.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from mandategraph.read.source import Input
from mandategraph.read.stratml.reader import readings

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "stratml"
FILES = ("plans/*.xml", "xforms/*.xml")
LIMIT = 4.0
SIZE = 5_000_000
WORDS = ("serve", "the", "ports", "and", "water", "of", "safe", "people", "care")
ROOT = '<PerformancePlanOrReport Type="Strategic_Plan" xmlns="urn:ISO:std:iso:17469:'
ROOT += 'tech:xsd:PerformancePlanOrReport"><Name>A big plan</Name><StrategicPlanCore>'
END = "</StrategicPlanCore></PerformancePlanOrReport>"


def run() -> list[tuple[str, float, float]]:
    """Rows of name, reading time divided by parsing time, and the limit."""
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "generated, 5 MB"
        big.write_text(ROOT + "".join(_goals()) + END, encoding="utf-8")
        files = [path for pattern in FILES for path in sorted(CORPUS.glob(pattern))]
        return [(path.name, _ratio(path), LIMIT) for path in [*files, big] if _is(path)]


def _is(path: Path) -> bool:
    """Whether the file is well-formed: there is nothing to compare otherwise."""
    try:
        etree.parse(str(path))
    except etree.XMLSyntaxError:
        return False
    return True


def _ratio(path: Path) -> float:
    """The median time of reading by that of parsing."""
    parsing, reading = [], []
    for _ in range(5 if path.stat().st_size > 1_000_000 else 101):
        start = time.process_time()
        tree = etree.parse(str(path))
        middle = time.process_time()
        del tree
        again = time.process_time()
        read = list(readings(Input.of(path)))
        end = time.process_time()
        del read
        parsing.append(middle - start)
        reading.append(end - again)
    return statistics.median(reading) / statistics.median(parsing)


def _goals() -> Iterator[str]:
    """Goals with objectives and indicators, about as long as real ones."""
    dice, size, number = random.Random(1), 0, 0  # noqa: S311 - no secret
    while size < SIZE:
        number += 1
        below = "".join(_objective(dice, number, n) for n in range(dice.randint(1, 5)))
        goal = f"<Goal>{_described(dice, f'_g{number}', str(number))}{below}</Goal>"
        size += len(goal)
        yield goal


def _described(dice: random.Random, identifier: str, number: str) -> str:
    return (
        f"<Name>{_words(dice, 5)}</Name><Description>{_words(dice, 30)}</Description>"
        f"<Identifier>{identifier}</Identifier>"
        f"<SequenceIndicator>{number}</SequenceIndicator>"
        f'<Stakeholder StakeholderTypeType="Generic_Group"><Name>{_words(dice, 2)}'
        "</Name><Description/></Stakeholder><OtherInformation/>"
    )


def _objective(dice: random.Random, goal: int, number: int) -> str:
    head = _described(dice, f"_o{goal}.{number}", f"{goal}.{number}")
    return (
        f"<Objective>{head}"
        '<PerformanceIndicator ValueChainStage="Outcome"><SequenceIndicator/>'
        f"<MeasurementDimension>{_words(dice, 8)}</MeasurementDimension>"
        f"<UnitOfMeasurement>{_words(dice, 1)}</UnitOfMeasurement>"
        "<MeasurementInstance><TargetResult><StartDate>2031-01-01</StartDate>"
        f"<NumberOfUnits>{dice.randint(1, 9999)}</NumberOfUnits></TargetResult>"
        "</MeasurementInstance></PerformanceIndicator></Objective>"
    )


def _words(dice: random.Random, about: int) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(1, 2 * about)))


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.1f} ({limit:g} is the limit)")
