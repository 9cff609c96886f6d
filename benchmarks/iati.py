"""Reading IATI against lxml alone: medians of one run, on real and on made-up files.

`python -m benchmarks.iati` prints the table; `python -m benchmarks.iati FILE MB` writes
a made-up file of that size, `python -m benchmarks.iati FILE` reads one and prints the
time and the peak of memory.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from mandategraph.read.iati.reader import readings
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpora" / "iati" / "activities"
REAL: Final = ("CAF-ActivityFile-2025-10-10.xml", "worldbank-679.xml")
LIMIT: Final = 4.0
_SENTENCE: Final = (
    "the valley keeps its wells ferries and schools in repair so that each household "
    "can reach a market a clinic and safe water within one hour of walking whatever "
    "the season while the river council reports every year what was done and what not"
)
_WORDS: Final = _SENTENCE.split()


def text(number: int, length: int) -> str:
    """That many words, other ones for each number."""
    first = number * 7 % len(_WORDS)
    words = _WORDS[first:] + _WORDS * (length // len(_WORDS) + 1)
    return f"{number} {' '.join(words[:length])}"


def english(number: int, length: int) -> str:
    """A text in the language of its activity."""
    return f"<narrative>{text(number, length)}</narrative>"


def narratives(number: int, length: int) -> str:
    """A text in two languages."""
    other = f'<narrative xml:lang="fr">{text(number + 3, length)}</narrative>'
    return english(number, length) + other


def result(number: int) -> str:
    """A result with two indicators of two periods each."""
    indicators = []
    for i in (number, number + 1):
        periods = "".join(
            f"""
      <period>
        <period-start iso-date="{year}-01-01"/>
        <period-end iso-date="{year}-12-31"/>
        <target value="{i * 10}"><comment>{english(i, 12)}</comment></target>
        <actual value="{i * 9}"/>
      </period>"""
            for year in (2024, 2025)
        )
        indicators.append(
            f"""
    <indicator measure="1" ascending="1">
      <title>{narratives(i, 14)}</title>
      <description>{english(i, 30)}</description>
      <baseline year="2023" iso-date="2023-12-31" value="{i}"/>{periods}
    </indicator>"""
        )
    return f"""
  <result type="{number % 3 + 1}" aggregation-status="1">
    <title>{narratives(number, 10)}</title>
    <description>{english(number, 40)}</description>{"".join(indicators)}
  </result>"""


def activity(number: int, results: int, transactions: int) -> str:
    """An activity with all that publishers usually give."""
    money = "".join(
        f"""
  <transaction>
    <transaction-type code="3"/>
    <transaction-date iso-date="2024-0{i % 9 + 1}-15"/>
    <value currency="EUR" value-date="2024-01-15">{number * i}</value>
    <description>{english(i, 6)}</description>
    <receiver-org ref="XX-{i}" type="10">{english(i, 3)}</receiver-org>
  </transaction>"""
        for i in range(transactions)
    )
    outcome = "".join(result(number + i) for i in range(results))
    return f"""
<iati-activity xml:lang="en" default-currency="EUR" hierarchy="1">
  <iati-identifier>XX-LUM-77-{number}</iati-identifier>
  <reporting-org ref="XX-LUM-77" type="40">{english(77, 3)}</reporting-org>
  <title>{narratives(number, 8)}</title>
  <description type="1">{narratives(number, 120)}</description>
  <description type="2">{narratives(number, 30)}</description>
  <participating-org ref="XX-1" role="1" type="10">{english(1, 3)}</participating-org>
  <participating-org ref="XX-2" role="4" type="40">{english(2, 2)}</participating-org>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2024-01-01"/>
  <activity-date type="3" iso-date="2027-12-31"/>
  <recipient-country code="ZZ" percentage="100"/>
  <sector vocabulary="1" code="14030" percentage="100"/>
  <tag vocabulary="2" code="6"/>{money}
  <document-link format="application/pdf" url="https://lumen.example/{number}.pdf">
    <title>{english(number, 5)}</title>
    <category code="A02"/>
  </document-link>{outcome}
</iati-activity>"""


def write(path: Path, size: int, *, results: int = 3, transactions: int = 20) -> None:
    """Write a made-up file of about `size` bytes, activity by activity."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        written = stream.write('<iati-activities version="2.03">')
        number = 0
        while written < size:
            number += 1
            written += stream.write(activity(number, results, transactions))
        stream.write("\n</iati-activities>\n")


def alone(path: Path) -> None:
    """Let lxml stream through the file: every element seen, every activity freed."""
    for _, element in etree.iterparse(str(path)):
        if element.tag == "iati-activity":
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def ours(path: Path) -> None:
    """Read all activities of the file."""
    for _ in readings(Input.of(path)):
        pass


def ratio(path: Path, times: int) -> float:
    """Median processor time of reading over that of lxml alone, taken in turns."""
    taken: dict[Callable[[Path], None], list[float]] = {alone: [], ours: []}
    for _ in range(times):
        for work, seconds in taken.items():
            start = time.process_time()
            work(path)
            seconds.append(time.process_time() - start)
    return statistics.median(taken[ours]) / statistics.median(taken[alone])


def run() -> list[tuple[str, float, float]]:
    """Rows of name, ratio and limit; the real files only where they are."""
    return list(_rows())


def _rows() -> Iterator[tuple[str, float, float]]:
    for name in REAL:
        if (CORPUS / name).is_file():
            yield f"reading {name[:13]} / lxml alone", ratio(CORPUS / name, 15), LIMIT
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.xml"
        write(path, 50 << 20)
        yield "reading 50 MB of IATI / lxml alone", ratio(path, 3), LIMIT


def main(arguments: list[str]) -> None:
    """Print the table, write a file, or read one."""
    if len(arguments) == 2:
        write(Path(arguments[0]), int(arguments[1]) << 20, results=20, transactions=0)
        return
    if arguments:
        start = time.perf_counter()
        count = sum(1 for _ in readings(Input.of(Path(arguments[0]))))
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count} activities in {seconds:.0f} s, at most {peak} MB of memory")
        return
    for name, found, limit in run():
        print(f"{name}: {found:.2f} ({limit:.0f} is the limit)")


if __name__ == "__main__":
    main(sys.argv[1:])
