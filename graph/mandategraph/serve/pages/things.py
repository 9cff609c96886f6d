"""How pages name things: IRI, label, its language and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from mandategraph.language import Form, LanguagePolicy
from mandategraph.namespaces import MG_NS
from mandategraph.query import labels
from mandategraph.serve.pages.terms import NAMES, own_terms

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.serve.page import Visit

Thing: TypeAlias = dict[str, Any]


class Things:
    """The names of some things, looked up at once.

    What the plans are about is named by the content languages, terms of a vocabulary
    by the language of the interface.
    """

    def __init__(self, visit: Visit, iris: Collection[str]) -> None:
        self.visit = visit
        self._ui = LanguagePolicy([visit.words.lang])
        terms = {iri for iri in iris if iri in NAMES or iri in own_terms()}
        rest = sorted({iri for iri in iris if iri and iri not in terms})
        self.forms = labels(visit.site.graph, rest, visit.policy)

    def form(self, iri: str) -> Form:
        """The form by which the thing is shown."""
        if iri in NAMES:
            return Form(self.visit.words.say(NAMES[iri]), self.visit.words.lang)
        if iri in own_terms():
            return self._ui.choose(own_terms()[iri]) or Form(iri, "", "code")
        return self.forms.get(iri) or Form(iri, "", "code")

    def thing(self, iri: str) -> Thing:
        """The thing as pages hold it."""
        form = self.form(iri)
        own = iri in NAMES or iri.startswith(MG_NS)
        return {"iri": iri, **shown(form, self.visit.policy, own=own)}


def shown(form: Form, policy: LanguagePolicy, *, own: bool = False) -> Thing:
    """A form as pages hold it.

    `status` is what the wording is worth. `asked` says that it is in a language that
    was asked for, or needs none; `badge` is the tag of a language that is not the first
    of these.
    """
    asked = own or not form.lang or policy.covers(form.lang)
    first = policy.asked[0].partition("-")[0] if policy.asked else ""
    told = not own and form.lang.partition("-")[0] != first
    return {
        "text": form.text,
        "lang": form.lang,
        "status": form.worth,
        "asked": asked,
        "badge": form.lang if told else "",
    }
