"""The README of a data set: the numbers of its card for those who find the folder."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mandategraph.draw.words import WORDS, WORDS_DIRECTION, say
from mandategraph.export.dataset_card import worded
from mandategraph.language import isolated
from mandategraph.namespaces import MG_NS
from mandategraph.query.markdown import markdown_text
from mandategraph.store.terms import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mandategraph.coverage import Coverage
    from mandategraph.export.dataset_card import File
    from mandategraph.export.dataset_counts import Counts, Document
    from mandategraph.export.selection import Loss

_MOST: Final = 50  # rows of plans and documents: the card lists them all


def readme(
    counts: Counts,
    coverage: Coverage,
    files: Mapping[str, File],
    losses: Iterable[Loss],
    *,
    lang: str,
    base: str,
    title: str,
    plan_names: Mapping[str, str],
) -> bytes:
    """The README as Markdown; `plan_names` are the plans' names by IRI."""
    elements = counts.elements
    values = {"elements": f"{sum(elements.values())}", "plans": f"{len(counts.plans)}"}
    lines = [f"# {markdown_text(title)}", say(lang, "dataset_description", **values)]
    lines += [_heading(lang, "dataset_contents"), _contents(lang, counts)]
    lines += [
        _heading(lang, "dataset_files"),
        _table(
            [WORDS[lang][f"dataset_{name}"] for name in ("file", "format", "bytes")]
            + ["sha256"],
            [
                [
                    f"`{name}`",
                    markdown_text(file.title),
                    f"{len(file.data)}",
                    f"`{sha256(file.data).hexdigest()}`",
                ]
                for name, file in sorted(files.items())
            ],
        ),
        say(lang, "dataset_card_note", card="`card.ttl`", standards="DCAT, VoID, LIME"),
    ]
    lines += [_heading(lang, "dataset_plans")]
    lines += [
        _list(lang, [f"{_own(lang, plan_names[p])}: <{p}>" for p in counts.plans]),
    ]
    if worded(coverage):
        lines += [_heading(lang, "dataset_languages"), _languages(lang, coverage)]
    lines += [_heading(lang, "dataset_rights"), WORDS[lang]["dataset_rights_note"]]
    unknown = WORDS[lang]["dataset_rights_unknown"]
    lines.append(
        _list(
            lang,
            [
                f"{_own(lang, _named(d))}: "
                + (_own(lang, " ".join(to_text(q.object) for q in d.rights)) or unknown)
                for d in counts.documents
            ],
        )
    )
    left = [
        markdown_text(
            say(lang, f"dataset_lost_{loss.key}", count=f"{loss.count}", **loss.values)
        )
        for loss in losses
    ]
    if left:
        lines += [_heading(lang, "dataset_left_out"), _list(lang, left)]
    lines += [
        _heading(lang, "dataset_queries"),
        say(
            lang, "dataset_queries_note", card="`card.ttl`", rdf="RDF", sparql="SPARQL"
        ),
        "```\nmandategraph query plans graph.trig\n```",
        _heading(lang, "dataset_names"),
        say(lang, "dataset_names_note", base=base, ontology=MG_NS),
    ]
    text = "\n\n".join(line for line in lines if line)
    if WORDS_DIRECTION[lang] == "rtl":
        text = f'<div dir="rtl">\n\n{text}\n\n</div>'
    return f"{text}\n".encode()


def _contents(lang: str, counts: Counts) -> str:
    words = WORDS[lang]
    numbers = {
        "dataset_plans": len(counts.plans),
        **counts.elements,
        "dataset_organisations": counts.organisations,
        "dataset_documents": len(counts.documents),
        **{
            f"dataset_links_{status}": counts.links.get(status, 0)
            for status in ("stated", "accepted", "proposed", "open")
        },
        "dataset_graphs": counts.graphs,
        "dataset_triples": counts.triples,
    }
    head = [words["dataset_what"], words["dataset_number"]]
    rows = [[say(lang, key, rdf="RDF"), f"{number}"] for key, number in numbers.items()]
    return _table(head, rows)


def _languages(lang: str, coverage: Coverage) -> str:
    rows = []
    for tag in worded(coverage):
        count = coverage.count(tag)
        share = f"{100 * count.worded() / count.total:.0f} %" if count.total else ""
        rows.append([f"`{tag}`", f"{count.worded()}", _own(lang, share)])
    names = ("dataset_language", "dataset_worded", "dataset_share")
    return _table([WORDS[lang][name] for name in names], rows)


def _heading(lang: str, key: str) -> str:
    return f"## {WORDS[lang][key]}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(lang: str, items: Sequence[str]) -> str:
    shown = [f"- {item}" for item in items[:_MOST]]
    if len(items) > _MOST:
        shown.append(f"- {say(lang, 'dataset_more', count=f'{len(items) - _MOST}')}")
    return "\n".join(shown)


def _named(document: Document) -> str:
    """The name of the file, and of which of the documents in it."""
    name = document.iri.rpartition("/")[2]
    return f"{document.file} ({name})" if document.file else name


def _own(lang: str, text: str) -> str:
    """The text in its own direction: between Arabic words it is isolated."""
    plain = markdown_text(text)
    return isolated(plain) if plain and WORDS_DIRECTION[lang] == "rtl" else plain
