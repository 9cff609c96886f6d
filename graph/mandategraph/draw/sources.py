"""Where a drawing comes from: files, days, readers and the languages of its words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import listed, say
from mandategraph.network import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mandategraph.store import MandateGraph

_SOURCES: Final = """
SELECT DISTINCT ?plan ?file ?range ?lang ?reader ?issued ?retrieved WHERE {
  ?plan a mg:Plan ; dct:source ?document .
  OPTIONAL { ?document mg:fileName ?file }
  OPTIONAL { ?document mg:textRange ?range }
  OPTIONAL { ?document dct:language ?lang }
  OPTIONAL { ?text mg:textOf ?document ; mg:extractor ?agent .
             ?agent skos:prefLabel ?reader }
  OPTIONAL { ?plan dct:issued ?issued }
  OPTIONAL { ?document prov:generatedAtTime ?retrieved }
}"""


class Sources:
    """The documents of all plans of a graph, asked for once."""

    def __init__(self, graph: MandateGraph) -> None:
        self._of: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in sorted(graph.select_text(_SOURCES)):
            self._of[row[0]].append(row[1:])

    def lang(self, plan: str) -> str:
        """The language that the plan's document says it is in, `""` for none."""
        found = self._of.get(plan, [])
        return found[0][2] if found else ""

    def place(self, plan: str) -> tuple[str, int, str]:
        """Where the plan stands among the others: its file, its place in it."""
        for file, span, *_ in self._of.get(plan, ()):
            return file, int(span.partition(",")[0] or 0), plan
        return "", 0, plan

    def lines(self, plans: Iterable[str], lang: str) -> list[str]:
        """A line per document: file, range of characters, reader, days if known."""
        lines = []
        for plan in plans:
            for file, span, _, reader, issued, retrieved in self._of.get(plan, ()):
                parts = []
                if file:
                    parts.append(say(lang, "source", file=drawable(file)))
                start, _, end = span.partition(",")
                if end:
                    parts.append(say(lang, "range", start=start, end=end))
                if issued:
                    parts.append(say(lang, "issued_on", date=issued[:10]))
                if retrieved:
                    parts.append(say(lang, "retrieved_on", date=retrieved[:10]))
                if reader:
                    parts.append(say(lang, "reader", name=drawable(reader)))
                if parts:
                    lines.append(" · ".join(parts))
        return list(dict.fromkeys(lines))


def drawn_line(
    lang: str, wordings: Iterable[Mapping[str, str]], *, date: str = ""
) -> str:
    """Which languages the drawn words are in, and the day of drawing if it is given.

    `wordings` have the attributes `label_lang` and `label_status` of a network's nodes:
    a translation is told from the issuer's own words.
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for data in wordings:
        status = data["label_status"]
        if data["label_lang"] and not stands_in(status):
            counts[data["label_lang"], status] += 1
    parts = [
        _counted(lang, f"{tag} {n}", "" if status == "issuer" else say(lang, status))
        for (tag, status), n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    ]
    said = []
    if parts:
        langs = say(lang, "comma").join(parts)
        said.append(say(lang, "languages_used", langs=langs))
    if date:
        said.append(say(lang, "drawn_on", date=date))
    return " · ".join(said)


def _counted(lang: str, words: str, status: str) -> str:
    """A language and its number, which keep their direction; the status follows."""
    words = listed(lang, [words])
    return f"{words} ({status})" if status else words
