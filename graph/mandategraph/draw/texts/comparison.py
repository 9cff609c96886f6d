"""The fixed words of two plans side by side."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "compare_compared": "{one} – {other}",
        "compare_relation_continues": "continues",
        "compare_relation_sameIntentAs": "same intent",
        "compare_relation_similarTo": "similar",
        "compare_relation_exactMatch": "exact match",
        "compare_relation_closeMatch": "close match",
        "compare_relation_broadMatch": "broader match",
        "compare_relation_narrowMatch": "narrower match",
        "compare_relation_relatedMatch": "related match",
        "compare_relation_words": "same words",
        "compare_match": "{relation} · {status}",
        "compare_match_rated": "{relation} · {status} ({confidence})",
        "compare_match_recorded": "in the graph, without a claim",
        "compare_also_match": "Also {code}: {match}",
        "compare_only_here": "Only in this plan",
        "compare_below": "Below {code}",
        "compare_matched": "Matched: {n} · only in the first: {left} · only in the"
        " second: {right}",
        "compare_legend_match_stated": "Match stated in the source",
        "compare_legend_match_accepted": "Match accepted by a reviewer",
        "compare_legend_match_proposed": "Match proposed",
        "compare_legend_match_words": "Same words in the same language; nobody says"
        " that they are the same",
        "compare_legend_match_recorded": "Match in the graph, without a claim",
        "compare_legend_match_only": "Only in this plan: neither the graph nor equal"
        " words match it",
    },
    "fr": {
        "compare_compared": "{one} – {other}",
        "compare_relation_continues": "prolonge",
        "compare_relation_sameIntentAs": "même intention",
        "compare_relation_similarTo": "semblable",
        "compare_relation_exactMatch": "correspondance exacte",
        "compare_relation_closeMatch": "correspondance proche",
        "compare_relation_broadMatch": "correspondance plus large",
        "compare_relation_narrowMatch": "correspondance plus étroite",
        "compare_relation_relatedMatch": "correspondance apparentée",
        "compare_relation_words": "mêmes mots",
        "compare_match": "{relation} · {status}",
        "compare_match_rated": "{relation} · {status} ({confidence})",
        "compare_match_recorded": "dans le graphe, sans assertion",
        "compare_also_match": "Aussi {code}\u00a0: {match}",
        "compare_only_here": "Dans ce plan seulement",
        "compare_below": "Sous {code}",
        "compare_matched": "Rapprochés\u00a0: {n} · dans le premier seulement\u00a0:"
        " {left} · dans le second seulement\u00a0: {right}",
        "compare_legend_match_stated": "Rapprochement énoncé dans la source",
        "compare_legend_match_accepted": "Rapprochement accepté après examen",
        "compare_legend_match_proposed": "Rapprochement proposé",
        "compare_legend_match_words": "Mêmes mots dans la même langue\u00a0; personne"
        " ne dit que c’est la même chose",
        "compare_legend_match_recorded": "Rapprochement dans le graphe, sans assertion",
        "compare_legend_match_only": "Dans ce plan seulement\u00a0: ni le graphe ni"
        " des mots égaux ne le rapprochent",
    },
    "es": {
        "compare_compared": "{one} – {other}",
        "compare_relation_continues": "continúa",
        "compare_relation_sameIntentAs": "misma intención",
        "compare_relation_similarTo": "similar",
        "compare_relation_exactMatch": "correspondencia exacta",
        "compare_relation_closeMatch": "correspondencia cercana",
        "compare_relation_broadMatch": "correspondencia más amplia",
        "compare_relation_narrowMatch": "correspondencia más específica",
        "compare_relation_relatedMatch": "correspondencia relacionada",
        "compare_relation_words": "mismas palabras",
        "compare_match": "{relation} · {status}",
        "compare_match_rated": "{relation} · {status} ({confidence})",
        "compare_match_recorded": "en el grafo, sin afirmación",
        "compare_also_match": "También {code}: {match}",
        "compare_only_here": "Solo en este plan",
        "compare_below": "Bajo {code}",
        "compare_matched": "Emparejados: {n} · solo en el primero: {left} · solo en el"
        " segundo: {right}",
        "compare_legend_match_stated": "Correspondencia enunciada en la fuente",
        "compare_legend_match_accepted": "Correspondencia aceptada tras revisión",
        "compare_legend_match_proposed": "Correspondencia propuesta",
        "compare_legend_match_words": "Mismas palabras en el mismo idioma; nadie dice"
        " que sean lo mismo",
        "compare_legend_match_recorded": "Correspondencia en el grafo, sin afirmación",
        "compare_legend_match_only": "Solo en este plan: ni el grafo ni palabras"
        " iguales lo emparejan",
    },
    "ar": {
        "compare_compared": "{one} – {other}",
        "compare_relation_continues": "يواصل",
        "compare_relation_sameIntentAs": "القصد نفسه",
        "compare_relation_similarTo": "مشابه",
        "compare_relation_exactMatch": "تطابق تام",
        "compare_relation_closeMatch": "تطابق قريب",
        "compare_relation_broadMatch": "تطابق أعم",
        "compare_relation_narrowMatch": "تطابق أخص",
        "compare_relation_relatedMatch": "تطابق ذو صلة",
        "compare_relation_words": "الكلمات نفسها",
        "compare_match": "{relation} · {status}",
        "compare_match_rated": "{relation} · {status} ({confidence})",
        "compare_match_recorded": "في الرسم البياني دون إفادة",
        "compare_also_match": "أيضا {code}: {match}",
        "compare_only_here": "في هذه الخطة فقط",
        "compare_below": "تحت {code}",
        "compare_matched": "المتقابلة: {n} · في الأولى فقط: {left} · في الثانية فقط:"
        " {right}",
        "compare_legend_match_stated": "تقابل منصوص عليه في المصدر",
        "compare_legend_match_accepted": "تقابل مقبول بعد المراجعة",
        "compare_legend_match_proposed": "تقابل مقترح",
        "compare_legend_match_words": "الكلمات نفسها باللغة نفسها، ولم يقل أحد إن"
        " القصد واحد",
        "compare_legend_match_recorded": "تقابل في الرسم البياني دون إفادة",
        "compare_legend_match_only": "في هذه الخطة فقط: لا يقابله شيء في الرسم البياني"
        " ولا كلمات مساوية",
    },
}
