"""The themes of the catalogue, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mandategraph.query.words import in_words

if TYPE_CHECKING:
    from mandategraph.language import Form, LanguagePolicy

THEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "plans": {
        "en": "Plans and what is in them",
        "fr": "Les plans et leur contenu",
        "es": "Los planes y su contenido",
        "ar": "الخطط وما فيها",
    },
    "links": {
        "en": "Mandate, objectives, results, indicators: the links",
        "fr": "Mandat, objectifs, résultats, indicateurs : les liens",
        "es": "Mandato, objetivos, resultados, indicadores: los vínculos",
        "ar": "الولاية والأهداف والنتائج والمؤشرات: الصلات",
    },
    "indicators": {
        "en": "Indicators and their values",
        "fr": "Les indicateurs et leurs valeurs",
        "es": "Los indicadores y sus valores",
        "ar": "المؤشرات وقيمها",
    },
    "organisations": {
        "en": "Organisations, programmes and groups",
        "fr": "Organisations, programmes et groupes",
        "es": "Organizaciones, programas y grupos",
        "ar": "المنظمات والبرامج والفئات",
    },
    "frameworks": {
        "en": "Goals of frameworks, and themes",
        "fr": "Objectifs des cadres, et thèmes",
        "es": "Objetivos de los marcos, y temas",
        "ar": "أهداف الأطر والموضوعات",
    },
    "versions": {
        "en": "Comparing plans and versions",
        "fr": "Comparer des plans et des versions",
        "es": "Comparar planes y versiones",
        "ar": "المقارنة بين الخطط والنسخ",
    },
    "claims": {
        "en": "Claims and reviews",
        "fr": "Assertions et examens",
        "es": "Afirmaciones y revisiones",
        "ar": "الإفادات والمراجعات",
    },
    "evidence": {
        "en": "Evidence and the words of the source",
        "fr": "Preuves textuelles et mots de la source",
        "es": "Pruebas textuales y palabras de la fuente",
        "ar": "الدليل النصي وكلمات المصدر",
    },
    "languages": {
        "en": "Languages and translations",
        "fr": "Langues et traductions",
        "es": "Idiomas y traducciones",
        "ar": "اللغات والترجمات",
    },
    "gaps": {
        "en": "What the sources do not say",
        "fr": "Ce que les sources ne disent pas",
        "es": "Lo que las fuentes no dicen",
        "ar": "ما لا تقوله المصادر",
    },
    "documents": {
        "en": "Documents, graphs and nodes",
        "fr": "Documents, graphes et nœuds",
        "es": "Documentos, grafos y nodos",
        "ar": "الوثائق والرسوم البيانية والعقد",
    },
    "terms": {
        "en": "Terms",
        "fr": "Termes",
        "es": "Términos",
        "ar": "المصطلحات",
    },
}


def theme_title(theme: str, policy: LanguagePolicy) -> Form:
    """The title of the theme in the language that the policy chooses.

    A theme of the user's own is shown by its name.
    """
    return in_words(THEMES.get(theme, {}), policy, theme)
