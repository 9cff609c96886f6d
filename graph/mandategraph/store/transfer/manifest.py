"""The manifest as lines of N-Triples: which graphs it lists."""

from __future__ import annotations

from collections.abc import Collection

from mandategraph.namespaces import MG_NS


def entries(manifest: Collection[bytes]) -> set[str]:
    """The graphs that the manifest lists."""
    role = f" <{MG_NS}graphRole> ".encode()
    return {subject(line) for line in manifest if role in line}


def without(manifest: Collection[bytes], names: Collection[str]) -> list[bytes]:
    """The manifest without its entries for these graphs."""
    return [line for line in manifest if subject(line) not in names]


def subject(line: bytes) -> str:
    """What the line is about."""
    return line.partition(b" ")[0].strip(b"<>").decode()
