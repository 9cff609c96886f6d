"""The fixed words around an answer, in the languages that the project speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def language_of(policy: LanguagePolicy) -> str:
    """The language in which to speak: the first one asked for that has the words."""
    spoken = (tag.partition("-")[0] for tag in policy.asked)
    return next((lang for lang in spoken if lang in _WORDS), "en")


def word(key: str, policy: LanguagePolicy, **values: object) -> str:
    """The word or line in the policy's language, its places filled."""
    return _WORDS[language_of(policy)][key].format(**values)
