"""The fixed words around an answer, in the languages that the project speaks.

Files that programs read have codes in place of these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mandategraph.language import Form

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy

_WORDS: Final = {
    "en": {
        "answer": "Answer",
        "question": "Question",
        "name": "Name",
        "parameter": "Parameter {name}",
        "languages": "Languages asked for",
        "graph": "Graph",
        "rows": "Rows: {n}",
        "left": "Rows not shown: {n}",
        "triples": "Triples: {n}",
        "missing": "Labels not to be had in {langs}: {n}",
        "subject": "subject",
        "predicate": "predicate",
        "object": "object",
        "yes": "yes",
        "no": "no",
    },
    "fr": {
        "answer": "Réponse",
        "question": "Question",
        "name": "Nom",
        "parameter": "Paramètre {name}",
        "languages": "Langues demandées",
        "graph": "Graphe",
        "rows": "Lignes : {n}",
        "left": "Lignes non affichées : {n}",
        "triples": "Triplets : {n}",
        "missing": "Libellés non disponibles en {langs} : {n}",
        "subject": "sujet",
        "predicate": "prédicat",
        "object": "objet",
        "yes": "oui",
        "no": "non",
    },
    "es": {
        "answer": "Respuesta",
        "question": "Pregunta",
        "name": "Nombre",
        "parameter": "Parámetro {name}",
        "languages": "Idiomas pedidos",
        "graph": "Grafo",
        "rows": "Filas: {n}",
        "left": "Filas no mostradas: {n}",
        "triples": "Tripletas: {n}",
        "missing": "Etiquetas no disponibles en {langs}: {n}",
        "subject": "sujeto",
        "predicate": "predicado",
        "object": "objeto",
        "yes": "sí",
        "no": "no",
    },
    "ar": {
        "answer": "الجواب",
        "question": "السؤال",
        "name": "الاسم",
        "parameter": "المعامل {name}",
        "languages": "اللغات المطلوبة",
        "graph": "الرسم البياني",
        "rows": "عدد الصفوف: {n}",
        "left": "عدد الصفوف غير المعروضة: {n}",
        "triples": "عدد الثلاثيات: {n}",
        "missing": "عدد التسميات غير المتوفرة باللغات المطلوبة ({langs}): {n}",
        "subject": "الموضوع",
        "predicate": "المحمول",
        "object": "المفعول",
        "yes": "نعم",
        "no": "لا",
    },
}

# what a wording is worth; `issuer` is said only where it cannot be left out
STATUS_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "issuer": "issuer",
        "reviewed": "reviewed translation",
        "candidate": "translation, not reviewed",
        "machine": "machine translation",
        "label": "printed label",
        "code": "code",
    },
    "fr": {
        "issuer": "émetteur",
        "reviewed": "traduction examinée",
        "candidate": "traduction non examinée",
        "machine": "traduction automatique",
        "label": "intitulé imprimé",
        "code": "code",
    },
    "es": {
        "issuer": "emisor",
        "reviewed": "traducción revisada",
        "candidate": "traducción sin revisar",
        "machine": "traducción automática",
        "label": "rótulo impreso",
        "code": "código",
    },
    "ar": {
        "issuer": "جهة الإصدار",
        "reviewed": "ترجمة تمت مراجعتها",
        "candidate": "ترجمة لم تراجع بعد",
        "machine": "ترجمة آلية",
        "label": "عنوان مطبوع",
        "code": "رمز",
    },
}


def language_of(policy: LanguagePolicy, lang: str = "") -> str:
    """The language in which to speak: the first one asked for that has the words.

    When none was asked for, the language `lang`; English if all else fails.
    """
    spoken = (tag.partition("-")[0].lower() for tag in policy.asked or (lang,))
    return next((one for one in spoken if one in _WORDS), "en")


def word(key: str, policy: LanguagePolicy, **values: object) -> str:
    """The word or line in the policy's language, its places filled."""
    return _WORDS[language_of(policy)][key].format(**values)


@lru_cache(maxsize=256)
def noted(note: str, policy: LanguagePolicy) -> str:
    """A note or worth of a form, `fr · machine`, in the words of a language asked for.

    In English, and when no language was asked for, it stays as it is.
    """
    lang = language_of(policy)
    if lang == "en":
        return note
    words = STATUS_WORDS[lang]
    return " · ".join(words.get(part, part) for part in note.split(" · "))


def in_words(texts: Mapping[str, str], policy: LanguagePolicy, code: str = "") -> Form:
    """The text in the language that the policy chooses; the code when there is none."""
    forms = [Form(text, lang) for lang, text in texts.items()]
    return policy.choose(forms) or Form(code, "", "code")
