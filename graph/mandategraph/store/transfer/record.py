"""What a push notes on the server: which graphs are whole, which are not yet.

The note is a small graph of its own beside the manifest:

    <graph/doc-a>  void:triples 227 ;                    # whole: so many there,
        spdx:checksum <graph/push#sha256-9f..> ;         # what was sent,
        dct:hasFormat <graph/push#served-77..> .         # what the server gives back
    <graph/push>   dct:requires <graph/doc-b> ;          # is being sent
        dct:replaces <graph/doc-c> .                     # is being removed

It is written before the first graph is touched, so that the next push knows what a
broken one has left; a graph that is being sent counts as whole only when the hash that
is wanted has been noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.rdf.nquads import integer, iri, literal

MANIFEST: Final = "graph/manifest"
RECORD: Final = "graph/push"
_VOID: Final = "http://rdfs.org/ns/void#"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_DCT: Final = PREFIXES["dct"]
_LINE: Final = re.compile(rb'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"([^"]*)".*) \.\n?')


class Whole(NamedTuple):
    """A complete graph: its triples on the server and the hash of what was sent.

    `served` is the hash of what the server gives back, `""` when it was not looked at.
    """

    triples: int
    sha256: str
    served: str = ""


@dataclass
class PushRecord:
    """The graphs that pushes have put on a server, by state.

    A push is `finished` when the manifest, too, is what it was to be.
    """

    base: str
    whole: dict[str, Whole] = field(default_factory=dict)
    sending: set[str] = field(default_factory=set)
    leaving: set[str] = field(default_factory=set)
    finished: bool = True

    @property
    def graph(self) -> str:
        """The name of the record's own graph."""
        return self.base + RECORD

    @property
    def manifest(self) -> str:
        """The name of the graph that holds the manifest."""
        return self.base + MANIFEST

    @property
    def unfinished(self) -> set[str]:
        """The graphs that a broken push has left on their way."""
        return self.sending | self.leaving

    @classmethod
    def parse(cls, base: str, lines: Iterable[bytes]) -> Self:
        """The record in these lines; what it does not know is left out."""
        found = cls(base)
        counts: dict[str, int] = {}
        hashes: dict[tuple[str, str], str] = {}
        for line in lines:
            match = _LINE.fullmatch(line)
            if not match:
                continue
            subject, predicate, target, value = (
                (part or b"").decode("utf-8", "replace") for part in match.groups()
            )
            if subject == found.graph and predicate == f"{_DCT}requires":
                found.sending.add(target)
            elif subject == found.graph and predicate == f"{_DCT}replaces":
                found.leaving.add(target)
            elif predicate == f"{_VOID}triples" and value.isdecimal():
                counts[subject] = int(value)
            elif target.startswith(f"{found.graph}#"):
                kind, _, digest = target.rpartition("#")[2].partition("-")
                hashes[subject, kind] = digest
        for name, count in counts.items():
            if digest := hashes.get((name, "sha256"), ""):
                served = hashes.get((name, "served"), "")
                found.whole[name] = Whole(count, digest, served)
        found.finished = not found.unfinished
        found.sending -= found.whole.keys()
        return found

    def lines(self) -> list[bytes]:
        """The record as N-Triples lines."""
        own, manifest = iri(self.graph), iri(self.manifest)
        # who asks the server for the roles of its graphs learns where the manifest is
        role = f"{iri(f'{MG_NS}graphRole')} {iri(f'{MG_NS}manifestGraph')}"
        found = [f"{manifest} {role} .\n"]
        found += [f"{own} {iri(f'{_DCT}requires')} {iri(n)} .\n" for n in self.sending]
        found += [f"{own} {iri(f'{_DCT}replaces')} {iri(n)} .\n" for n in self.leaving]
        data = [line.encode() for line in found]
        return data + self.notes(self.whole)

    def notes(self, names: Iterable[str]) -> list[bytes]:
        """The lines that say of these graphs that they are whole."""
        found: list[str] = []
        for name in names:
            whole, subject = self.whole[name], iri(name)
            checksum = iri(f"{self.graph}#sha256-{whole.sha256}")
            value = literal(whole.sha256)
            algorithm = iri(f"{_SPDX}checksumAlgorithm_sha256")
            found += [
                f"{subject} {iri(f'{_VOID}triples')} {integer(whole.triples)} .\n",
                f"{subject} {iri(f'{_SPDX}checksum')} {checksum} .\n",
                f"{checksum} {iri(f'{_SPDX}algorithm')} {algorithm} .\n",
                f"{checksum} {iri(f'{_SPDX}checksumValue')} {value} .\n",
            ]
            if whole.served:
                served = iri(f"{self.graph}#served-{whole.served}")
                found.append(f"{subject} {iri(f'{_DCT}hasFormat')} {served} .\n")
        return [line.encode() for line in dict.fromkeys(found)]
