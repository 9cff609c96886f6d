"""Small multiples: a panel for each indicator, with its values over time."""

from __future__ import annotations

from mandategraph.draw.indicators.view import picture

__all__ = ["picture"]
