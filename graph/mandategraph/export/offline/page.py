"""One HTML file with the plans of a graph, its programs, its data and its policy."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from mandategraph import __version__
from mandategraph.export.offline.evidence import Evidence
from mandategraph.export.offline.lists import Lists
from mandategraph.export.offline.maps import MOST_MAPS, dark_style, plan_maps
from mandategraph.export.offline.plans import Plans
from mandategraph.export.offline.words import page_words
from mandategraph.language import STANDINS, direction_of
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_TITLES: Final = 3
_PAGE: Final = """\
<!doctype html>
<html lang="{lang}" dir="{dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style id="__________cytoscape_stylesheet">{style}</style>
</head>
<body>
<main id="base">
<h1>{heading}</h1>
<p>{note}</p>
{lists}
</main>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def offline_html(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as one page: it opens from disk, asks for nothing, runs nothing else.

    The page is readable without JavaScript, as nested lists; its program replaces
    these by map, tree, tables, links, source text and search. Of more than twelve plans
    the others have no map, which `options.tell` is told and the page says. QueryError
    when a focus is asked for or the graph has no plan.
    """
    plans = Plans(graph, policy, options)
    owners = {v.iri: node for node, values in plans.values.items() for v in values}
    evidence = Evidence(graph, plans.place, owners)
    lang = language_of(policy, plans.sources.lang(plans.plans[0]))
    content = _content_language(plans, lang)
    own = plans.policies()[plans.langs.index(content)]
    anchors = {node: f"e{at}" for node, at in plans.place.items()}
    anchors |= {span.iri: f"s{at}" for at, span in enumerate(evidence.spans)}
    maps = plan_maps(graph, policy, plans.plans, anchors)
    drawn = maps.pop(lang)
    lists = Lists(plans, evidence, own, lang)
    body: list[str] = []
    for at, plan in enumerate(plans.plans):
        body += lists.plan(plan, drawn[at] if at < len(drawn) else "")
    body += lists.others()
    why = "the graph does not say in which text it stands"
    options.lost("evidence", evidence.missing, why)
    options.lost("plan map", len(plans.plans) - len(drawn), f"{MOST_MAPS} are drawn")
    titles = _titles(plans, own, lang)
    data = {
        "version": __version__,
        "ui": lang,
        "lang": content,
        "langs": plans.langs,
        "dirs": {tag: direction_of(tag) for tag in _tags(plans, evidence)},
        "words": page_words(),
        "relations": plans.relations,
        "nodes": plans.nodes(),
        "edges": plans.edges(),
        "concepts": plans.worded(),
        "sources": [
            {ui: plans.sources.lines([plan], ui) for ui in page_words()}
            for plan in plans.plans
        ],
        "maps": maps,
        "programs": json.loads(_static("MANIFEST.json"))["packages"],
        "licences": _static("THIRD_PARTY_LICENSES.txt"),
        **evidence.page(),
    }
    script, style = _static("offline.js"), _static("offline.css") + dark_style()
    return _PAGE.format(
        lang=lang,
        dir=direction_of(lang),
        policy=f"default-src 'none'; script-src '{_digest(script)}';"
        f" style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'",
        title=escape(" · ".join(titles)),
        heading=" · ".join(f"<bdi>{escape(one)}</bdi>" for one in titles),
        style=style,
        note=escape(page_words()[lang]["noscript_note"]),
        lists="\n".join(body),
        data=_json(data),
        script=script,
    ).encode()


def _content_language(plans: Plans, lang: str) -> str:
    """The first language asked for that the page offers, else that of the page."""
    for tag in plans.policy.asked:
        for name in (tag, tag.partition("-")[0]):
            if name in plans.langs:
                return name
    return lang


def _titles(plans: Plans, policy: LanguagePolicy, lang: str) -> list[str]:
    """The titles of the first plans, and how many more there are."""
    names = []
    for plan in plans.plans[:_TITLES]:
        form = policy.choose(plans.forms[plan])
        key = plan.rpartition("/")[2].removeprefix("plan-")
        known = form and form.status not in STANDINS
        names.append(
            form.text if form and known else f"{page_words()[lang]['plan']} {key}"
        )
    more = len(plans.plans) - len(names)
    if more:
        names.append(page_words()[lang]["and_more"].format(n=more))
    return names


def _tags(plans: Plans, evidence: Evidence) -> list[str]:
    """Every language tag that a text of the page has."""
    worded = (*plans.forms.values(), *(plans.read.forms[c] for c in plans.concepts))
    own = {form.lang for forms in worded for form in forms}
    values = (value for found in plans.values.values() for value in found)
    own |= {form.lang for value in values for form in value.notes}
    texts = {lang for _, lang, _ in evidence.files.values()}
    return sorted((own | texts | set(plans.langs)) - {""})


def _json(data: dict[str, Any]) -> str:
    """The data so that no text in it can end the element that it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _digest(text: str) -> str:
    """The name by which the policy of the page lets this text run."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _static(name: str) -> str:
    """A file of the built programs."""
    return (
        files(__package__).joinpath("static").joinpath(name).read_text(encoding="utf-8")
    )
