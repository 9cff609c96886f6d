"""JSON-LD made ready for the parser: no remote context, no number reprinted.

The parser would print 12.50 as 1.25E1, drop a value whose name no context knows and
drop a resource whose IRI is broken; here each of these is kept, or counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn
from urllib.parse import quote

from mandategraph.errors import SourceError
from mandategraph.namespaces import NOT_IN_IRI, PREFIXES
from mandategraph.read.cids.context import known_context

DEEPEST: Final = 100  # levels of nesting; real files have fewer than twenty
_XSD: Final = PREFIXES["xsd"]
_TAG: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_REPAIR: Final = "correct the JSON, then build again"
_FREE: Final = ("@language", "@index", "@id", "@type", "@graph")  # keys are data there


class _Printed(str):
    """A number as the file prints it."""

    __slots__ = ()


@dataclass(slots=True)
class Prepared:
    """JSON-LD without remote contexts, and the names in it that no context knows."""

    data: bytes
    unknown: Counter[str]


def prepare(text: str, file: str) -> Prepared:
    """The document in a form that the parser takes whole.

    Raises SourceError for text that is no JSON, for a context that is not known here
    and for what JSON-LD leaves undefined.
    """
    reader = _Preparer(file)
    document = reader.load(text)
    if not isinstance(document, dict | list):
        reader.complain("it holds a single value", "JSON-LD is an object or a list")
    document = _shared_context(document)
    reader.collect(document)
    kept = reader.node(document)
    return Prepared(json.dumps(kept).encode(), reader.unknown)


def _shared_context(document: Any) -> Any:
    """A list of objects with one and the same context as one object with it."""
    if not isinstance(document, list) or not all(isinstance(d, dict) for d in document):
        return document
    contexts = [d.get("@context") for d in document]
    if not contexts or contexts[0] is None or any(c != contexts[0] for c in contexts):
        return document
    rest = [{k: v for k, v in d.items() if k != "@context"} for d in document]
    return {"@context": contexts[0], "@graph": rest}


@dataclass(slots=True)
class _Preparer:
    file: str
    unknown: Counter[str] = field(default_factory=Counter)
    _terms: dict[str, Any] = field(default_factory=dict)
    _any_term: bool = False

    def complain(self, reason: str, advice: str = _REPAIR) -> NoReturn:
        raise SourceError(self.file, reason, advice)

    def load(self, text: str) -> Any:
        """The JSON value with its numbers as printed; refused when nested too deep."""
        try:
            value = json.loads(
                text,
                parse_int=_Printed,
                parse_float=_Printed,
                parse_constant=self._constant,
                object_pairs_hook=self._object,
            )
        except json.JSONDecodeError as error:
            self.complain(f"line {error.lineno}: no JSON: {error.msg}")
        except RecursionError:
            self._too_deep()
        level = [value]
        for _ in range(DEEPEST):
            level = [inner for outer in level for inner in _inside(outer)]
            if not level:
                return value
        return self._too_deep()

    def _too_deep(self) -> NoReturn:
        self.complain(f"it is nested more than {DEEPEST} levels deep", "flatten it")

    def _constant(self, name: str) -> NoReturn:
        self.complain(f"{name} is no number of JSON")

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = Counter(name for name, _ in pairs)
            twice = names.most_common(1)[0][0]
            self.complain(f"an object has the name {twice} twice")
        return found

    def collect(self, value: Any) -> None:
        """Learn the names of every context of the document."""
        if isinstance(value, list):
            for item in value:
                self.collect(item)
        elif isinstance(value, dict):
            for name, item in value.items():
                if name == "@context":
                    self._learn(item)
                else:
                    self.collect(item)

    def _learn(self, context: Any) -> None:
        for part in context if isinstance(context, list) else [context]:
            known = known_context(part, self.file) if isinstance(part, str) else part
            if not isinstance(known, dict):
                continue
            if known.get("@vocab"):
                self._any_term = True
            for name, meaning in known.items():
                if isinstance(meaning, dict) and "@context" in meaning:
                    self._learn(meaning["@context"])
                if name not in self._terms or isinstance(meaning, dict):
                    self._terms[name] = meaning

    def node(self, value: Any, *, free: bool = False) -> Any:
        """The value, numbers and IRIs written out; `free`: its keys are data."""
        if isinstance(value, list):
            return [self.node(item, free=free) for item in value]
        if isinstance(value, _Printed):
            return _number(value)
        if not isinstance(value, dict):
            return value
        if "@value" in value:
            return self._literal(value)
        return {k: self._member(k, v, free=free) for k, v in value.items()}

    def _member(self, name: str, value: Any, *, free: bool) -> Any:
        if name == "@context":
            return self._context(value)
        meaning = self._terms.get(name)
        keyword = meaning if isinstance(meaning, str) else name
        if keyword == "@id" and isinstance(value, str):
            return _safe(value)
        if keyword == "@type":
            return value
        if name.startswith("@") or free:
            return self.node(value)
        if meaning is None and ":" not in name and not self._any_term:
            self.unknown[name] += len(value) if isinstance(value, list) else 1
        if isinstance(meaning, dict):
            if meaning.get("@type") in ("@id", "@vocab"):
                value = _safe_all(value)
            container = meaning.get("@container")
            kinds = container if isinstance(container, list) else [container]
            return self.node(value, free=any(k in _FREE for k in kinds))
        return self.node(value)

    def _literal(self, value: dict[str, Any]) -> dict[str, Any]:
        found = dict(value)
        lang = found.get("@language")
        if isinstance(lang, str) and not _TAG.fullmatch(lang):
            self.complain(f"the language tag {lang!r} is not one", "write it as fr-CA")
        if isinstance(found["@value"], _Printed):
            return _number(found["@value"]) | found | {"@value": str(found["@value"])}
        return found

    def _context(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._context(item) for item in value]
        if isinstance(value, str):
            return known_context(value, self.file)
        if isinstance(value, dict):
            if "@import" in value:
                imported = str(value["@import"])
                known = known_context(imported, self.file)
                rest = {k: v for k, v in value.items() if k != "@import"}
                return self._context({**known, **rest})
            return {k: self._meaning(k, v) for k, v in value.items()}
        return value

    def _meaning(self, name: str, value: Any) -> Any:
        if isinstance(value, _Printed):
            return float(value)
        if isinstance(value, dict):
            return {k: self._meaning(k, v) for k, v in value.items()}
        return self._context(value) if name == "@context" else value


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _number(printed: str) -> dict[str, str]:
    """The number as a literal that keeps its digits."""
    whole = printed.lstrip("-").isdigit()
    kind = "integer" if whole else "double" if "e" in printed.lower() else "decimal"
    return {"@value": str(printed), "@type": f"{_XSD}{kind}"}


def _safe(iri: str) -> str:
    """The IRI with what no IRI may hold in percent signs."""
    return NOT_IN_IRI.sub(lambda m: quote(m.group()), iri)


def _safe_all(value: Any) -> Any:
    if isinstance(value, list):
        return [_safe_all(item) for item in value]
    return _safe(value) if isinstance(value, str) else value
