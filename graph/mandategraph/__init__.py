"""Mandates, objectives, results and indicators as an open, multilingual graph."""

__version__ = "0.1.0"
