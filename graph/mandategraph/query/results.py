"""The SPARQL 1.1 result formats, written from the terms as the engine gave them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.errors import QueryError
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.store.terms import Parts, parts
from mandategraph.workbooks import NOT_IN_XML

if TYPE_CHECKING:
    from mandategraph.query.cells import Value
    from mandategraph.query.run import Answer

_AT_ENDS: Final = re.compile(r"\A[ \t\n]+|[ \t\n]+\Z")
_SPARQL_XML: Final = "http://www.w3.org/2005/sparql-results#"
_IN_QUOTES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
)
_JSON: Final[Callable[[str], str]] = encode_basestring


def csv_text(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV: lexical forms only, lines end in CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows(map(lexical, row) for row in answer.values)
    return stream.getvalue()


def tsv_text(answer: Answer) -> str:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(map(_turtle, row)) for row in answer.values]
    return "\n".join(lines) + "\n"


def json_text(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON, one line per row."""
    if answer.kind == "ask":
        return f'{{"head": {{}}, "boolean": {str(bool(answer.truth)).lower()}}}\n'
    names = [_JSON(name) for name in answer.columns]
    rows = ",\n".join(_json_row(names, row) for row in answer.values)
    head = f'{{"head": {{"vars": [{", ".join(names)}]}}, '
    return f'{head}"results": {{"bindings": [\n{rows}\n]}}}}\n'


def xml_text(answer: Answer) -> str:
    """SPARQL Query Results XML; carriage returns are kept, as character references.

    Raises QueryError for control characters, which XML 1.0 has no way to hold.
    """
    return "\n".join(_xml_lines(answer))


def known(value: Value) -> Parts | None:
    """The parts of the value, None when unbound; a list of IRIs is a plain literal."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return Parts("literal", " ".join(value))
    return parts(value)


def lexical(value: Value) -> str:
    """The value without its language and datatype; `""` when unbound."""
    found = known(value)
    return "" if found is None else plain(found)


def plain(found: Parts) -> str:
    """The term without its language and datatype; a blank node as `_:label`."""
    return f"_:{found.text}" if found.kind == "bnode" else found.text


def _turtle(value: Value) -> str:
    found = known(value)
    if found is None:
        return ""
    kind, text, lang, datatype = found
    if kind == "iri":
        return _turtle_iri(text)
    if kind == "bnode":
        return f"_:{text}"
    quoted = f'"{text.translate(_IN_QUOTES)}"'
    if lang:
        return f"{quoted}@{lang}"
    return f"{quoted}^^{_turtle_iri(datatype)}" if datatype else quoted


def _turtle_iri(iri: str) -> str:
    return f"<{NOT_IN_IRI.sub(_escaped, iri)}>"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def _json_row(names: Sequence[str], row: Sequence[Value]) -> str:
    bindings = [
        f"{name}: {_json_term(found)}"
        for name, value in zip(names, row, strict=True)
        if (found := known(value)) is not None
    ]
    return f"{{{', '.join(bindings)}}}"


def _json_term(found: Parts) -> str:
    kind, text, lang, datatype = found
    value = _JSON(text)
    if kind == "iri":
        return f'{{"type": "uri", "value": {value}}}'
    if kind == "bnode":
        return f'{{"type": "bnode", "value": {value}}}'
    if lang:
        return f'{{"type": "literal", "value": {value}, "xml:lang": {_JSON(lang)}}}'
    if datatype:
        iri = _JSON(datatype)
        return f'{{"type": "literal", "value": {value}, "datatype": {iri}}}'
    return f'{{"type": "literal", "value": {value}}}'


def _xml_lines(answer: Answer) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<sparql xmlns="{_SPARQL_XML}">'
    names = [quoteattr(name) for name in answer.columns]
    yield f"<head>{''.join(f'<variable name={name}/>' for name in names)}</head>"
    if answer.kind == "ask":
        yield f"<boolean>{str(bool(answer.truth)).lower()}</boolean>"
    else:
        yield "<results>"
        for row in answer.values:
            bindings = [
                f"<binding name={name}>{_xml_term(found, answer)}</binding>"
                for name, value in zip(names, row, strict=True)
                if (found := known(value)) is not None
            ]
            yield f"<result>{''.join(bindings)}</result>"
        yield "</results>"
    yield "</sparql>\n"


def _xml_term(found: Parts, answer: Answer) -> str:
    if NOT_IN_XML.search(found.text):
        raise QueryError(
            answer.question.name,
            "a value holds a control character, which XML cannot write",
            "choose json or tsv",
        )
    # some readers drop white space at either end unless it is spelled out
    text = escape(found.text, {"\r": "&#13;"})
    if text != text.strip():
        text = _AT_ENDS.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), text)
    if found.kind == "iri":
        return f"<uri>{text}</uri>"
    if found.kind == "bnode":
        return f"<bnode>{text}</bnode>"
    attribute = ""
    if found.lang:
        attribute = f" xml:lang={quoteattr(found.lang)}"
    elif found.datatype:
        attribute = f" datatype={quoteattr(found.datatype)}"
    return f"<literal{attribute}>{text}</literal>"
