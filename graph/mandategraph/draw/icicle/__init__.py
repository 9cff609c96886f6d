"""The icicle: many plans as blocks by size, with a list that names each block."""

from __future__ import annotations

from mandategraph.draw.icicle.picture import picture

__all__ = ["picture"]
