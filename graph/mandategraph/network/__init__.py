"""The plan as a network: what a drawing, an export or an analysis starts from."""

from __future__ import annotations

from mandategraph.network.plan_network import (
    KINDS,
    LETTERS,
    Network,
    stands_in,
    to_network,
    wording,
)

__all__ = ["KINDS", "LETTERS", "Network", "stands_in", "to_network", "wording"]
