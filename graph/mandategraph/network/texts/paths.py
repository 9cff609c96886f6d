"""Words of the roll-up."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "en": {
        "many_indicator": "Indicators",
        "many_expected_result": "Expected results",
        "many_planned_activity": "Planned activities",
        "many_objective": "Objectives",
        "many_mandate": "Mandates",
        "many_plan": "Plans",
        "many_organisation": "Organisations and programmes",
        "many_goal": "Goals and themes",
        "none_mandate": "no mandate",
        "none_objective": "no objective",
        "none_plan": "no plan",
        "none_organisation": "no organisation or programme",
        "none_goal": "no goal or theme",
        "roll_up": "Contributions, each counted once",
        "paths": "Paths",
        "sums": "Sums of values",
        "target": "target",
        "things": "counted once",
        "several": "by several paths",
        "added": "sum of the parts",
        "thing": "thing",
        "path": "path",
        "more": "not listed",
        "value": "value",
        "unit": "unit",
        "period": "period",
        "part": "part",
        "sum": "sum",
        "indicators": "indicators",
        "baseline": "baseline",
        "measurement": "measurement",
        "no_target": "{to}: the plans have none to which these links lead.",
        "rolled": "{of} that contribute to {target}, each counted once: {n}.",
        "rolled_twice": (
            (
                "{n} of them gets to {target} by more than one path; adding up the"
                " parts would give {added}."
            ),
            (
                "{n} of them get to {target} by more than one path; adding up the"
                " parts would give {added}."
            ),
        ),
        "rolled_added": "Adding up the parts of {target} would give {added}.",
        "more_targets": (
            "{n} further target is in the table.",
            "{n} further targets are in the table.",
        ),
        "nowhere": "{of} that lead to {to} by these links: {n}.",
        "nowhere_doubtful": (
            (
                "For {n} of them a link of another status exists, such as proposed or"
                " left open; it does not count here."
            ),
            (
                "For {n} of them links of another status exist, such as proposed or"
                " left open; they do not count here."
            ),
        ),
        "links_stated": "stated",
        "links_accepted": "accepted",
        "links_proposed": "proposed",
        "links_open": "left open",
        "followed": "Links followed: {links}.",
        "followed_unsure": (
            "Links followed: {links}. Not all of them hold for certain: these are"
            " upper bounds, not facts."
        ),
        "sums_careful": (
            "Numbers are added up only where unit, period and part agree; whether the"
            " sum means anything is for you to say."
        ),
        "sums_undated": (
            "Values whose period is not fully known are in no sum, at most for one"
            " target: {n}."
        ),
        "sums_left_out": "Values that are in no sum, at most for one target: {n}.",
    },
    "fr": {
        "many_indicator": "Indicateurs",
        "many_expected_result": "Résultats escomptés",
        "many_planned_activity": "Activités prévues",
        "many_objective": "Objectifs",
        "many_mandate": "Mandats",
        "many_plan": "Plans",
        "many_organisation": "Organisations et programmes",
        "many_goal": "Objectifs d’un cadre et thèmes",
        "none_mandate": "aucun mandat",
        "none_objective": "aucun objectif",
        "none_plan": "aucun plan",
        "none_organisation": "aucune organisation ni aucun programme",
        "none_goal": "aucun objectif d’un cadre ni aucun thème",
        "roll_up": "Contributions, sans double comptage",
        "paths": "Chemins",
        "sums": "Sommes de valeurs",
        "target": "vers",
        "things": "comptés une fois",
        "several": "par plusieurs chemins",
        "added": "somme des parties",
        "thing": "élément compté",
        "path": "chemin",
        "more": "non listés",
        "value": "valeur",
        "unit": "unité",
        "period": "période",
        "part": "partie",
        "sum": "somme",
        "indicators": "indicateurs",
        "baseline": "niveau de référence",
        "measurement": "mesure",
        "no_target": "{to} : les plans n’en ont pas auxquels ces liens mènent.",
        "rolled": "{of} contribuant à {target}, sans double comptage : {n}.",
        "rolled_twice": (
            (
                "{n} d’entre eux y parvient par plus d’un chemin ; l’addition des"
                " parties de {target} donnerait {added}."
            ),
            (
                "{n} d’entre eux y parviennent par plus d’un chemin ; l’addition des"
                " parties de {target} donnerait {added}."
            ),
        ),
        "rolled_added": "L’addition des parties de {target} donnerait {added}.",
        "more_targets": (
            "{n} autre figure dans le tableau.",
            "{n} autres figurent dans le tableau.",
        ),
        "nowhere": "{of} ne menant à {to} par ces liens : {n}.",
        "nowhere_doubtful": (
            (
                "Pour {n} d’entre eux, il existe un lien d’un autre statut, par"
                " exemple proposé ou laissé ouvert ; il ne compte pas ici."
            ),
            (
                "Pour {n} d’entre eux, il existe des liens d’un autre statut, par"
                " exemple proposés ou laissés ouverts ; ils ne comptent pas ici."
            ),
        ),
        "links_stated": "énoncés",
        "links_accepted": "acceptés",
        "links_proposed": "proposés",
        "links_open": "laissés ouverts",
        "followed": "Liens suivis : {links}.",
        "followed_unsure": (
            "Liens suivis : {links}. Tous ne sont pas certains : ce sont des"
            " maximums, non des faits."
        ),
        "sums_careful": (
            "Les nombres ne sont additionnés que si l’unité, la période et la partie"
            " concordent ; à vous de juger si la somme a un sens."
        ),
        "sums_undated": (
            "Valeurs dont la période n’est pas entièrement connue et qui n’entrent dans"
            " aucune somme, au plus pour un même élément : {n}."
        ),
        "sums_left_out": (
            "Valeurs qui n’entrent dans aucune somme, au plus pour un même élément :"
            " {n}."
        ),
    },
    "es": {
        "many_indicator": "Indicadores",
        "many_expected_result": "Resultados previstos",
        "many_planned_activity": "Actividades previstas",
        "many_objective": "Objetivos",
        "many_mandate": "Mandatos",
        "many_plan": "Planes",
        "many_organisation": "Organizaciones y programas",
        "many_goal": "Objetivos de un marco y temas",
        "none_mandate": "ningún mandato",
        "none_objective": "ningún objetivo",
        "none_plan": "ningún plan",
        "none_organisation": "ninguna organización ni programa",
        "none_goal": "ningún objetivo de un marco ni tema",
        "roll_up": "Contribuciones, sin doble cómputo",
        "paths": "Caminos",
        "sums": "Sumas de valores",
        "target": "hacia",
        "things": "contados una vez",
        "several": "por varios caminos",
        "added": "suma de las partes",
        "thing": "elemento contado",
        "path": "camino",
        "more": "no enumerados",
        "value": "valor",
        "unit": "unidad",
        "period": "período",
        "part": "parte",
        "sum": "suma",
        "indicators": "indicadores",
        "baseline": "línea de base",
        "measurement": "medición",
        "no_target": "{to}: los planes no tienen ninguno al que lleven estos vínculos.",
        "rolled": "{of} que contribuyen a {target}, sin doble cómputo: {n}.",
        "rolled_twice": (
            (
                "{n} de ellos llega por más de un camino; la suma de las partes de"
                " {target} daría {added}."
            ),
            (
                "{n} de ellos llegan por más de un camino; la suma de las partes de"
                " {target} daría {added}."
            ),
        ),
        "rolled_added": "La suma de las partes de {target} daría {added}.",
        "more_targets": (
            "{n} más figura en la tabla.",
            "{n} más figuran en la tabla.",
        ),
        "nowhere": "{of} que no llevan a {to} por estos vínculos: {n}.",
        "nowhere_doubtful": (
            (
                "Para {n} de ellos existe un vínculo de otro estado, por ejemplo"
                " propuesto o dejado abierto; aquí no cuenta."
            ),
            (
                "Para {n} de ellos existen vínculos de otro estado, por ejemplo"
                " propuestos o dejados abiertos; aquí no cuentan."
            ),
        ),
        "links_stated": "enunciados",
        "links_accepted": "aceptados",
        "links_proposed": "propuestos",
        "links_open": "dejados abiertos",
        "followed": "Vínculos seguidos: {links}.",
        "followed_unsure": (
            "Vínculos seguidos: {links}. No todos son seguros: son máximos, no hechos."
        ),
        "sums_careful": (
            "Los números solo se suman cuando coinciden la unidad, el período y la"
            " parte; usted dirá si la suma tiene sentido."
        ),
        "sums_undated": (
            "Valores cuyo período no se conoce por completo y que no entran en ninguna"
            " suma, como máximo para un mismo elemento: {n}."
        ),
        "sums_left_out": (
            "Valores que no entran en ninguna suma, como máximo para un mismo"
            " elemento: {n}."
        ),
    },
    "ar": {
        "many_indicator": "المؤشرات",
        "many_expected_result": "النتائج المتوقعة",
        "many_planned_activity": "الأنشطة المقررة",
        "many_objective": "الأهداف",
        "many_mandate": "الولايات",
        "many_plan": "الخطط",
        "many_organisation": "المنظمات والبرامج",
        "many_goal": "غايات الأطر والمواضيع",
        "none_mandate": "أي ولاية",
        "none_objective": "أي هدف",
        "none_plan": "أي خطة",
        "none_organisation": "أي منظمة أو برنامج",
        "none_goal": "أي غاية أو موضوع",
        "roll_up": "المساهمات دون ازدواج في العد",
        "paths": "المسارات",
        "sums": "مجاميع القيم",
        "target": "إلى",
        "things": "العدد دون تكرار",
        "several": "بأكثر من مسار",
        "added": "مجموع الأجزاء",
        "thing": "العنصر المعدود",
        "path": "المسار",
        "more": "غير المدرج",
        "value": "القيمة",
        "unit": "الوحدة",
        "period": "الفترة",
        "part": "الجزء",
        "sum": "المجموع",
        "indicators": "المؤشرات",
        "baseline": "خط الأساس",
        "measurement": "القياس",
        "no_target": "{to}: ليس في الخطط منها ما تؤدي إليه هذه الصلات.",
        "rolled": "{of} التي تسهم في {target} دون ازدواج في العد: {n}.",
        "rolled_twice": (
            "عدد ما يصل منها بأكثر من مسار: {n}، ولو جمعت أجزاء {target} لكان المجموع"
            " {added}."
        ),
        "rolled_added": "لو جمعت أجزاء {target} لكان المجموع {added}.",
        "more_targets": "عدد ما تبقى في الجدول: {n}.",
        "nowhere": "{of} التي لا تؤدي إلى {to} عبر هذه الصلات: {n}.",
        "nowhere_doubtful": (
            "عدد ما له منها صلات ذات حالة أخرى، كالمقترحة أو المتروكة دون تحديد، وهي"
            " لا تحتسب هنا: {n}."
        ),
        "links_stated": "المنصوص عليها",
        "links_accepted": "المقبولة",
        "links_proposed": "المقترحة",
        "links_open": "المتروكة دون تحديد",
        "followed": "الصلات المتبعة: {links}.",
        "followed_unsure": (
            "الصلات المتبعة: {links}. ليست كلها مؤكدة، فهذه حدود قصوى وليست حقائق."
        ),
        "sums_careful": (
            "لا تجمع الأرقام إلا إذا اتفقت الوحدة والفترة والجزء، ولكم أن تحكموا هل"
            " للمجموع معنى."
        ),
        "sums_undated": (
            "القيم التي لا تعرف فترتها معرفة كاملة ولا تدخل في أي مجموع، على الأكثر"
            " لعنصر واحد: {n}."
        ),
        "sums_left_out": "القيم التي لا تدخل في أي مجموع، على الأكثر لعنصر واحد: {n}.",
    },
}
