"""The page without JavaScript: all elements as nested lists, with codes and quotes."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Final

from mandategraph.draw.words import say
from mandategraph.export.offline.words import page_words, speak
from mandategraph.language import STANDINS, direction_of
from mandategraph.namespaces import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.values import Value
    from mandategraph.export.offline.evidence import Evidence, Span
    from mandategraph.export.offline.plans import Plans
    from mandategraph.language import Form, LanguagePolicy

_LOOSE: Final = ("indicator", "expected_result", "planned_activity")


class Lists:
    """Writes the lists in one language of the page."""

    def __init__(
        self, plans: Plans, evidence: Evidence, policy: LanguagePolicy, lang: str
    ) -> None:
        self.plans, self.evidence = plans, evidence
        self.policy, self.lang = policy, lang
        self.words = page_words()[lang]
        self.below: dict[str, list[str]] = defaultdict(list)
        nodes = plans.network.nodes
        for node in plans.order:
            if plan := nodes[node]["plan"]:
                self.below[plans.parents.get(node, plan)].append(node)
        for children in self.below.values():
            children.sort(key=lambda n: nodes[n]["kind"] == "objective")
        self.spans: dict[int, list[tuple[str, int, Span]]] = defaultdict(list)
        self.named: set[int] = set()
        for at, span in enumerate(evidence.spans):
            for place, role in span.says:
                self.spans[place].append((role, at, span))

    def plan(self, plan: str, picture: str) -> Iterator[str]:
        """One plan: its title, where it is from, its picture, its elements."""
        yield f'<section id="e{self.plans.place[plan]}">'
        yield f"<h2>{self._wording(plan)}</h2>"
        for line in self.plans.sources.lines([plan], self.lang):
            yield f"<p>{escape(line)}</p>"
        yield from self._facts(plan)
        if picture:
            yield f'<figure class="map">{picture}</figure>'
        yield from self._children(plan)
        yield "</section>"

    def others(self) -> Iterator[str]:
        """What the plans are linked to: organisations, themes."""
        nodes = self.plans.network.nodes
        rest = [
            n
            for n in self.plans.order
            if not nodes[n]["plan"] and nodes[n]["kind"] != "plan"
        ]
        if rest:
            yield f"<section><h2>{escape(self.words['links_column'])}</h2><ul>"
            for node in rest:
                yield from self._item(node)
            yield "</ul></section>"

    def _children(self, node: str) -> Iterator[str]:
        if children := self.below.get(node):
            yield "<ul>"
            for child in children:
                yield from self._item(child)
            yield "</ul>"

    def _item(self, node: str) -> Iterator[str]:
        data = self.plans.network.nodes[node]
        place = self.plans.place[node]
        kind = self.words.get(data["kind"], data["kind"])
        code = f"<b dir=ltr>{escape(data['code'])}</b> · " if data["code"] else ""
        yield f'<li id="e{place}"><p>{code}{escape(kind)}: '
        yield f"{self._wording(node)}</p>"
        yield from self._others(node)
        yield from self._facts(node)
        for value in self.plans.values.get(node, ()):
            yield self._value(value)
        for role, at, span in self.spans.get(place, ()):
            yield self._quote(role, at, span)
        yield from self._children(node)
        yield "</li>"

    def _value(self, value: Value) -> str:
        """A value with its unit, period, breakdown, places and notes."""
        colon = escape(self.words["colon"])
        more = [self._concept(unit) for unit in value.units]
        if value.period:
            more.append(f'<bdi dir="ltr">{escape(value.period)}</bdi>')
        for whole, part in value.parts:
            name = self._concept(whole) + colon if whole else ""
            more.append(name + self._concept(part))
        where = escape(self.words["value_place"]) + colon
        more += [f"{where}<bdi>{escape(place)}</bdi>" for place in value.places]
        note = escape(self.words["role_note"]) + colon
        more += [note + self._form(form) for form in value.notes]
        text = escape(say(self.lang, value.kind, value=value.printed))
        rest = f" ({' · '.join(more)})" if more else ""
        return f"<p>{text}{rest}</p>"

    def _concept(self, iri: str) -> str:
        """A unit, a dimension or a part of it."""
        forms = self.plans.read.forms[iri]
        return self._form(self.policy.choose(forms) or forms[-1])

    def _wording(self, node: str) -> str:
        """The chosen wording; the IRI of what is no element and has no label."""
        data = self.plans.network.nodes[node]
        chosen = self.policy.choose(self.plans.forms[node])
        if chosen is None or (chosen.status == "code" and not data["plan"]):
            if data["kind"] == "plan":
                key = local(node).removeprefix("plan-")
                return f"<bdi>{escape(self.words['plan'])} {escape(key)}</bdi>"
            return f'<bdi dir="ltr">{escape(node)}</bdi>'
        lost = f"<i>{self.words['lost']}</i> " if chosen.status in STANDINS else ""
        return lost + self._form(chosen)

    def _form(self, form: Form) -> str:
        badge = [form.lang] if form.lang.partition("-")[0] != self.lang else []
        if form.worth != "issuer":
            badge += [self.words.get(w, w) for w in form.worth.split(" · ")]
        lang = f' lang="{escape(form.lang)}"' if form.lang else ""
        note = f" <small>[{escape(' · '.join(filter(None, badge)))}]</small>"
        text = f'<bdi{lang} dir="{direction_of(form.lang)}">{escape(form.text)}</bdi>'
        return text + (note if any(badge) else "")

    def _others(self, node: str) -> Iterator[str]:
        """The wordings in the other languages."""
        forms = self.plans.forms[node]
        chosen = self.policy.choose(forms)
        rest = [f for f in forms if f is not chosen and f.status != "code"]
        if rest:
            items = "".join(f"<li>{self._form(form)}</li>" for form in rest)
            title = escape(self.words["all_languages"])
            yield f"<details><summary>{title}</summary><ul>{items}</ul></details>"

    def _facts(self, node: str) -> Iterator[str]:
        """The links of the node, one line for each relation and status."""
        network, lost = self.plans.network, self.plans.network.nodes[node]["status"]
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for _, target, edge in network.out_edges(node, data=True):
            if edge["relation"] != "elementOf":
                groups[edge["relation"], edge["status"]].append(target)
        for (relation, status), targets in sorted(groups.items()):
            names = ", ".join(map(self._name, sorted(targets, key=self._place)))
            label = self.plans.relations[relation][self.lang]
            state = self.words[f"edge_{status}"]
            yield f"<p>{escape(label)} ({escape(state)}): {names}</p>"
        if not groups and network.nodes[node]["kind"] in _LOOSE:
            yield f"<p>{escape(self.words['no_link'])}</p>"
        if lost not in ("", "stated"):
            yield f"<p>{escape(self.words['lost'])}</p>"

    def _place(self, node: str) -> int:
        return self.plans.place[node]

    def _name(self, node: str) -> str:
        """A link to the node on the page: its code, or its label when it has none."""
        text = escape(self.plans.network.nodes[node]["code"])
        text = f"<span dir=ltr>{text}</span>" if text else ""
        shown = text or self._wording(node)
        return f'<a href="#e{self.plans.place[node]}">{shown}</a>'

    def _quote(self, role: str, at: int, span: Span) -> str:
        first, last = span.fragments[0][0], span.fragments[-1][1]
        file, lang, _ = self.evidence.files.get(span.text, ("", "", ""))
        place = speak(self.lang, "characters", start=first, end=last)
        parts = [self.words[f"role_{role}"], *([file] if file else []), place]
        if self.evidence.changed(span):
            parts.append(self.words["quote_changed"])
        tag = f' lang="{escape(lang)}"' if lang else ""
        if at not in self.named:  # where the picture's link to the words leads
            self.named.add(at)
            tag += f' id="s{at}"'
        return (
            f'<blockquote{tag} dir="{direction_of(lang)}">{escape(span.quote)}'
            f'<footer lang="{self.lang}" dir="{direction_of(self.lang)}">'
            f"{escape(' · '.join(parts))}</footer></blockquote>"
        )
