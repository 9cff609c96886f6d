"""Trusty URIs: IRIs that hold a hash of the RDF which they name (module RA, version 1).

https://trustyuri.net: whoever has the data can check that it is what the IRI meant.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

_Key = tuple[str, str, str, bool, str, str, str]


def artifact_code(quads: Iterable[ox.Quad], code: str) -> str:
    """The artifact code of quads without blank nodes: `RA` and 43 characters.

    `code` is what stands for it in the IRIs of the quads, or the code itself, if it is
    to be verified.
    """
    lines = "".join(map(_lines, sorted({_key(quad, code) for quad in quads})))
    return "RA" + encoded(sha256(lines.encode()).digest())


def encoded(digest: bytes) -> str:
    """The digest in the characters that IRIs and file names may have."""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _key(quad: ox.Quad, code: str) -> _Key:
    """Its place: non-literals first, then by text, datatype (none first), language."""
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
    value = quad.object
    names = (_name(graph, code), _name(quad.subject, code), _name(quad.predicate, code))
    if not isinstance(value, ox.Literal):
        return (*names, False, _name(value, code), "", "")
    lang = value.language or ""
    datatype = "" if lang else value.datatype.value
    return (*names, True, value.value, datatype, lang)


def _lines(key: _Key) -> str:
    graph, subject, predicate, literal, text, datatype, lang = key
    if literal:
        escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
        text = f"@{lang} {escaped}" if lang else f"^{datatype} {escaped}"
    return f"{graph}\n{subject}\n{predicate}\n{text}\n"


def _name(node: object, code: str) -> str:
    iri = node if isinstance(node, str) else getattr(node, "value", "")
    return str(iri).replace(code, " ")
