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
search. An IRI or a code of something of another kind is refused. This page is made from
the headers of the files.

## Questions of your own

A file `late_plans.rq` in your folder is the question `late_plans`. Its header is made
of lines that begin with `#+`; the rest is SPARQL:

```sparql
#+ summary@en: The plans that end after a day, and the day they end.
#+ question@en: Which plans end late?
#+ question@fr: Quels plans finissent tard ?
#+ theme: plans
#+ param: plan iri(mg:Plan) UNDEF one plan, by IRI or code
#+ param@fr: plan un plan, par son IRI ou son code
#+ param: after date 2026-12-31 the day after which the plan ends
#+ example: after=2025-12-31

PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mandategraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

SELECT DISTINCT ?plan ?end
WHERE {
  VALUES ?plan { UNDEF }
  VALUES ?after { "2026-12-31"^^xsd:date }
  ?plan a mg:Plan ;
        dct:temporal/dcat:endDate ?end .
  FILTER(STR(?end) > STR(?after))  # an end may be a year only
}
ORDER BY STR(?end) STR(?plan)
```

| line | what it holds |
| --- | --- |
| `summary@LANG` | one sentence on what each row is; required, once per language |
| `question@LANG` | the question as a sentence; required, once per language |
| `theme` | the heading under which it is listed; required, any word |
| `param` | `name type default help`, once per parameter |
| `param@LANG` | `name help`: the help in one more language |
| `list` | columns that hold several IRIs, separated by blanks |
| `example` | values of parameters that show the question at work |
| `cq` | the number of the competency question, if it is one |

The types are `iri`, `iri(mg:Plan|mg:Objective)` for things of these classes only,
`lang`, `text`, `search(variable)`, `integer`, `decimal`, `date` and `choice(a|b)`.
Every parameter has a line `VALUES ?name { default }` of its own in the query, into
which the value is put; `UNDEF` leaves it open. The words of a `search` stand where the
query calls `REGEX(?wording, ?name)`.

A file with the name of a question of the catalogue replaces it, which is said on
standard error. A faulty file is named there with what is wrong with it, and the other
questions can be asked all the same.
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
