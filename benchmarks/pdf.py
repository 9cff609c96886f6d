"""Reading PDF files, against the plain text extraction of the library beneath."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from mandategraph.read.pdf.reader import extract
from mandategraph.read.source import Input

FILES = Path(__file__).parents[2] / "shared" / "corpora" / "strategy-pdf"
LIMIT = 2.0
TIMES = 15

Row = tuple[str, float, float]


def plain(data: bytes) -> int:
    """How many characters pdfium's own text extraction gives, opening included."""
    import pypdfium2

    count = 0
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        count += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return count


def run() -> list[Row]:
    """For each file: name, time with lines, columns and places / time without, limit.

    Medians of processor time; the two take turns. Empty where the corpus is absent.
    """
    rows: list[Row] = []
    for path in sorted(FILES.glob("*/*.pdf")):
        data = path.read_bytes()
        source = Input(path.name, data=data)
        plain(data)
        extract(source)
        library: list[float] = []
        ours: list[float] = []
        for _ in range(TIMES):
            start = time.process_time()
            plain(data)
            middle = time.process_time()
            extract(source)
            library.append(middle - start)
            ours.append(time.process_time() - middle)
        ratio = statistics.median(ours) / statistics.median(library)
        rows.append((f"extracting {path.name} / pdfium's own text", ratio, LIMIT))
    return rows


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} ({limit:.0f} is the limit)")
