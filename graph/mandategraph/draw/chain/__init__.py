"""The results chain: from activities and results to objectives and the mandate."""

from __future__ import annotations

from mandategraph.draw.chain.picture import picture

__all__ = ["picture"]
