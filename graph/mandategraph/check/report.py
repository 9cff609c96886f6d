"""Reports as text: a plain listing, JSON, JUnit XML, and SHACL's own vocabulary."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, NamedTuple, get_args

from rdflib import RDF, BNode, Graph, URIRef
from rdflib import Literal as Text
from rdflib.namespace import DCTERMS, SH
from rdflib.term import Identifier

from mandategraph.check.findings import Finding, Report, in_language
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import BASE
from mandategraph.query.labels import code_of
from mandategraph.rdf.iris import digest
from mandategraph.store.query_text import PREFIXES

Format = Literal["table", "json", "junit", "ttl"]

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 80
_MOST_LINES: Final = 20  # of one rule, in the table
_NAMES: Final = {
    "violation": ("violation", "violations"),
    "warning": ("warning", "warnings"),
    "info": ("info", "infos"),
}


class Row(NamedTuple):
    """One finding as a line of a table; IRIs are short, texts are cut."""

    rule: str
    severity: str
    node: str
    label: str
    path: str
    value: str
    graph: str
    message: str


def rows(
    report: Report, policy: LanguagePolicy, labels: Mapping[str, str] | None = None
) -> list[Row]:
    """A row per finding, in the order of the report; `labels` by IRI of the node."""
    labels = labels or {}
    return [
        Row(
            rule=f.rule,
            severity=f.severity,
            node=short(f.node),
            label=_cut(labels.get(f.node, "")),
            path=short(f.path),
            value=_shown(f.value),
            graph=short(f.graph),
            message=in_language(f.message, policy),
        )
        for f in report.findings
    ]


def render(
    report: Report,
    name: str = "table",
    *,
    policy: LanguagePolicy | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """The report in one of `FORMATS`; the same findings always give the same text."""
    if name not in _WRITERS:
        raise UnknownNameError("format", name, FORMATS)
    return _WRITERS[name](report, policy or LanguagePolicy(), labels or {})


def short(iri: str) -> str:
    """The IRI as a prefixed name or a code; a property path with both inside."""
    if "<" in iri:
        return re.sub(r"<([^>]*)>", lambda match: short(match[1]), iri)
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if (
            local != iri
            and prefix not in ("id", "graph")
            and re.fullmatch(r"[\w-]+", local)
        ):
            return f"{prefix}:{local}"
    return code_of(iri).text if ":" in iri and not iri.startswith("_:") else iri


def summary(report: Report) -> str:
    """The number of findings in one line: `2 violations, 1 warning, 0 infos`."""
    return ", ".join(
        f"{count} {_NAMES[severity][count != 1]}"
        for severity, count in report.counts.items()
    )


def _table(report: Report, policy: LanguagePolicy, labels: Mapping[str, str]) -> str:
    by_rule: dict[str, list[Row]] = {}
    for row in rows(report, policy, labels):
        by_rule.setdefault(row.rule, []).append(row)
    lines = []
    for name, found in by_rule.items():
        title = in_language(report.rules[name].title, policy)
        lines += [f"{name} {found[0].severity} ({len(found)}): {title}"]
        lines += [f"    {found[0].message}"]
        lines += [f"  - {_line(row)}" for row in found[:_MOST_LINES]]
        if rest := found[_MOST_LINES:]:
            lines += [f"  … and {len(rest)} more: --rule {name} --format json"]
        lines += [""]
    engine = f" (engine: {report.engine})" if report.engine else ""
    return "\n".join([*lines, summary(report) + engine]) + "\n"


def _line(row: Row) -> str:
    label = f" “{row.label}”" if row.label not in ("", row.node) else ""
    rest = [part for part in (row.path, row.value) if part]
    place = f" (in {row.graph})" if row.graph else ""
    return row.node + label + "".join(f" · {part}" for part in rest) + place


def _json(report: Report, policy: LanguagePolicy, labels: Mapping[str, str]) -> str:
    ruled = {
        name: {
            "severity": report.rules[name].severity,
            "title": dict(report.rules[name].title),
            "message": dict(report.rules[name].message),
        }
        for name in report.by_rule()
    }
    content = {
        "conforms": report.conforms,
        "counts": report.counts,
        **({"engine": report.engine} if report.engine else {}),
        "rules": ruled,
        "findings": [_object(f, policy, labels) for f in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _object(
    finding: Finding, policy: LanguagePolicy, labels: Mapping[str, str]
) -> dict[str, object]:
    parts: dict[str, object] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "node": finding.node,
        "label": labels.get(finding.node, ""),
        "path": finding.path,
        "graph": finding.graph,
        "source": finding.source,
        "message": in_language(finding.message, policy),
    }
    if finding.value is not None:
        parts["value"] = _value(finding.value)
    return {name: part for name, part in parts.items() if part}


def _value(term: Identifier) -> dict[str, str]:
    """The term as SPARQL 1.1 writes it in JSON."""
    if not isinstance(term, Text):
        kind = "bnode" if isinstance(term, BNode) else "uri"
        return {"type": kind, "value": str(term)}
    value = {"type": "literal", "value": str(term)}
    if term.language:
        value["xml:lang"] = term.language
    elif term.datatype:
        value["datatype"] = str(term.datatype)
    return value


def _junit(report: Report, policy: LanguagePolicy, labels: Mapping[str, str]) -> str:
    """One test case per rule; only violations are failures."""
    found: dict[str, list[Row]] = {}
    for row in rows(report, policy, labels):
        found.setdefault(row.rule, []).append(row)
    failed = [n for n in found if report.rules[n].severity == "violation"]
    totals = {"tests": str(len(report.rules)), "failures": str(len(failed))}
    totals |= {"errors": "0", "skipped": "0", "time": "0"}
    suites = ET.Element("testsuites", totals)
    suite = ET.SubElement(suites, "testsuite", {"name": "mandategraph check"} | totals)
    for name, rule in report.rules.items():
        title = f"{name} {in_language(rule.title, policy)}"
        attributes = {"classname": f"mandategraph.{rule.severity}", "name": title}
        case = ET.SubElement(suite, "testcase", attributes | {"time": "0"})
        if name not in found:
            continue
        text = _NOT_XML.sub("�", "\n".join(_line(row) for row in found[name]))
        message = found[name][0].message
        if name in failed:
            kind = {"type": rule.severity, "message": message}
            ET.SubElement(case, "failure", kind).text = text
        else:
            ET.SubElement(case, "system-out").text = f"{message}\n{text}"
    ET.indent(suites)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + ET.tostring(suites, encoding="unicode") + "\n"


def _ttl(report: Report, policy: LanguagePolicy, labels: Mapping[str, str]) -> str:
    """A SHACL validation report, with the messages in all languages."""
    del policy, labels
    graph = Graph(bind_namespaces="none")
    for prefix in ("mg", "id", "dct", "oa", "prov", "rdf", "xl", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    graph.bind("sh", SH)
    top = URIRef(f"{BASE}validation-report")
    graph.add((top, RDF.type, SH.ValidationReport))
    # SHACL: true only without any result; our own `conforms` allows warnings
    graph.add((top, SH.conforms, Text(not report.findings)))
    for finding in report.findings:
        node = URIRef(f"{BASE}finding-{digest(*map(str, finding.key), length=12)}")
        graph.add((top, SH.result, node))
        for predicate, value in _described(finding, report.rules[finding.rule].iri):
            graph.add((node, predicate, value))
    return graph.serialize(format="longturtle")


def _described(finding: Finding, rule: str) -> Iterator[tuple[URIRef, Identifier]]:
    severities = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, severities[finding.severity]
    blank = finding.node.startswith("_:")
    yield SH.focusNode, BNode(finding.node[2:]) if blank else URIRef(finding.node)
    yield SH.sourceConstraintComponent, URIRef(finding.component)
    queried = finding.component == str(SH.SPARQLConstraintComponent)
    yield SH.sourceShape, URIRef(rule if queried else finding.source)
    if queried and finding.source != rule:
        yield SH.sourceConstraint, URIRef(finding.source)
    # a path of several steps would need blank nodes; the source shape has it
    if finding.path and "<" not in finding.path:
        yield SH.resultPath, URIRef(finding.path)
    if finding.value is not None:
        yield SH.value, finding.value
    if finding.graph:
        yield DCTERMS.isPartOf, URIRef(finding.graph)
    for lang, text in finding.message.items():
        yield SH.resultMessage, Text(text, lang=lang)


def _shown(value: Identifier | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, Text):
        return short(str(value))
    return _cut(f"“{value}”") + (f"@{value.language}" if value.language else "")


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


_WRITERS: Final[
    Mapping[str, Callable[[Report, LanguagePolicy, Mapping[str, str]], str]]
] = {"table": _table, "json": _json, "junit": _junit, "ttl": _ttl}
