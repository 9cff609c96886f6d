"""The pages of the site, in the order of its menu."""

from __future__ import annotations

from typing import Final

from mandategraph.serve.page import Place
from mandategraph.serve.pages.ask import ask
from mandategraph.serve.pages.home import home

PLACES: Final = (
    Place("home", "/", home, "What is in here"),
    Place("ask", "/ask", ask, "Ask in SPARQL"),
)
