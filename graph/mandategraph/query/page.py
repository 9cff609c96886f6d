"""The catalogue as one page of Markdown, made from the headers of the `.rq` files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from mandategraph.language import direction_of
from mandategraph.query.binding import Param
from mandategraph.query.catalogue import Catalogue, Question
from mandategraph.query.themes import THEMES

_INTRODUCTION: Final = """\
# Questions

Every file in `queries/` is a question that any graph can be asked: a graph folder, an
RDF file or a SPARQL endpoint. The files are plain SPARQL 1.1 and run as they are; the
values in their `VALUES` lines are parameters. The names of things are not part of the
queries: they are added to the answer, in the languages you ask for.

`mandategraph questions` lists them, `--theme` those of one theme, and `mandategraph
questions NAME` shows one with its parameters and its SPARQL. A folder of your own
questions joins them with `--questions DIR`.

An IRI may be given in full, as a code such as `plan-ct`, or as a short form such as
`mg:stated`. The number that a source prints (`1.2`), a label, or some words of a
wording in any language will do when only one node has them; if several have, they are
listed. Case, accents and the vowel signs of Arabic do not matter, there and in a
search. This page is made from the headers of the files.
"""


def catalogue_page(catalogue: Catalogue | None = None) -> str:
    """The page: a table of contents by theme, then one section per question."""
    catalogue = catalogue if catalogue is not None else Catalogue.load()
    parts = [_INTRODUCTION]
    for theme, questions in catalogue.by_theme().items():
        title = THEMES.get(theme, {}).get("en", theme.title())
        parts.append(f"## {title}\n\nTheme: `{theme}`\n")
        parts += ["\n".join(_section(question)) for question in questions]
    return "\n".join(parts)


def _section(question: Question) -> Iterator[str]:
    yield f"### `{question.name}`\n"
    yield f"{question.summary.get('en', '')}\n".lstrip()
    for lang, sentence in question.question.items():
        direction = ' dir="rtl"' if direction_of(lang) == "rtl" else ""
        summary = question.summary.get(lang, "") if lang != "en" else ""
        text = f"{sentence} {summary}".rstrip()
        yield f'- <span lang="{lang}"{direction}>{text}</span>'
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
    of_choice = param.type == "choice"
    kind = " or ".join(f"`{c}`" for c in param.choices) if of_choice else param.type
    shown = {"UNDEF": "any", "": "any"}.get(param.default, f"`{param.default}`")
    return f"| `{param.name}` | {kind} | {shown} | {param.help} |"
