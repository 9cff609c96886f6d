"""The questions of the catalogue as cards, and one of them with its answer."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from mandategraph.errors import QueryError
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query import FORMATS, Catalogue, encoded, formats_of, run
from mandategraph.query.themes import theme_title
from mandategraph.serve.page import Download, Page
from mandategraph.serve.pages.paging import part, start_of
from mandategraph.serve.pages.things import Things, shown
from mandategraph.serve.pooled import PooledGraph
from mandategraph.store.terms import is_iri, parts

if TYPE_CHECKING:
    from mandategraph.query import Answer, Question
    from mandategraph.serve.page import Visit

_SHOWN: Final = 100
_OURS: Final = ("ui", "lang", "name", "ask", "from", "format")


def _catalogue(visit: Visit) -> Catalogue:
    found: Catalogue = visit.site.once("catalogue", Catalogue.load)
    return found


def questions(visit: Visit) -> Page:
    """All questions by theme, each as a sentence."""
    ui = LanguagePolicy([visit.words.lang])
    themes = [
        {
            "theme": theme,
            "title": shown(theme_title(theme, ui), ui),
            "questions": [
                {
                    "name": one.name,
                    "question": shown(one.asked_in(ui), ui),
                    "summary": shown(one.summary_in(ui), ui),
                }
                for one in found
            ],
        }
        for theme, found in _catalogue(visit).by_theme().items()
    ]
    return Page("questions", visit.words.say("Questions"), {"themes": themes})


def question(visit: Visit) -> Page | Download:
    """One question: its parameters, its SPARQL and, when it is asked, the answer."""
    found = _catalogue(visit)[visit.asked.get("name", "")]
    given = {
        name: value
        for name, value in visit.asked.items()
        if name not in _OURS and value.strip()
    }
    # parameters that are called like one of ours have a mark before their names
    values = {name.removeprefix("p."): value for name, value in given.items()}
    ui = LanguagePolicy([visit.words.lang])
    asked = bool(visit.asked.get("ask"))
    data: dict[str, Any] = {
        "name": found.name,
        "question": shown(found.asked_in(ui), ui),
        "summary": shown(found.summary_in(ui), ui),
        "kind": found.kind,
        "params": [_param(found, name, values, ui) for name in _names(found)],
        "given": given,
        "sparql": found.text,
        "problem": "",
        "answer": None,
        "formats": [],
        "copies": _copies(visit, found, values),
    }
    title = data["question"]["text"]
    if not asked:
        return Page("question", title, data)
    try:
        answer, cut = _answer(visit, found, values)
        data["sparql"] = _bound(visit, found, values)
    except QueryError as error:
        data["problem"] = str(error)
        return Page("question", title, data, 400)
    form = visit.asked.get("format", "")
    if form:
        body = encoded(answer, form)
        kind = FORMATS[form]
        return Download(body, kind.media_type, f"{found.name}{kind.suffixes[0]}")
    data["formats"] = list(formats_of(found.kind))
    data["answer"] = _shown(visit, answer, cut=cut)
    return Page("question", title, data)


def _names(found: Question) -> list[str]:
    return [param.name for param in found.params]


def _param(
    found: Question, name: str, values: dict[str, str], ui: LanguagePolicy
) -> dict[str, Any]:
    param = next(p for p in found.params if p.name == name)
    default = "" if param.default == "UNDEF" else param.default
    return {
        "name": name,
        "field": f"p.{name}",
        "type": param.type,
        "help": shown(found.help_in(name, ui), ui),
        "choices": list(param.choices) if param.type == "choice" else [],
        "default": default,
        "value": values.get(name, ""),
        "example": found.example.get(name, ""),
    }


def _answer(
    visit: Visit, found: Question, values: dict[str, str]
) -> tuple[Answer, bool]:
    """The answer with its labels, and whether there are more rows than it may have."""
    site = visit.site
    if site.pool is None:
        raise QueryError(found.name, "the site is closing")
    asked = PooledGraph(site, site.pool)
    answer = run(asked, found, values, visit.policy, labelled=False, base=site.base)
    rows = answer.values if answer.triples is None else answer.triples
    iris = {iri for row in rows for value in row for iri in _iris(value)}
    things = Things(visit, iris)
    forms = {iri: things.form(iri) for iri in iris}
    return replace(answer, forms=forms), asked.cut


def _iris(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (parts(value).text,) if is_iri(value) else ()  # type: ignore[arg-type]


def _bound(visit: Visit, found: Question, values: dict[str, str]) -> str:
    """The query with its parameters, as far as they are written as terms."""
    try:
        return found.bound(values, base=visit.site.base)
    except QueryError:
        return found.text


def _shown(visit: Visit, answer: Answer, *, cut: bool) -> dict[str, Any]:
    """The part of the answer that the page has room for."""
    rows: list[Any] = list(answer.values if answer.triples is None else answer.triples)
    start = start_of(visit)
    columns = list(answer.columns) or ["subject", "predicate", "object"]
    return {
        "truth": answer.truth,
        "columns": columns if answer.truth is None else [],
        "rows": [
            [_cell(visit, answer, value) for value in row]
            for row in rows[start : start + _SHOWN]
        ],
        "paging": part(start, _SHOWN, len(rows)),
        "cut": cut,
    }


def _cell(visit: Visit, answer: Answer, value: Any) -> list[dict[str, Any]]:
    """The things or texts of a cell; none when there is no value."""
    if value is None:
        return []
    if iris := _iris(value):
        return [{"iri": iri, **shown(answer.forms[iri], visit.policy)} for iri in iris]
    found = parts(value)
    form = Form(found.text, found.lang)
    return [{"iri": "", **shown(form, visit.policy)}]


def _copies(visit: Visit, found: Question, values: dict[str, str]) -> dict[str, str]:
    """The question as a command, as a request and as a few lines of Python.

    The graph is called by the last part of its name: where it lies is not told.
    """
    target = visit.site.graph.target.rstrip("/").rpartition("/")[2] or "graph"
    pairs = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in values.items()]
    lang = ",".join(visit.policy.asked)
    command = ["mandategraph query", found.name, shlex.quote(target), *pairs]
    fields = {"name": found.name, "ask": "1", "format": formats_of(found.kind)[0]}
    fields |= {f"p.{name}": value for name, value in values.items()} | {"lang": lang}
    python = (
        "from mandategraph.query import run\n"
        "from mandategraph.store import open_graph\n\n"
        f"graph = open_graph({target!r})\n"
        f"answer = run(graph, {found.name!r}, {values!r}, {lang!r})\n"
        "print(answer.to_pandas())"
    )
    return {
        "command": " ".join([*command, f"--lang {lang}"]),
        "curl": f'curl "$SITE/question?{urlencode(fields)}"',
        "python": python,
    }
