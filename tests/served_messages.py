"""The messages of the interface, as its templates and modules name them."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, nodes

SERVE = Path(str(files("mandategraph.serve")))


def messages() -> set[str]:
    """Every message that code or templates say, in English."""
    found = set()
    for file in sorted(SERVE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node.func) in ("message", "say"):
                found |= {
                    one.value
                    for one in node.args[:1]
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    for file in sorted((SERVE / "templates").glob("*.html")):
        tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            named = isinstance(call.node, nodes.Name) and call.node.name == "_"
            if named and isinstance(call.args[0], nodes.Const):
                found.add(call.args[0].value)
    return found


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
