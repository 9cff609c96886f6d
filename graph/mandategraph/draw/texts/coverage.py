"""The words of the coverage map, and the names of languages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "coverage_title": "Language coverage",
        "coverage_plans": "Plans: {n}",
        "coverage_elements": "Elements: {n}; section headings are counted apart",
        "coverage_share": "The share is of the elements whose wording is known in some"
        " language; wordings lost in the source are counted apart.",
        "coverage_of": "{n} of {all}",
        "coverage_none": "none",
        "coverage_cell": "{kind}: {words}",
        "coverage_all": "All statements",
        "coverage_mandate": "Mandates",
        "coverage_vision": "Vision",
        "coverage_value_statement": "Values",
        "coverage_objective": "Objectives",
        "coverage_expected_result": "Expected results",
        "coverage_planned_activity": "Planned activities",
        "coverage_indicator": "Indicators",
        "coverage_section_heading": "Section headings",
        "coverage_issuer": "issuer’s own words",
        "coverage_reviewed": "reviewed translation",
        "coverage_candidate": "translation, not reviewed",
        "coverage_machine": "machine translation",
        "coverage_missing": "missing",
        "coverage_lost": "lost in the source",
        "coverage_step": "Shade of a cell: {share}",
        "coverage_below": "below {share}",
        "coverage_from": "{share} or more",
        "coverage_sources_left": "Sources not listed: {n}",
        "coverage_plans_left": "Plans without a table of their own: {n}. Choose one"
        " to see it.",
    },
    "fr": {
        "coverage_title": "Couverture linguistique",
        "coverage_plans": "Plans\u00a0: {n}",
        "coverage_elements": "Éléments\u00a0: {n}\u00a0; les titres de section sont"
        " comptés à part",
        "coverage_share": "La part est celle des éléments dont le libellé est connu"
        " dans une langue au moins\u00a0; les libellés perdus dans la source sont"
        " comptés à part.",
        "coverage_of": "{n} sur {all}",
        "coverage_none": "aucun",
        "coverage_cell": "{kind}\u00a0: {words}",
        "coverage_all": "Tous les énoncés",
        "coverage_mandate": "Mandats",
        "coverage_vision": "Vision",
        "coverage_value_statement": "Valeurs",
        "coverage_objective": "Objectifs",
        "coverage_expected_result": "Résultats escomptés",
        "coverage_planned_activity": "Activités prévues",
        "coverage_indicator": "Indicateurs",
        "coverage_section_heading": "Titres de section",
        "coverage_issuer": "texte de l’émetteur",
        "coverage_reviewed": "traduction examinée",
        "coverage_candidate": "traduction non examinée",
        "coverage_machine": "traduction automatique",
        "coverage_missing": "manquant",
        "coverage_lost": "perdu dans la source",
        "coverage_step": "Teinte d’une case\u00a0: {share}",
        "coverage_below": "moins de {share}",
        "coverage_from": "{share} ou plus",
        "coverage_sources_left": "Sources non citées\u00a0: {n}",
        "coverage_plans_left": "Plans sans tableau propre\u00a0: {n}. Choisissez-en"
        " un pour le voir.",
    },
    "es": {
        "coverage_title": "Cobertura lingüística",
        "coverage_plans": "Planes: {n}",
        "coverage_elements": "Elementos: {n}; los títulos de sección se cuentan aparte",
        "coverage_share": "La proporción es la de los elementos cuya redacción se"
        " conoce en algún idioma; las redacciones perdidas en la fuente se cuentan"
        " aparte.",
        "coverage_of": "{n} de {all}",
        "coverage_none": "ninguno",
        "coverage_cell": "{kind}: {words}",
        "coverage_all": "Todos los enunciados",
        "coverage_mandate": "Mandatos",
        "coverage_vision": "Visión",
        "coverage_value_statement": "Valores",
        "coverage_objective": "Objetivos",
        "coverage_expected_result": "Resultados previstos",
        "coverage_planned_activity": "Actividades previstas",
        "coverage_indicator": "Indicadores",
        "coverage_section_heading": "Títulos de sección",
        "coverage_issuer": "texto del emisor",
        "coverage_reviewed": "traducción revisada",
        "coverage_candidate": "traducción sin revisar",
        "coverage_machine": "traducción automática",
        "coverage_missing": "falta",
        "coverage_lost": "perdido en la fuente",
        "coverage_step": "Tono de una casilla: {share}",
        "coverage_below": "menos del {share}",
        "coverage_from": "{share} o más",
        "coverage_sources_left": "Fuentes no citadas: {n}",
        "coverage_plans_left": "Planes sin tabla propia: {n}. Elija uno para verlo.",
    },
    "ar": {
        "coverage_title": "التغطية اللغوية",
        "coverage_plans": "عدد الخطط: {n}",
        "coverage_elements": "عدد العناصر: {n}؛ وعناوين الأقسام تحسب على حدة",
        "coverage_share": "النسبة هي نسبة العناصر التي تعرف صياغتها بلغة ما؛ أما"
        " الصياغات المفقودة في المصدر فتحسب على حدة.",
        "coverage_of": "{n} من {all}",
        "coverage_none": "لا يوجد",
        "coverage_cell": "{kind}: {words}",
        "coverage_all": "جميع العناصر",
        "coverage_mandate": "الولايات",
        "coverage_vision": "الرؤية",
        "coverage_value_statement": "القيم",
        "coverage_objective": "الأهداف",
        "coverage_expected_result": "النتائج المتوقعة",
        "coverage_planned_activity": "الأنشطة المقررة",
        "coverage_indicator": "المؤشرات",
        "coverage_section_heading": "عناوين الأقسام",
        "coverage_issuer": "نص جهة الإصدار",
        "coverage_reviewed": "ترجمة تمت مراجعتها",
        "coverage_candidate": "ترجمة لم تراجع بعد",
        "coverage_machine": "ترجمة آلية",
        "coverage_missing": "غير متوفر",
        "coverage_lost": "مفقود في المصدر",
        "coverage_step": "لون الخانة: {share}",
        "coverage_below": "أقل من {share}",
        "coverage_from": "{share} أو أكثر",
        "coverage_sources_left": "مصادر غير مدرجة: {n}",
        "coverage_plans_left": "خطط بلا جدول خاص بها: {n}. اختر واحدة لرؤيتها.",
    },
}

# by language: its own name for itself, then its names in the languages above
_NAMES: Final = {
    "en": ("English", "English", "anglais", "inglés", "الإنكليزية"),
    "fr": ("français", "French", "français", "francés", "الفرنسية"),
    "es": ("español", "Spanish", "espagnol", "español", "الإسبانية"),
    "ar": ("العربية", "Arabic", "arabe", "árabe", "العربية"),
    "zh": ("中文", "Chinese", "chinois", "chino", "الصينية"),
    "ru": ("русский", "Russian", "russe", "ruso", "الروسية"),
    "pt": ("português", "Portuguese", "portugais", "portugués", "البرتغالية"),
    "de": ("Deutsch", "German", "allemand", "alemán", "الألمانية"),
    "it": ("italiano", "Italian", "italien", "italiano", "الإيطالية"),
    "nl": ("Nederlands", "Dutch", "néerlandais", "neerlandés", "الهولندية"),
    "pl": ("polski", "Polish", "polonais", "polaco", "البولندية"),
    "sv": ("svenska", "Swedish", "suédois", "sueco", "السويدية"),
    "da": ("dansk", "Danish", "danois", "danés", "الدانمركية"),
    "no": ("norsk", "Norwegian", "norvégien", "noruego", "النرويجية"),
    "fi": ("suomi", "Finnish", "finnois", "finés", "الفنلندية"),
    "uk": ("українська", "Ukrainian", "ukrainien", "ucraniano", "الأوكرانية"),
    "tr": ("Türkçe", "Turkish", "turc", "turco", "التركية"),
    "fa": ("فارسی", "Persian", "persan", "persa", "الفارسية"),
    "ja": ("日本語", "Japanese", "japonais", "japonés", "اليابانية"),
    "sw": ("Kiswahili", "Swahili", "swahili", "suajili", "السواحيلية"),
    "id": ("Indonesia", "Indonesian", "indonésien", "indonesio", "الإندونيسية"),
    "vi": ("Tiếng Việt", "Vietnamese", "vietnamien", "vietnamita", "الفييتنامية"),
}


def language_name(tag: str, lang: str) -> str:
    """The name of the language in the language `lang`; its tag if it is not listed."""
    names = _NAMES.get(tag.partition("-")[0])
    return names[1 + list(TEXTS).index(lang)] if names else tag


def own_name(tag: str) -> str:
    """The language's name in itself; `""` if it is not listed."""
    return _NAMES.get(tag.partition("-")[0], ("",))[0]
