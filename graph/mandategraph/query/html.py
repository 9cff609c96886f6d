"""Answers as notebooks show them: a table that says in which language its words are.

Everything is escaped, and only web addresses become links: what a graph holds may come
from anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from mandategraph.language import direction_of
from mandategraph.query.cells import cell_maker
from mandategraph.query.words import language_of, noted, word
from mandategraph.store.terms import ordered
from mandategraph.workbooks import Link

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.query.cells import Cell
    from mandategraph.query.run import Answer

MOST_ROWS: Final = 50
_MOST_CHARACTERS: Final = 1_000  # of a cell
_CAPTION: Final = "caption-side:top;text-align:start;font-weight:bold;padding:.3em 0"
_CELL: Final = "text-align:start;vertical-align:top;white-space:pre-line"
_NOTE: Final = "opacity:.65;white-space:nowrap"


def answer_html(answer: Answer) -> str:
    """The answer as a fragment of HTML, in the language of its policy."""
    if answer.truth is not None:
        shown = word("yes" if answer.truth else "no", answer.policy)
        return (
            f"<p{_tagged(language_of(answer.policy))}>{_question(answer)} "
            f"<strong>{escape(shown)}</strong></p>"
        )
    return "\n".join(_table(answer))


def _table(answer: Answer) -> Iterator[str]:
    policy = answer.policy
    yield f"<div{_tagged(language_of(policy))}>"
    yield "<table>"
    yield f'<caption style="{_CAPTION}">{_question(answer)}</caption>'
    if answer.triples is None:
        heads = [f'<span dir="ltr">{_plain(name)}</span>' for name in answer.columns]
    else:
        heads = [word(name, policy) for name in ("subject", "predicate", "object")]
    cells = "".join(f'<th scope="col" style="{_CELL}">{head}</th>' for head in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in islice(_rows(answer), MOST_ROWS):
        yield f"<tr>{''.join(_cell(cell, policy) for cell in row)}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield f"<p><small>{_remarks(answer)}</small></p>"
    yield "</div>"


def _rows(answer: Answer) -> Iterable[list[Cell]]:
    cell = cell_maker(answer.forms, answer.policy)
    if answer.triples is None:
        return (list(map(cell, row)) for row in answer.values)
    return (list(map(cell, triple)) for triple in ordered(answer.triples))


def _remarks(answer: Answer) -> str:
    policy, count, missing = answer.policy, len(answer), answer.unasked
    parts = [word("rows" if answer.triples is None else "triples", policy, n=count)]
    if count > MOST_ROWS:
        parts.append(word("left", policy, n=count - MOST_ROWS))
    if missing:
        langs = ", ".join(policy.asked)
        parts.append(word("missing", policy, n=missing, langs=langs))
    return escape(" · ".join(parts))


def _question(answer: Answer) -> str:
    """The question in the language that the policy chooses; SPARQL has only a name."""
    form = answer.question.asked_in(answer.policy)
    return f"<span{_tagged(form.lang)}>{escape(form.text)}</span>"


def _cell(cell: Cell, policy: LanguagePolicy) -> str:
    shown = "<br>".join(_shown(one, policy) for one in cell.members or (cell,))
    return f'<td style="{_CELL}">{shown}</td>'


def _shown(cell: Cell, policy: LanguagePolicy) -> str:
    text = cell.text
    if not text:
        return ""
    if len(text) > _MOST_CHARACTERS:
        text = f"{text[:_MOST_CHARACTERS]}…"
    shown = escape(text)
    if Link(text, cell.iri).leads:
        shown = f'<a href="{escape(cell.iri)}" rel="noopener noreferrer">{shown}</a>'
    shown = f"<span{_tagged(cell.lang)}>{shown}</span>"
    if note := noted(cell.note, policy):
        worded = _tagged(language_of(policy)) if note != cell.note else ' dir="ltr"'
        shown += f' <small{worded} style="{_NOTE}">{escape(note)}</small>'
    return shown


def _tagged(lang: str) -> str:
    """The attributes that tell a reader the language and the direction."""
    named = f' lang="{escape(lang)}"' if lang else ""
    return f'{named} dir="{direction_of(lang)}"'


def _plain(name: str) -> str:
    return escape(name.replace("_", " "))
