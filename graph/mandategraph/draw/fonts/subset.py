"""Makes the bundled fonts and their width table; run by hand when the fonts change.

    python subset.py FOLDER_OF_NOTO_TTF_FILES PACKAGE_VERSION

Needs fontTools and brotli, which nothing else here does. Writes two fonts, each as TTF
and as WOFF2, `widths.json` and `MANIFEST.json` beside itself. Each font is a subset of
Noto Sans merged with subsets of Noto Sans Arabic, Math and Symbols 2: a renderer that
looks for a missing letter in other files does not look for the same weight. Signs that
Noto has in one weight only are the same in both fonts.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
LATIN: Final = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,"
    "U+0300-0304,U+0306-030C,U+0323-0328,U+0370-03FF,U+0400-045F,U+0490-0491,"
    "U+1E00-1EFF,U+2000-206F,U+2070-208E,U+20A0-20BF,U+2113,U+2116,U+2122,U+2126,"
    "U+2212,U+25CC,U+FB01-FB02,U+FFFD"
)
ARABIC: Final = "U+0020,U+00A0,U+0600-06FF,U+0750-077F,U+200B-200F,U+2010-2011,U+25CC"
# signs that plans use: comparisons, arrows, ticks and boxes
MATHS: Final = (
    "U+2032-2033,U+2190-2199,U+21D0-21D4,U+2202,U+2205-2206,U+2208,U+220F,U+2211-2213,"
    "U+221A,U+221D-221E,U+2227-222B,U+2248,U+2260-2261,U+2264-2265,U+226A-226B,U+22C5"
)
SYMBOLS: Final = (
    "U+25A0-25A1,U+25AA-25AB,U+25B2,U+25B6,U+25BC,U+25C0,U+25C6,U+25CB,U+25CF,"
    "U+2605-2606,U+2610-2612,U+2713-2714,U+2717-2718,U+27A4"
)
PARTS: Final = {
    "NotoSans": LATIN,
    "NotoSansArabic": ARABIC,
    "NotoSansMath": MATHS,
    "NotoSansSymbols2": SYMBOLS,
}
# a name of its own: fonts of the machine called Noto Sans are not taken for this one
FAMILY: Final = "Mandate Graph Sans"
OPTIONS: Final = [
    "--no-hinting",
    "--desubroutinize",
    "--layout-features=ccmp,locl,mark,mkmk,kern,liga,rlig,calt,init,medi,fina,isol",
    "--name-IDs=0,1,2,3,4,5,6,7,13,14",
    "--notdef-outline",
    "--drop-tables+=MATH",
]


def subset(source: Path, target: Path, unicodes: str) -> None:
    """Write the letters that are wanted of one font."""
    options = [f"--unicodes={unicodes}", f"--output-file={target}", *OPTIONS]
    import_module("fontTools.subset").main([str(source), *options])


def merged(parts: list[Path], target: Path) -> None:
    """Write one font of several; dates are those of the first."""
    made = import_module("fontTools.merge").Merger().merge([str(p) for p in parts])
    first = opened(parts[0])["head"]
    made.recalcTimestamp = False
    made["head"].created, made["head"].modified = first.created, first.modified
    named(made, "Bold" if "Bold" in target.name else "Regular")
    made.save(target)


def named(font: Any, weight: str) -> None:
    """Give the font its family's name in place of those of its parts."""
    names = {
        1: FAMILY,
        2: weight,
        3: f"{FAMILY} {weight}",
        4: f"{FAMILY} {weight}",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
        16: FAMILY,
        17: weight,
    }
    for record in list(font["name"].names):
        if record.nameID in (21, 22, 25):
            font["name"].names.remove(record)
        elif record.nameID in names:
            record.string = names[record.nameID]


def compressed(source: Path, target: Path) -> None:
    """Write the same font as WOFF2, for browsers."""
    font = opened(source)
    font.flavor = "woff2"
    font.save(target)


def opened(path: Path) -> Any:
    """The font as fontTools reads it."""
    return import_module("fontTools.ttLib").TTFont(path, recalcTimestamp=False)


def advances(font: Any) -> dict[int, int]:
    """Advance width by code point, in thousandths of the font size."""
    metrics = font["hmtx"].metrics
    return {code: metrics[name][0] for code, name in font.getBestCmap().items()}


def forms(font: Any) -> dict[str, dict[str, int]]:
    """Advance of the initial, medial and final form of each letter that has one."""
    names = {name: code for code, name in font.getBestCmap().items()}
    metrics, table = font["hmtx"].metrics, font["GSUB"].table
    found: dict[str, dict[str, int]] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag not in ("init", "medi", "fina"):
            continue
        for index in record.Feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                for glyph, other in getattr(part, "ExtSubTable", part).mapping.items():
                    if glyph in names:
                        letter = found.setdefault(chr(names[glyph]), {})
                        letter[record.FeatureTag] = metrics[other][0]
    return dict(sorted(found.items()))


def widths(font: Any) -> dict[str, object]:
    """The table of one weight: `ranges` of advances, and `forms` of joining letters.

    A range is its first code point, then the advances of it and those that follow.
    """
    table = advances(font)
    ranges: list[list[int]] = []
    for code in sorted(table):
        if not ranges or code != ranges[-1][0] + len(ranges[-1]) - 1:
            ranges.append([code])
        ranges[-1].append(table[code])
    return {"ranges": ranges, "forms": forms(font)}


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(path: Path, content: object, *, indent: int | None = None) -> None:
    """Write JSON, compact or indented."""
    separators = None if indent else (",", ":")
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8")


def main(folder: str, version: str) -> None:
    """Write the fonts, the table and the manifest."""
    entries, tables = [], {}
    for weight in ("Regular", "Bold"):
        target, sources = HERE / f"NotoSans-{weight}.ttf", {}
        with tempfile.TemporaryDirectory() as scratch:
            parts = []
            for name, unicodes in PARTS.items():
                source = Path(folder) / f"{name}-{weight}.ttf"
                if not source.is_file():
                    source = Path(folder) / f"{name}-Regular.ttf"
                parts.append(Path(scratch) / source.name)
                subset(source, parts[-1], unicodes)
                font_version = opened(source)["name"].getDebugName(5).split(";")[0]
                sources[source.name] = {
                    "version": font_version,
                    "sha256": sha256(source),
                    "subset": f"--unicodes={unicodes}",
                }
            merged(parts, target)
        tables[weight.lower()] = widths(opened(target))
        web = target.with_suffix(".woff2")
        compressed(target, web)
        for file in (target, web):
            made = {"file": file.name, "bytes": file.stat().st_size}
            entries.append({**made, "sha256": sha256(file), "sources": sources})
    write(HERE / "widths.json", tables)
    manifest = {
        "source_package": f"Debian fonts-noto-core {version}",
        "licence": "OFL-1.1, see OFL.txt",
        "made_by": "subset.py: subset, then merge, of fontTools "
        + str(import_module("fontTools").version),
        "options": OPTIONS,
        "fonts": entries,
    }
    write(HERE / "MANIFEST.json", manifest, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:3])
