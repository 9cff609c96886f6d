"""The catalogue as one page of Markdown, made from the headers of the `.rq` files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from mandategraph.language import direction_of
from mandategraph.query.binding import Param
from mandategraph.query.catalogue import Catalogue, Question

_TITLES: Final = {
    "plans": "Plans and what is in them",
    "links": "Mandate, objectives, results, indicators",
    "evidence": "Evidence",
    "languages": "Languages and translations",
    "gaps": "What the sources do not say",
    "documents": "Documents and nodes",
    "terms": "Terms",
}
_INTRODUCTION: Final = """\
# Questions

Every file in `queries/` is a question that any graph can be asked: a graph folder, an
RDF file or a SPARQL endpoint. The files are plain SPARQL 1.1 and run as they are; the
values in their `VALUES` lines are parameters. The names of things are not part of the
queries: they are added to the answer, in the languages you ask for.

An IRI may be given in full, as a code such as `plan-ct`, or as a short form such as
`mg:stated`. This page is made from the headers of the files.
"""


def catalogue_page(catalogue: Catalogue | None = None) -> str:
    """The page: a table of contents by theme, then one section per question."""
    catalogue = catalogue if catalogue is not None else Catalogue.load()
    parts = [_INTRODUCTION]
    for theme, questions in catalogue.by_theme().items():
        parts.append(f"## {_TITLES.get(theme, theme.title())}\n")
        parts += ["\n".join(_section(question)) for question in questions]
    return "\n".join(parts)


def _section(question: Question) -> Iterator[str]:
    yield f"### `{question.name}`\n"
    yield f"{question.summary}\n"
    for lang, sentence in question.question.items():
        direction = ' dir="rtl"' if direction_of(lang) == "rtl" else ""
        yield f'- <span lang="{lang}"{direction}>{sentence}</span>'
    yield ""
    if question.params:
        yield "| parameter | type | default | meaning |"
        yield "| --- | --- | --- | --- |"
        for param in question.params:
            yield _row(param)
        yield ""
    if question.example:
        examples = question.example.items()
        pairs = " ".join(f"-p {shlex.quote(f'{n}={v}')}" for n, v in examples)
        yield f"Example: `mandategraph query {question.name} kg {pairs}`\n"


def _row(param: Param) -> str:
    kind = " or ".join(f"`{c}`" for c in param.choices) or param.type
    shown = {"UNDEF": "any", "": "any"}.get(param.default, f"`{param.default}`")
    return f"| `{param.name}` | {kind} | {shown} | {param.help} |"
