"""PO files: one entry per unit, as gettext, Poedit, Weblate and OmegaT know them.

`msgctxt` is the element's code and the field; two elements with the same words keep
entries of their own. An entry that nobody has reviewed is fuzzy; one that translates
other words has those as its previous `msgid`.
"""

from __future__ import annotations

import re
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from mandategraph import __version__
from mandategraph.errors import SourceError
from mandategraph.translate.rows import (
    EXPORT,
    METHODS,
    STATES,
    Delivery,
    Row,
    code_of,
    field_of,
    lang_of,
    name_of,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polib

    from mandategraph.translate.context import Entry

_FUZZY: Final = "fuzzy"
_REVIEWED: Final = "stateReviewed"
_LINE: Final = re.compile(
    r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(?:[^"\\]|\\.)*"'
)
_CUT: Final = "it may have been cut off; get or save it anew"


def write_po(entries: Sequence[Entry], lang: str) -> bytes:
    """The units as a PO file; the same units give the same bytes."""
    import polib

    file = polib.POFile(wrapwidth=0)
    sources = sorted({e.unit.source_lang for e in entries} - {""})
    file.metadata = {
        "Project-Id-Version": f"mandategraph {__version__}",
        "Language": lang.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if len(sources) == 1:
        file.metadata["X-Source-Language"] = sources[0]
    file.metadata_is_fuzzy = False
    file.extend(_entry(one) for one in entries)
    return f"{file}\n".replace("\n\n\n", "\n\n").encode()


def read_po(data: bytes, name: str, lang: str = "") -> Delivery:
    """The rows of a PO file; SourceError for what is none, or an entry that is unfit.

    `lang` stands in for a header without a language.
    """
    file = _parsed(data, name)
    header = file.metadata.get("Language", "") or lang
    if not header:
        raise SourceError(name, "its header names no language", "give it by --to")
    tag = lang_of(header, name)
    rows = tuple(
        _row(entry, f"{name}:{entry.linenum}", tag)
        for entry in file
        if not entry.obsolete
    )
    if not rows:
        raise SourceError(name, "it has no entry", EXPORT)
    gone = len(file.obsolete_entries())
    ignored = (f"{gone} obsolete entries",) if gone else ()
    return Delivery(rows, _translator(file.metadata), ignored)


def _entry(one: Entry) -> polib.POEntry:
    import polib

    unit, before = one.unit, one.before
    current = unit.current
    text = current.text if current else before.text if before else ""
    reviewed = current is not None and (
        current.state == _REVIEWED or current.authority == "issuer"
    )
    note = current.note if current else before.note if before else ""
    return polib.POEntry(
        msgctxt=f"{unit.code} {unit.field}",
        msgid=unit.source,
        msgstr=text,
        previous_msgid=before.source if before and not current else None,
        flags=[_FUZZY] if text and not reviewed else [],
        comment="\n".join(" ".join(line.split()) for line in _context(one)),
        tcomment=note,
        occurrences=[(one.place.replace(" ", "%20"), "")] if one.place else [],
    )


def _context(one: Entry) -> Iterator[str]:
    """The lines that a translator reads above the words."""
    unit = one.unit
    heading = "printed heading, " if unit.field == "label" else ""
    count = len(unit.source)
    lang = unit.source_lang or "unknown language"
    kind = unit.kind.replace("_", " ")
    yield f"{heading}{kind}; {lang}, {count} character{'s'[: count > 1]}"
    yield f"plan: {one.title}"
    if one.part_of:
        yield f"part of: {one.part_of}"
    if one.other:
        yield f"{one.other.note}: {one.other.text}"
    if current := unit.current:
        state, method = word_of(STATES, current.state), word_of(METHODS, current.method)
        by = f" by {one.agent or current.agent}" if current.agent else ""
        yield f"translation: {state}, {method}{by}"
    for form in unit.rejected:
        yield f"rejected: {form.text}"


def _parsed(data: bytes, name: str) -> polib.POFile:
    import polib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"it is no text in UTF-8: {error.reason} at byte {error.start}"
        raise SourceError(name, reason, "save it as UTF-8") from None
    if "\0" in text:
        raise SourceError(name, "it is no text: it has NUL characters", EXPORT)
    if not text.strip():
        raise SourceError(name, "the file is empty", EXPORT)
    _ensure_whole(text, name)
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".po") as file:
        # polib parts a text at U+2028 and the like, a file at line ends only
        file.write(text)
        file.flush()
        try:
            return polib.pofile(file.name, wrapwidth=0, encoding="utf-8")
        except (OSError, ValueError, AttributeError, IndexError) as error:
            reason = f"it is no PO file: {str(error).replace(file.name, name)}"
            raise SourceError(name, reason, EXPORT) from error


def _ensure_whole(text: str, name: str) -> None:
    """SourceError for a line or an entry that is not whole: polib takes some of them.

    Of a string without its closing quotation mark polib drops the last letter.
    """
    wanted, begun = "", 0  # the keyword that must come, and where its entry began
    number = 0
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip()
        if line.startswith("#~") and not line.startswith("#~|"):
            line = line[2:].strip()
        if not line or line.startswith("#"):
            continue
        place = f"{name}:{number}"
        found = _LINE.fullmatch(line)
        if found is None and re.match(r'(msg[a-z_]+(\[\d+\])?\s*)?"', line):
            reason = "it is no PO file: a string that does not end where its line does"
            raise SourceError(place, reason, _CUT)
        if found is None:
            reason = "it is no PO file: neither a comment, a keyword nor a string"
            raise SourceError(place, reason, _CUT)
        word = found[1] or ""
        if word in ("msgctxt", "msgid") and wanted not in ("", word):
            raise SourceError(f"{name}:{begun}", f"the entry has no {wanted}", _CUT)
        if word in ("msgctxt", "msgid"):
            begun = begun if wanted else number
            wanted = "msgid" if word == "msgctxt" else "msgstr"
        elif word.startswith("msgstr"):
            wanted = ""
    if wanted:
        raise SourceError(f"{name}:{begun}", f"the entry has no {wanted}", _CUT)


def _row(entry: polib.POEntry, place: str, lang: str) -> Row:
    code, _, field = (entry.msgctxt or "").rpartition(" ")
    if not code:
        reason = "the entry has no context such as 'ct-o1 text'"
        raise SourceError(place, reason, EXPORT)
    if entry.msgid_plural:
        raise SourceError(place, "the entry has a plural", EXPORT)
    fuzzy = _FUZZY in entry.flags
    return Row(
        place,
        code_of(code, place),
        field_of(field, place),
        entry.msgid,
        lang,
        entry.msgstr,
        note=entry.tcomment or "",
        stale=fuzzy and bool(entry.previous_msgid),
        flagged=fuzzy,
    )


def _translator(metadata: dict[str, str]) -> str:
    """The name of the last translator, without the address."""
    name = name_of(metadata.get("Last-Translator", ""))
    return "" if name.upper() == "FULL NAME" else name
