"""Words of the chain audit, of kinds, of columns and of states."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "en": {
        "mandate": "mandate",
        "objective": "objective",
        "expected_result": "expected result",
        "indicator": "indicator",
        "planned_activity": "planned activity",
        "vision": "vision",
        "value_statement": "value",
        "plan": "plan",
        "organisation": "organisation",
        "programme": "programme",
        "concept": "theme or goal",
        "other": "other",
        "depths": "Depth of the chain",
        "gaps": "Gaps",
        "cycles": "Cycles",
        "element": "element",
        "elements": "elements",
        "depth": "steps",
        "longest": "longest chain",
        "gap": "gap",
        "state": "state",
        "candidates": "perhaps",
        "links": "links",
        "cycle": "cycle",
        "stated": "stated",
        "accepted": "accepted",
        "proposed": "proposed",
        "open": "left open",
        "missing": "missing",
        "unplaced": "cannot be told",
        "none_in_plan": "none in the plan",
        "missing_n": "missing {n}",
        "proposed_n": "only proposed {n}",
        "open_n": "left open by the source {n}",
        "unplaced_n": "cannot be told, parts without a place {n}",
        "none_in_plan_n": "the plan states none {n}",
        "mandate_without_objective": "Mandates without an objective",
        "objective_without_result": "Objectives without an expected result",
        "result_without_indicator": "Expected results without an indicator",
        "indicator_without_baseline": "Indicators without a baseline",
        "indicator_without_target": "Indicators without a target",
        "objective_without_mandate": "Objectives linked to no mandate",
        "result_without_objective": "Expected results linked to no objective",
        "indicator_without_holder": "Indicators linked to no result or objective",
        "gap_of": "{gap}: {n} ({parts}).",
        "measured": (
            "Of the indicators without a baseline, {n} has a measured value.",
            "Of the indicators without a baseline, {n} have measured values.",
        ),
        "rows_left": (
            "{n} further row.",
            "{n} further rows.",
        ),
        "no_plan": "The graph has no plan.",
        "no_chain": (
            "No link between elements is stated or accepted: there is no chain."
        ),
        "deepest": (
            "The longest chain has {n} step: {path}.",
            "The longest chain has {n} steps: {path}.",
        ),
        "deepest_of": (
            "The longest chain has {n} step, in {plan}: {path}.",
            "The longest chain has {n} steps, in {plan}: {path}.",
        ),
        "open_expected_result": (
            (
                "{n} expected result: the source does not say to which objective it"
                " belongs."
            ),
            (
                "{n} expected results: the source does not say to which objective"
                " each belongs."
            ),
        ),
        "open_indicator": (
            "{n} indicator: the source does not say what it measures.",
            "{n} indicators: the source does not say what each measures.",
        ),
        "open_other": (
            "{n} element ({kind}): the source does not say where it belongs.",
            "{n} elements ({kind}): the source does not say where each belongs.",
        ),
        "no_gap": "No gap was found.",
        "no_cycle": "No cycle was found.",
        "cycle_settled": "Cycle: {path}. Each of these serves itself; check the links.",
        "cycle_proposed": "Cycle if the proposed links were accepted: {path}.",
        "more_cycles": "There are more cycles than the {n} listed.",
        "not_stated": "What a source does not state may still exist elsewhere.",
        "open_objective": (
            "{n} objective: the source does not say what it serves.",
            "{n} objectives: the source does not say what each serves.",
        ),
    },
    "fr": {
        "mandate": "mandat",
        "objective": "objectif",
        "expected_result": "résultat escompté",
        "indicator": "indicateur",
        "planned_activity": "activité prévue",
        "vision": "vision",
        "value_statement": "valeur",
        "plan": "plan",
        "organisation": "organisation",
        "programme": "programme",
        "concept": "thème ou objectif d’un cadre",
        "other": "autre",
        "depths": "Profondeur de la chaîne",
        "gaps": "Lacunes",
        "cycles": "Cycles",
        "element": "élément",
        "elements": "éléments",
        "depth": "maillons",
        "longest": "plus longue chaîne",
        "gap": "lacune",
        "state": "état",
        "candidates": "peut-être",
        "links": "liens",
        "cycle": "cycle",
        "stated": "énoncé",
        "accepted": "accepté",
        "proposed": "proposé",
        "open": "laissé ouvert",
        "missing": "manque",
        "unplaced": "indécidable",
        "none_in_plan": "aucun dans le plan",
        "missing_n": "manque : {n}",
        "proposed_n": "lien seulement proposé : {n}",
        "open_n": "laissé ouvert par la source : {n}",
        "unplaced_n": "indécidable, faute de place indiquée : {n}",
        "none_in_plan_n": "le plan n’en énonce aucun : {n}",
        "mandate_without_objective": "Mandats sans objectif",
        "objective_without_result": "Objectifs sans résultat escompté",
        "result_without_indicator": "Résultats escomptés sans indicateur",
        "indicator_without_baseline": "Indicateurs sans niveau de référence",
        "indicator_without_target": "Indicateurs sans cible",
        "objective_without_mandate": "Objectifs qui ne sont liés à aucun mandat",
        "result_without_objective": (
            "Résultats escomptés qui ne sont liés à aucun objectif"
        ),
        "indicator_without_holder": (
            "Indicateurs qui ne sont liés à aucun résultat ni objectif"
        ),
        "gap_of": "{gap} : {n} ({parts}).",
        "measured": (
            "Parmi les indicateurs sans niveau de référence, {n} a une valeur mesurée.",
            (
                "Parmi les indicateurs sans niveau de référence, {n} ont des valeurs"
                " mesurées."
            ),
        ),
        "rows_left": (
            "{n} ligne de plus.",
            "{n} lignes de plus.",
        ),
        "no_plan": "Le graphe ne contient aucun plan.",
        "no_chain": (
            "Aucun lien entre éléments n’est énoncé ni accepté : il n’y a pas de"
            " chaîne."
        ),
        "deepest": (
            "La plus longue chaîne compte {n} maillon : {path}.",
            "La plus longue chaîne compte {n} maillons : {path}.",
        ),
        "deepest_of": (
            "La plus longue chaîne compte {n} maillon, dans {plan} : {path}.",
            "La plus longue chaîne compte {n} maillons, dans {plan} : {path}.",
        ),
        "open_expected_result": (
            (
                "{n} résultat escompté : la source ne dit pas à quel objectif il se"
                " rattache."
            ),
            (
                "{n} résultats escomptés : la source ne dit pas à quel objectif"
                " chacun se rattache."
            ),
        ),
        "open_indicator": (
            "{n} indicateur : la source ne dit pas ce qu’il mesure.",
            "{n} indicateurs : la source ne dit pas ce que chacun mesure.",
        ),
        "open_other": (
            "{n} élément ({kind}) : la source ne dit pas où il se rattache.",
            "{n} éléments ({kind}) : la source ne dit pas où chacun se rattache.",
        ),
        "no_gap": "Aucune lacune n’a été trouvée.",
        "no_cycle": "Aucun cycle n’a été trouvé.",
        "cycle_settled": (
            "Cycle : {path}. Chacun de ces éléments se sert lui-même ; vérifiez les"
            " liens."
        ),
        "cycle_proposed": "Cycle si les liens proposés étaient acceptés : {path}.",
        "more_cycles": "Il y a plus de cycles que les {n} qui sont listés.",
        "not_stated": "Ce que la source n’énonce pas peut exister ailleurs.",
        "open_objective": (
            "{n} objectif : la source ne dit pas ce qu’il sert.",
            "{n} objectifs : la source ne dit pas ce que chacun sert.",
        ),
    },
    "es": {
        "mandate": "mandato",
        "objective": "objetivo",
        "expected_result": "resultado previsto",
        "indicator": "indicador",
        "planned_activity": "actividad prevista",
        "vision": "visión",
        "value_statement": "valor",
        "plan": "plan",
        "organisation": "organización",
        "programme": "programa",
        "concept": "tema u objetivo de un marco",
        "other": "otro",
        "depths": "Profundidad de la cadena",
        "gaps": "Lagunas",
        "cycles": "Ciclos",
        "element": "elemento",
        "elements": "elementos",
        "depth": "eslabones",
        "longest": "cadena más larga",
        "gap": "laguna",
        "state": "estado",
        "candidates": "quizá",
        "links": "vínculos",
        "cycle": "ciclo",
        "stated": "enunciado",
        "accepted": "aceptado",
        "proposed": "propuesto",
        "open": "dejado abierto",
        "missing": "falta",
        "unplaced": "no se puede saber",
        "none_in_plan": "ninguno en el plan",
        "missing_n": "falta: {n}",
        "proposed_n": "vínculo solo propuesto: {n}",
        "open_n": "dejado abierto por la fuente: {n}",
        "unplaced_n": "no se puede saber, por no constar su lugar: {n}",
        "none_in_plan_n": "el plan no enuncia ninguno: {n}",
        "mandate_without_objective": "Mandatos sin objetivo",
        "objective_without_result": "Objetivos sin resultado previsto",
        "result_without_indicator": "Resultados previstos sin indicador",
        "indicator_without_baseline": "Indicadores sin línea de base",
        "indicator_without_target": "Indicadores sin meta",
        "objective_without_mandate": "Objetivos no vinculados a ningún mandato",
        "result_without_objective": (
            "Resultados previstos no vinculados a ningún objetivo"
        ),
        "indicator_without_holder": (
            "Indicadores no vinculados a ningún resultado ni objetivo"
        ),
        "gap_of": "{gap}: {n} ({parts}).",
        "measured": (
            "De los indicadores sin línea de base, {n} tiene un valor medido.",
            "De los indicadores sin línea de base, {n} tienen valores medidos.",
        ),
        "rows_left": (
            "{n} fila más.",
            "{n} filas más.",
        ),
        "no_plan": "El grafo no contiene ningún plan.",
        "no_chain": (
            "Ningún vínculo entre elementos está enunciado ni aceptado: no hay cadena."
        ),
        "deepest": (
            "La cadena más larga tiene {n} eslabón: {path}.",
            "La cadena más larga tiene {n} eslabones: {path}.",
        ),
        "deepest_of": (
            "La cadena más larga tiene {n} eslabón, en {plan}: {path}.",
            "La cadena más larga tiene {n} eslabones, en {plan}: {path}.",
        ),
        "open_expected_result": (
            "{n} resultado previsto: la fuente no dice a qué objetivo pertenece.",
            (
                "{n} resultados previstos: la fuente no dice a qué objetivo pertenece"
                " cada uno."
            ),
        ),
        "open_indicator": (
            "{n} indicador: la fuente no dice qué mide.",
            "{n} indicadores: la fuente no dice qué mide cada uno.",
        ),
        "open_other": (
            "{n} elemento ({kind}): la fuente no dice dónde va.",
            "{n} elementos ({kind}): la fuente no dice dónde va cada uno.",
        ),
        "no_gap": "No se encontró ninguna laguna.",
        "no_cycle": "No se encontró ningún ciclo.",
        "cycle_settled": (
            "Ciclo: {path}. Cada uno de estos elementos se sirve a sí mismo; revise"
            " los vínculos."
        ),
        "cycle_proposed": "Ciclo si se aceptaran los vínculos propuestos: {path}.",
        "more_cycles": "Hay más ciclos que los {n} que se enumeran.",
        "not_stated": "Lo que la fuente no enuncia puede existir en otra parte.",
        "open_objective": (
            "{n} objetivo: la fuente no dice a qué sirve.",
            "{n} objetivos: la fuente no dice a qué sirve cada uno.",
        ),
    },
    "ar": {
        "mandate": "الولاية",
        "objective": "الهدف",
        "expected_result": "النتيجة المتوقعة",
        "indicator": "المؤشر",
        "planned_activity": "النشاط المقرر",
        "vision": "الرؤية",
        "value_statement": "القيمة",
        "plan": "الخطة",
        "organisation": "المنظمة",
        "programme": "البرنامج",
        "concept": "موضوع أو غاية من إطار آخر",
        "other": "غير ذلك",
        "depths": "عمق السلسلة",
        "gaps": "الثغرات",
        "cycles": "الحلقات",
        "element": "العنصر",
        "elements": "العناصر",
        "depth": "الحلقات في السلسلة",
        "longest": "أطول سلسلة",
        "gap": "الثغرة",
        "state": "الحالة",
        "candidates": "ربما",
        "links": "الصلات",
        "cycle": "الحلقة المغلقة",
        "stated": "منصوص عليه",
        "accepted": "مقبول",
        "proposed": "مقترح",
        "open": "متروك دون تحديد",
        "missing": "ناقص",
        "unplaced": "لا يمكن الجزم",
        "none_in_plan": "لا شيء منه في الخطة",
        "missing_n": "ناقص: {n}",
        "proposed_n": "صلة مقترحة فقط: {n}",
        "open_n": "تركه المصدر دون تحديد: {n}",
        "unplaced_n": "لا يمكن الجزم لعدم ذكر الموضع: {n}",
        "none_in_plan_n": "لا تنص الخطة على أي منها: {n}",
        "mandate_without_objective": "ولايات بلا هدف",
        "objective_without_result": "أهداف بلا نتيجة متوقعة",
        "result_without_indicator": "نتائج متوقعة بلا مؤشر",
        "indicator_without_baseline": "مؤشرات بلا خط أساس",
        "indicator_without_target": "مؤشرات بلا قيمة مستهدفة",
        "objective_without_mandate": "أهداف غير مرتبطة بأي ولاية",
        "result_without_objective": "نتائج متوقعة غير مرتبطة بأي هدف",
        "indicator_without_holder": "مؤشرات غير مرتبطة بأي نتيجة أو هدف",
        "gap_of": "{gap}: {n} ({parts}).",
        "measured": "عدد المؤشرات التي ليس لها خط أساس ولها قيم مقيسة: {n}.",
        "rows_left": "عدد الصفوف الأخرى: {n}.",
        "no_plan": "لا يتضمن الرسم البياني أي خطة.",
        "no_chain": "لا توجد بين العناصر صلة منصوص عليها أو مقبولة، فليست هناك سلسلة.",
        "deepest": "عدد حلقات أطول سلسلة: {n}، وهي {path}.",
        "deepest_of": "عدد حلقات أطول سلسلة: {n}، في {plan}، وهي {path}.",
        "open_expected_result": (
            "نتائج متوقعة لا يذكر المصدر الهدف الذي تنتمي إليه: {n}."
        ),
        "open_indicator": "مؤشرات لا يذكر المصدر ما تقيسه: {n}.",
        "open_other": "عناصر ({kind}) لا يذكر المصدر موضعها: {n}.",
        "no_gap": "لم يعثر على أي ثغرة.",
        "no_cycle": "لم يعثر على أي حلقة مغلقة.",
        "cycle_settled": (
            "حلقة مغلقة: {path}. كل عنصر فيها يخدم نفسه، فينبغي التحقق من الصلات."
        ),
        "cycle_proposed": "حلقة مغلقة إذا قبلت الصلات المقترحة: {path}.",
        "more_cycles": "الحلقات المغلقة أكثر من العدد المدرج: {n}.",
        "not_stated": "ما لا ينص عليه المصدر قد يكون موجودا في موضع آخر.",
        "open_objective": "أهداف لا يذكر المصدر ما تخدمه: {n}.",
    },
}
