"""Review: what waits for a decision, the decisions, and what they make of a graph."""

from __future__ import annotations

from mandategraph.review.decision import ACTIONS, Decision
from mandategraph.review.journal import decide, decisions_of, log, standing_of, undo
from mandategraph.review.making import (
    By,
    accepted,
    agent_of,
    assigned,
    rejected,
    skipped,
    titled,
    translated,
)
from mandategraph.review.overlay import applied, overlay, overlay_nquads, waiting
from mandategraph.review.queue import KINDS, STATES, Filter, Queue, item, queue
from mandategraph.review.standing import DecidedError, Standing

__all__ = [
    "ACTIONS",
    "KINDS",
    "STATES",
    "By",
    "DecidedError",
    "Decision",
    "Filter",
    "Queue",
    "Standing",
    "accepted",
    "agent_of",
    "applied",
    "assigned",
    "decide",
    "decisions_of",
    "item",
    "log",
    "overlay",
    "overlay_nquads",
    "queue",
    "rejected",
    "skipped",
    "standing_of",
    "titled",
    "translated",
    "undo",
    "waiting",
]
