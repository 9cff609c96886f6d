"""The pages of the site, in the order of its menu."""

from __future__ import annotations

from typing import Final

from mandategraph.serve.page import Place
from mandategraph.serve.pages.about import about
from mandategraph.serve.pages.ask import ask
from mandategraph.serve.pages.gaps import covered, findings
from mandategraph.serve.pages.home import home
from mandategraph.serve.pages.outline import plan_map, tree
from mandategraph.serve.pages.questions import question, questions
from mandategraph.serve.pages.search import search
from mandategraph.serve.pages.text import text
from mandategraph.serve.wording import message

PLACES: Final = (
    Place("home", "/", home, message("What is in here")),
    Place("map", "/map", plan_map, message("Plan map")),
    Place("tree", "/tree", tree, message("Tree")),
    Place("search", "/search", search, message("Search")),
    Place("questions", "/questions", questions, message("Questions")),
    Place("question", "/question", question),
    Place("text", "/text", text, message("Texts and evidence")),
    Place("coverage", "/coverage", covered, message("Coverage")),
    Place("findings", "/findings", findings, message("Findings")),
    Place("ask", "/ask", ask, message("Ask in SPARQL")),
    Place("about", "/about", about, message("About this site")),
)
