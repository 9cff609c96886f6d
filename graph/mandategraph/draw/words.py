"""The fixed words of the pictures, in each language that has them."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from mandategraph.language import direction_of
from mandategraph.query.words import STATUS_WORDS

RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "comma": ", ",
        "plan": "Plan",
        "mandate": "Mandate",
        "objective": "Objective",
        "expected_result": "Expected result",
        "indicator": "Indicator",
        "planned_activity": "Planned activity",
        "vision": "Vision",
        "value_statement": "Values",
        "organisation": "Organisation",
        "other": "Other",
        "edge_stated": "stated",
        "edge_accepted": "accepted",
        "edge_proposed": "proposed",
        "edge_open": "open",
        "by": "Organisation: {name}",
        "no_mandate": "Mandate: not stated in the source",
        "no_objectives": "Objectives: not stated in the source",
        "no_results": "Expected results: not stated in the source",
        "lost": "Wording not in the source text",
        "no_result_here": "No result is assigned to this objective in the source",
        "unassigned": "Not assigned in the source",
        "one_of": "The source does not say to which of these it belongs: {codes}",
        "each_one_of": "The source does not say to which of these each belongs:"
        " {codes}",
        "no_link": "The source links it to nothing",
        "accepted": "accepted, not stated in the source",
        "proposed": "Proposed: {code}",
        "proposed_rated": "Proposed: {code} (confidence {confidence})",
        "also": "Also: {code}",
        "accepted_link": "Accepted link, not in the source: {code}",
        "serves": "Serves {code}",
        "indicators": "Indicators, not drawn: {n}",
        "more": "Not drawn: {n} more",
        "folded": "{n} of {all} statements are not drawn here: draw one objective"
        " at a time to see them.",
        "plans_left": "Plans not drawn: {n}. Choose one to see it.",
        "baseline": "Baseline: {value}",
        "target": "Target: {value}",
        "measurement": "Measurement: {value}",
        "source": "Source: {file}",
        "range": "characters {start} to {end}",
        "reader": "read by {name}",
        "legend": "Key",
        "legend_stated": "Stated in the source",
        "legend_line": "The objective serves the mandate",
        "legend_proposed": "Link proposed, not in the source",
        "legend_open": "Link or wording missing in the source",
        "legend_badge": "Language of the wording, if another; kind of translation",
        "legend_codes": "M mandate, O objective, R result, I indicator, A activity;"
        " without a printed number, by reading order",
    },
    "fr": {
        "comma": ", ",
        "plan": "Plan",
        "mandate": "Mandat",
        "objective": "Objectif",
        "expected_result": "Résultat escompté",
        "indicator": "Indicateur",
        "planned_activity": "Activité prévue",
        "vision": "Vision",
        "value_statement": "Valeurs",
        "organisation": "Organisation",
        "other": "Autre",
        "edge_stated": "énoncé",
        "edge_accepted": "accepté",
        "edge_proposed": "proposé",
        "edge_open": "ouvert",
        "by": "Organisation\u00a0: {name}",
        "no_mandate": "Mandat\u00a0: non énoncé dans la source",
        "no_objectives": "Objectifs\u00a0: non énoncés dans la source",
        "no_results": "Résultats escomptés\u00a0: non énoncés dans la source",
        "lost": "Libellé absent du texte source",
        "no_result_here": "Aucun résultat n’est rattaché à cet objectif dans la source",
        "unassigned": "Non rattachés dans la source",
        "one_of": "La source ne dit pas duquel il relève\u00a0: {codes}",
        "each_one_of": "La source ne dit pas duquel chacun relève\u00a0: {codes}",
        "no_link": "La source ne le rattache à rien",
        "accepted": "lien accepté, non énoncé dans la source",
        "proposed": "Proposé\u00a0: {code}",
        "proposed_rated": "Proposé\u00a0: {code} (degré de confiance {confidence})",
        "also": "Aussi\u00a0: {code}",
        "accepted_link": "Lien accepté, absent de la source\u00a0: {code}",
        "serves": "Au service de {code}",
        "indicators": "Indicateurs non dessinés\u00a0: {n}",
        "more": "Autres éléments non dessinés\u00a0: {n}",
        "folded": "{n} énoncés sur {all} ne sont pas dessinés ici\u00a0: dessinez un"
        " objectif à la fois pour les voir.",
        "plans_left": "Plans non dessinés\u00a0: {n}. Choisissez-en un pour le voir.",
        "baseline": "Niveau de référence\u00a0: {value}",
        "target": "Cible\u00a0: {value}",
        "measurement": "Mesure\u00a0: {value}",
        "source": "Source\u00a0: {file}",
        "range": "caractères {start} à {end}",
        "reader": "lu par {name}",
        "legend": "Légende",
        "legend_stated": "Énoncé dans la source",
        "legend_line": "L’objectif est au service du mandat",
        "legend_proposed": "Lien proposé, absent de la source",
        "legend_open": "Lien ou libellé absent de la source",
        "legend_badge": "Langue du libellé, si elle diffère\u00a0; type de traduction",
        "legend_codes": "M mandat, O objectif, R résultat, I indicateur, A activité"
        "\u00a0; sans numéro imprimé, dans l’ordre de lecture",
    },
    "es": {
        "comma": ", ",
        "plan": "Plan",
        "mandate": "Mandato",
        "objective": "Objetivo",
        "expected_result": "Resultado previsto",
        "indicator": "Indicador",
        "planned_activity": "Actividad prevista",
        "vision": "Visión",
        "value_statement": "Valores",
        "organisation": "Organización",
        "other": "Otro",
        "edge_stated": "enunciado",
        "edge_accepted": "aceptado",
        "edge_proposed": "propuesto",
        "edge_open": "abierto",
        "by": "Organización: {name}",
        "no_mandate": "Mandato: no enunciado en la fuente",
        "no_objectives": "Objetivos: no enunciados en la fuente",
        "no_results": "Resultados previstos: no enunciados en la fuente",
        "lost": "Redacción ausente del texto fuente",
        "no_result_here": "La fuente no asigna ningún resultado a este objetivo",
        "unassigned": "Sin asignar en la fuente",
        "one_of": "La fuente no dice a cuál corresponde: {codes}",
        "each_one_of": "La fuente no dice a cuál corresponde cada uno: {codes}",
        "no_link": "La fuente no lo vincula a nada",
        "accepted": "vínculo aceptado, no enunciado en la fuente",
        "proposed": "Propuesto: {code}",
        "proposed_rated": "Propuesto: {code} (grado de confianza {confidence})",
        "also": "También: {code}",
        "accepted_link": "Vínculo aceptado, ausente de la fuente: {code}",
        "serves": "Al servicio de {code}",
        "indicators": "Indicadores no dibujados: {n}",
        "more": "Otros elementos no dibujados: {n}",
        "folded": "{n} de {all} enunciados no se dibujan aquí: dibuje los objetivos de"
        " uno en uno para verlos.",
        "plans_left": "Planes no dibujados: {n}. Elija uno para verlo.",
        "baseline": "Línea de base: {value}",
        "target": "Meta: {value}",
        "measurement": "Medición: {value}",
        "source": "Fuente: {file}",
        "range": "caracteres {start} a {end}",
        "reader": "leído por {name}",
        "legend": "Leyenda",
        "legend_stated": "Enunciado en la fuente",
        "legend_line": "El objetivo está al servicio del mandato",
        "legend_proposed": "Vínculo propuesto, ausente de la fuente",
        "legend_open": "Vínculo o redacción ausente de la fuente",
        "legend_badge": "Idioma de la redacción, si es otro; tipo de traducción",
        "legend_codes": "M mandato, O objetivo, R resultado, I indicador, A actividad;"
        " sin número impreso, por orden de lectura",
    },
    "ar": {
        "comma": "، ",
        "plan": "الخطة",
        "mandate": "الولاية",
        "objective": "الهدف",
        "expected_result": "النتيجة المتوقعة",
        "indicator": "المؤشر",
        "planned_activity": "النشاط المقرر",
        "vision": "الرؤية",
        "value_statement": "القيم",
        "organisation": "المنظمة",
        "other": "غير ذلك",
        "edge_stated": "منصوص عليها",
        "edge_accepted": "مقبولة",
        "edge_proposed": "مقترحة",
        "edge_open": "غير محسومة",
        "by": "المنظمة: {name}",
        "no_mandate": "الولاية: غير منصوص عليها في المصدر",
        "no_objectives": "الأهداف: غير منصوص عليها في المصدر",
        "no_results": "النتائج المتوقعة: غير منصوص عليها في المصدر",
        "lost": "الصياغة غير واردة في نص المصدر",
        "no_result_here": "لا يسند المصدر أي نتيجة إلى هذا الهدف",
        "unassigned": "غير مسندة في المصدر",
        "one_of": "لا يبين المصدر إلى أي من هذه ينتمي العنصر: {codes}",
        "each_one_of": "لا يبين المصدر إلى أي من هذه ينتمي كل عنصر: {codes}",
        "no_link": "لا يربط المصدر العنصر بشيء",
        "accepted": "صلة مقبولة، غير منصوص عليها في المصدر",
        "proposed": "مقترح: {code}",
        "proposed_rated": "مقترح: {code} (درجة الثقة {confidence})",
        "also": "أيضا: {code}",
        "accepted_link": "صلة مقبولة غير واردة في المصدر: {code}",
        "serves": "يخدم {code}",
        "indicators": "مؤشرات غير مرسومة: {n}",
        "more": "عناصر أخرى غير مرسومة: {n}",
        "folded": "عناصر الخطة غير المرسومة هنا: {n} من أصل {all}. ارسم هدفا واحدا في"
        " كل مرة لرؤيتها.",
        "plans_left": "خطط غير مرسومة: {n}. اختر واحدة لرؤيتها.",
        "baseline": "خط الأساس: {value}",
        "target": "القيمة المستهدفة: {value}",
        "measurement": "القياس: {value}",
        "source": "المصدر: {file}",
        "range": "الأحرف من {start} إلى {end}",
        "reader": "قرأه {name}",
        "legend": "مفتاح الرموز",
        "legend_stated": "منصوص عليه في المصدر",
        "legend_line": "الهدف يخدم الولاية",
        "legend_proposed": "صلة مقترحة غير واردة في المصدر",
        "legend_open": "صلة أو صياغة غير واردة في المصدر",
        "legend_badge": "لغة الصياغة إن كانت غير لغة الصفحة، ونوع الترجمة",
        "legend_codes": "M ولاية، O هدف، R نتيجة، I مؤشر، A نشاط؛ وما ليس له رقم مطبوع"
        " يرقم بترتيب القراءة",
    },
}

WORDS: Final = {lang: _WORDS[lang] | STATUS_WORDS[lang] for lang in _WORDS}
WORDS_DIRECTION: Final = {lang: direction_of(lang) for lang in WORDS}


def isolated(words: str) -> str:
    """The words with a direction of their own, that of their first letter.

    Figures and signs alone run from left to right: "40 %" is not turned round.
    """
    for char in words:
        if (kind := bidirectional(char)) in ("L", "R", "AL"):
            return f"{LRI if kind == 'L' else RLI}{words}{PDI}"
    return f"{LRI}{words}{PDI}"


def say(lang: str, key: str, **values: object) -> str:
    """The words for `key` with the values filled in.

    Between Arabic words each value keeps its own direction, unless it is a list of
    names that do already.
    """
    if WORDS_DIRECTION[lang] == "rtl":
        values = {
            name: value if PDI in str(value) else isolated(str(value))
            for name, value in values.items()
        }
    return WORDS[lang][key].format(**values)


def listed(lang: str, names: list[str]) -> str:
    """The names in a row, in the order of reading."""
    if WORDS_DIRECTION[lang] == "rtl":
        names = [isolated(name) for name in names]
    return WORDS[lang]["comma"].join(names)
