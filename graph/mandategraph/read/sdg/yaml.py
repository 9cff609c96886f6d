"""Texts of the Sustainable Development Goals as Open SDG's translators write them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from mandategraph.errors import SourceError
from mandategraph.model import Concept, Warning
from mandategraph.read.extracted import collapse, needed, not_carried
from mandategraph.read.sdg.codes import REPLACED, Code, code_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

_KEY: Final = re.compile(r"(\d+(?:-(?:\d+|[a-z])){0,2})-(title|short)")
_LIKE_A_KEY: Final = re.compile(r"\d+(?:-[0-9a-z]+)*-(?:title|short)")
_DEEPEST: Final = 20  # levels of lists; the files that are meant have one
_TAG: Final = re.compile(r"[a-z]{2}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?")
# ISO 639-1: a folder with two letters that are not here names no language
_CODES: Final = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs
    cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha
    he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn
    ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd
    se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw
    ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"""
_LANGUAGES: Final = frozenset(_CODES.split())


@dataclass(slots=True)
class Texts:
    """The texts of one file by code, their language, and what is left out."""

    lang: str
    concepts: tuple[Concept, ...]
    warnings: tuple[Warning, ...]


def language_of(file: str, path: Path | None) -> str | None:
    """The language that the file's folder names: `fr`, `zh-hans`; else None."""
    folders = [Path(file).parent.name, path.absolute().parent.name if path else ""]
    for folder in folders:
        tag = folder.lower().replace("_", "-")
        if _TAG.fullmatch(tag) and tag.split("-")[0] in _LANGUAGES:
            return tag
    return None


def texts_of(source: Input) -> Texts | None:
    """The texts of a file; None when it has no text of a goal, target or indicator.

    Each becomes a form of its concept: the wording is that of volunteers, not of the
    UN. Raises SourceError for what is no flat YAML of texts, for a code that does not
    exist and for a file whose folder names no language.
    """
    reader = _Texts(source.file)
    reader.read(source.data)
    if not reader.forms:
        return None
    lang = language_of(source.file, source.path)
    if lang is None:
        raise SourceError(
            source.file,
            "no folder says in which language its texts are",
            "put it into a folder named by the language, as fr/global_goals.yml",
        )
    concepts = tuple(
        Concept(
            iri,
            kind,
            tuple(reader.codes[iri]),
            forms=tuple((lang, text) for text in texts),
        )
        for (iri, kind), texts in reader.forms.items()
    )
    return Texts(lang, concepts, tuple(reader.warnings()))


@dataclass(slots=True)
class _Texts:
    """Reads a flat mapping event by event: nothing is built but its texts.

    So an alias cannot multiply, and a number or a date stays the text that it is.
    """

    file: str
    forms: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    _replaced: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _key: str | None = None
    _depth: int = 0
    _documents: int = 0

    def read(self, data: bytes) -> None:
        """Take the texts of the mapping."""
        yaml = needed("yaml", "yaml", self.file)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._take(yaml.parse(data, Loader=loader))
        except yaml.YAMLError as error:
            self._complain(*_why(error))
        except RecursionError:
            self._complain("it is nested too deep")

    def _take(self, events: Iterator[Any]) -> None:
        for event in events:
            name = type(event).__name__
            line = event.start_mark.line + 1
            if name == "AliasEvent" or getattr(event, "anchor", None):
                self._complain("an anchor or alias", line, "write the text itself")
            if name == "DocumentStartEvent":
                self._documents += 1
                if self._documents > 1:
                    self._complain("a second document", line, "give one file each")
            elif name.endswith(("MappingStartEvent", "SequenceStartEvent")):
                self._open(name, line)
            elif name.endswith(("MappingEndEvent", "SequenceEndEvent")):
                self._depth -= 1
            elif name == "ScalarEvent":
                self._scalar(event.value, line)

    def _open(self, name: str, line: int) -> None:
        """A mapping or a list begins: the one mapping, or what has no text."""
        if self._depth == 0 and name != "MappingStartEvent":
            self._complain("no list of keys and texts", line)
        if self._depth == 1:
            if self._key is None:
                self._complain("a key that is no word", line)
            if _LIKE_A_KEY.fullmatch(self._key):
                self._complain(f"{self._key} has a list, not a text", line)
            self.left_out["list"] += 1
            self._key = None
        self._depth += 1
        if self._depth > _DEEPEST:
            self._complain(f"lists nested more than {_DEEPEST} levels deep", line)

    def _scalar(self, value: str, line: int) -> None:
        if self._depth == 0:
            self._complain("no list of keys and texts", line)
        if self._depth == 1 and self._key is None:
            self._key = self._new_key(value, line)
        elif self._depth == 1:
            self._text(self._key or "", value, line)
            self._key = None

    def _new_key(self, key: str, line: int) -> str:
        if key in self._seen:
            self._complain(f"{key} stands twice", line)
        self._seen.add(key)
        return key

    def _text(self, key: str, value: str, line: int) -> None:
        found = _KEY.fullmatch(key)
        if found is None and not _LIKE_A_KEY.fullmatch(key):
            self.left_out["text of the user interface"] += 1
            return
        code = code_of(found[1].replace("-", ".")) if found else None
        if found is None or code is None:
            self._complain(
                f"{key} has no code of the SDG", line, "write it as 1-1-title"
            )
        text = collapse(value)
        if not text or text in ("~", "null"):
            self.left_out["empty text"] += 1
        elif found[2] == "short":
            self.left_out["short name"] += 1
        elif code.compact in REPLACED:
            self._replaced.append(code.compact)
        else:
            self._form(code, text)

    def _form(self, code: Code, text: str) -> None:
        self.codes.setdefault(code.iri, []).append(code.compact)
        texts = self.forms.setdefault((code.iri, code.kind), [])
        if text not in texts:
            texts.append(text)

    def warnings(self) -> Iterator[Warning]:
        """What was left out, and why."""
        for line in not_carried(self.left_out):
            yield Warning("not_carried", f"{line}: no part of a framework")
        if self._replaced:
            codes = ", ".join(sorted(self._replaced, key=_in_order))
            yield Warning(
                "replaced_code",
                f"{codes}: left out, since the code stands for one indicator in the "
                "UN's published data and for another today",
            )

    def _complain(
        self, reason: str, line: int = 0, advice: str = "correct the YAML"
    ) -> NoReturn:
        where = f"line {line}: " if line else ""
        raise SourceError(self.file, f"{where}{reason}", advice)


def _why(error: Exception) -> tuple[str, int]:
    """What the parser complains of, and in which line."""
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None)
    return str(reason or error), mark.line + 1 if mark else 0


def _in_order(code: str) -> tuple[tuple[int, str], ...]:
    parts = code.split(".")
    return tuple((int(p), "") if p.isdecimal() else (100, p) for p in parts)
