"""Codes of CIDS statements as references to concepts of other frameworks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mandategraph.model import Reference
from mandategraph.read.sdg.codes import SDG

if TYPE_CHECKING:
    from mandategraph.read.cids.graph import Graph, Node
    from mandategraph.read.cids.text import PlanText

_OFFICIAL: Final = re.compile(
    r"https?://metadata\.un\.org/sdg/(?P<code>C\d{2}[0-9a-z]{4}"
    r"|(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-z]))?)/?"
)
# the same goals under the addresses of the Common Approach
_MIRROR: Final = re.compile(
    r"https?://codelist\.commonapproach\.org/(?:codeLists/)?SDGImpacts#(?:SDG)?"
    r"(?P<code>1[0-7]|[1-9])"
)
_LIST: Final = re.compile(r"\bSDGImpacts\b|metadata\.un\.org/sdg")
_GOAL: Final = re.compile(r"\D*\b0?(1[0-7]|[1-9])\b\D*")


def references(text: PlanText, node: Node) -> tuple[tuple[Reference, ...], list[str]]:
    """The concepts that the node is aligned with, and the themes that are none."""
    found: dict[str, Reference] = {}
    plain: list[str] = []
    for name in ("cids:hasCode", "cids:forTheme"):
        text.account.take(node.key, name)
        for key in node.links(name):
            iris = concepts(text.graph, key)
            if not iris and name == "cids:hasCode" and (iri := _iri(text.graph, key)):
                iris = [iri]
            if not iris:
                plain.append(key)
                continue
            text.account.take(key, "cids:hasCode")
            printed, span = text.mention(key, f"{node.path} {name}")
            for iri in iris:
                found.setdefault(iri, Reference("aligned_with", iri, span, printed))
    return tuple(found.values()), plain


def concepts(graph: Graph, key: str) -> list[str]:
    """The SDG concepts that the code or theme stands for, by itself or by its code."""
    if iri := _of_iri(key):
        return [iri]
    node = graph.nodes.get(key)
    if node is None:
        return []
    if iri := _of_value(node):
        return [iri]
    found = [_of_iri(code) for code in node.links("cids:hasCode") if code != key]
    for code in node.links("cids:hasCode"):
        inner = graph.nodes.get(code)
        found.append(_of_value(inner) if inner and code != key else "")
    return list(dict.fromkeys(iri for iri in found if iri))


def _of_iri(iri: str) -> str:
    """The concept's own IRI; empty when this is none of the SDG."""
    found = _OFFICIAL.fullmatch(iri) or _MIRROR.fullmatch(iri)
    return f"{SDG}{found['code']}" if found else ""


def _of_value(node: Node) -> str:
    """The goal that a code without an IRI of its own gives by list and number."""
    lists = [w.text for _, w in node.words("cids:hasSpecification")]
    lists += node.links("cids:hasSpecification")
    if not any(_LIST.search(one) for one in lists):
        return ""
    for _, words in node.words("sch:codeValue", "org:hasIdentifier"):
        if goal := _GOAL.fullmatch(words.text.strip()):
            return f"{SDG}{goal[1]}"
    return ""


def _iri(graph: Graph, key: str) -> str:
    """The IRI of a code of another framework, in ASCII; empty when it has none."""
    shown = graph.shown(key)
    if not shown.startswith(("http://", "https://", "urn:")):
        return ""
    return quote(shown, safe=":/?#[]@!$&'()*+,;=%~")
