"""What every format of the registry is: a name, a description, a way to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    Write: TypeAlias = Callable[[MandateGraph, LanguagePolicy, ExportOptions], bytes]
    WriteFiles: TypeAlias = Callable[
        [MandateGraph, LanguagePolicy, ExportOptions], Mapping[str, bytes]
    ]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `write` gives the bytes of one file or stream.

    `takes` are the fields of ExportOptions that mean something for it.

    `several`, when a format is better kept in several files: their bytes by the suffix
    that goes between the name and the extension (`-nodes`). `folder`, when it is a
    folder: the bytes of its files by name; `write` then gives the folder as one ZIP.
    """

    name: str
    description: str
    extension: str
    media_type: str
    binary: bool
    write: Write
    takes: frozenset[str] = frozenset({"plan"})
    several: WriteFiles | None = None
    folder: WriteFiles | None = None

    def files(
        self, graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
    ) -> Mapping[str, bytes]:
        """Bytes by suffix of the file name; the suffix is "" for one file."""
        if self.several is not None:
            return self.several(graph, policy, options)
        return {"": self.write(graph, policy, options)}
