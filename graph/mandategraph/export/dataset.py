"""A data set to publish: the graph in every syntax of RDF, a card, a README.

What is written is what the card describes: sizes and hashes are those of the files of
the same run.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from mandategraph.coverage import coverage
from mandategraph.draw.words import WORDS, say
from mandategraph.errors import QueryError
from mandategraph.export.dataset_card import File, card
from mandategraph.export.dataset_counts import counts_of
from mandategraph.export.dataset_readme import readme
from mandategraph.export.options import ExportOptions
from mandategraph.export.rdf import SYNTAXES, nquads
from mandategraph.export.selection import Loss, selected, selected_by_plan
from mandategraph.export.tree_json import tree_json
from mandategraph.language import LanguagePolicy
from mandategraph.query import labels
from mandategraph.query.words import language_of
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

# name, title, media type, the EU's file type, the W3C's format
_FILES: Final = {
    "trig": ("graph.trig", "TriG", "application/trig", "RDF_TRIG", "TriG"),
    "nquads": (
        "graph.nq",
        "N-Quads",
        "application/n-quads",
        "RDF_N_QUADS",
        "N-Quads",
    ),
    "turtle": ("graph.ttl", "Turtle", "text/turtle", "RDF_TURTLE", "Turtle"),
    "rdfxml": ("graph.rdf", "RDF/XML", "application/rdf+xml", "RDF_XML", "RDF_XML"),
    "jsonld": ("graph.jsonld", "JSON-LD", "application/ld+json", "JSON_LD", "JSON-LD"),
}
_JSON: Final = ("plans.json", "JSON", "application/json", "JSON", "")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: no clock is read


def dataset_folder(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """The files of the data set by name; with `per_plan`, each plan's TriG in `plans/`.

    A syntax that cannot hold the graph is left out, and that is told.
    """
    selection = selected(graph, options)
    selection.tell(options)
    part = MandateGraph.from_nquads(nquads(selection.quads), target=graph.target)
    files: dict[str, File] = {}
    losses = list(selection.losses)
    for syntax, (name, title, media, authority, form) in _FILES.items():
        try:
            data = SYNTAXES[syntax](selection.quads)
        except QueryError as error:
            options.lost(name, 1, str(error))
            values = {"name": name, "why": str(error)}
            losses.append(Loss(f"the file {name}", 1, str(error), "file", values))
            continue
        files[name] = File(data, title, media, authority, form)
    name, title, media, authority, form = _JSON
    tree = tree_json(part, policy, ExportOptions())
    files[name] = File(tree, title, media, authority, form)
    if options.per_plan:
        _, title, media, authority, form = _FILES["trig"]
        for suffix, one in selected_by_plan(graph, options).items():
            data = SYNTAXES["trig"](one.quads)
            name = f"plans/{suffix[1:]}.trig"
            files[name] = File(data, title, media, authority, form)
            for loss in one.losses:
                if loss not in selection.losses:  # those are told already
                    options.lost(f"{name}: {loss.what}", loss.count, loss.why)
    counts = counts_of(selection, graph.base)
    plan = selection.plan.rpartition("/")[2]
    found = coverage(part)
    names = labels(part, counts.plans, policy)
    plan_names = {iri: form.text for iri, form in names.items()}
    titles = {lang: _title(lang, list(plan_names.values())) for lang in WORDS}
    lang = language_of(policy)
    written = {name: file.data for name, file in files.items()}
    written["card.ttl"] = card(
        counts,
        found,
        files,
        losses,
        base=graph.base,
        names=titles,
        part="/".join(
            filter(None, (plan, "+".join(options.roles), "+".join(options.langs)))
        ),
    )
    written["README.md"] = readme(
        counts,
        found,
        files,
        losses,
        lang=lang,
        base=graph.base,
        title=titles[lang],
        plan_names=plan_names,
    )
    return dict(sorted(written.items()))


def dataset_archive(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The folder of the data set as one ZIP; the same graph gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in dataset_folder(graph, policy, options).items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def _title(lang: str, plans: list[str]) -> str:
    if len(plans) == 1:
        return say(lang, "dataset_title_one", name=plans[0])
    return say(lang, "dataset_title_many", count=f"{len(plans)}")
