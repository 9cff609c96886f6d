"""The plan as a network: what a drawing, an export or an analysis starts from."""

from __future__ import annotations

from mandategraph.network.back import from_network
from mandategraph.network.chain import ChainAudit, chain_audit
from mandategraph.network.findings import Findings
from mandategraph.network.grouping import Communities, communities
from mandategraph.network.naming import meant
from mandategraph.network.nodes import KINDS, LETTERS, LINKS, Network, part_of
from mandategraph.network.plan_network import Nodes, stands_in, to_network, wording
from mandategraph.network.ranking import Centrality, centrality
from mandategraph.network.rolling import RollUp, roll_up
from mandategraph.network.sharing import Bridges, bridges
from mandategraph.network.whole import literal_parts, whole_network

__all__ = [
    "KINDS",
    "LETTERS",
    "LINKS",
    "Bridges",
    "Centrality",
    "ChainAudit",
    "Communities",
    "Findings",
    "Network",
    "Nodes",
    "RollUp",
    "bridges",
    "centrality",
    "chain_audit",
    "communities",
    "from_network",
    "literal_parts",
    "meant",
    "part_of",
    "roll_up",
    "stands_in",
    "to_network",
    "whole_network",
    "wording",
]
