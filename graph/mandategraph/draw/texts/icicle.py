"""The fixed words of icicles."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "icicle_title": "Plans by size",
        "icicle_organisation": "Organisation",
        "icicle_programme": "Programme",
        "icicle_planseries": "Series of plans",
        "icicle_plan": "Plan",
        "icicle_objective": "Objective",
        "icicle_result": "Expected result",
        "icicle_inner": "{name}, level {n}",
        "icicle_unstated": "Organisation not stated in the source",
        "icicle_top": "Mandates, visions, values",
        "icicle_more": "Others, not drawn one by one: {n}",
        "icicle_size": "A block is as high as the number of plan elements that it"
        " holds, counting itself; a number in a block is that of the list.",
        "icicle_folded": "Blocks that are too small or too many to be drawn: {n} of"
        " {all}. Counts include them. Choose one plan or organisation to see more.",
        "icicle_shared_plans": "Plans of several organisations or programmes: {n}."
        " Each is counted once, below the first.",
        "icicle_shared": "Elements that belong to several others: {n}. Each is counted"
        " once, below the first.",
        "icicle_alt": "Blocks by size: {n}. The list names each of them.",
        "icicle_list": "All blocks",
        "icicle_list_some": "Blocks drawn: {n} of {all}",
        "icicle_circle": "These links run in a circle: {way}. Each element has its"
        " block once; the first step of the circle is not drawn.",
        "icicle_circles": "Further circles: {n}",
        "icicle_sources": "Further sources: {n}",
        "icicle_n_organisation": "organisations {n}",
        "icicle_n_plan": "plans {n}",
        "icicle_n_mandate": "mandates {n}",
        "icicle_n_vision": "visions {n}",
        "icicle_n_value_statement": "values {n}",
        "icicle_n_objective": "objectives {n}",
        "icicle_n_expected_result": "expected results {n}",
        "icicle_n_planned_activity": "planned activities {n}",
        "icicle_n_indicator": "indicators {n}",
        "icicle_n_all": "elements {n}",
    },
    "fr": {
        "icicle_title": "Les plans selon leur taille",
        "icicle_organisation": "Organisation",
        "icicle_programme": "Programme",
        "icicle_planseries": "Série de plans",
        "icicle_plan": "Plan",
        "icicle_objective": "Objectif",
        "icicle_result": "Résultat escompté",
        "icicle_inner": "{name}, niveau {n}",
        "icicle_unstated": "Organisation non énoncée dans la source",
        "icicle_top": "Mandats, visions, valeurs",
        "icicle_more": "Autres, non dessinés un à un\u00a0: {n}",
        "icicle_size": "La hauteur d’un bloc est le nombre d’éléments de plan qu’il"
        " contient, lui-même compris\u00a0; un numéro dans un bloc renvoie à la liste.",
        "icicle_folded": "Blocs trop petits ou trop nombreux pour être"
        " dessinés\u00a0: {n} sur {all}. Les nombres les comprennent. Choisissez un"
        " plan ou une organisation pour en voir plus.",
        "icicle_shared_plans": "Plans de plusieurs organisations ou"
        " programmes\u00a0: {n}. Chacun est compté une fois, sous le premier.",
        "icicle_shared": "Éléments qui relèvent de plusieurs autres\u00a0: {n}. Chacun"
        " est compté une fois, sous le premier.",
        "icicle_alt": "Blocs selon leur taille\u00a0: {n}. La liste les nomme tous.",
        "icicle_list": "Tous les blocs",
        "icicle_list_some": "Blocs dessinés\u00a0: {n} sur {all}",
        "icicle_circle": "Ces liens tournent en rond\u00a0: {way}. Chaque élément a son"
        " bloc une seule fois\u00a0; le premier pas du cercle n’est pas dessiné.",
        "icicle_circles": "Autres cercles\u00a0: {n}",
        "icicle_sources": "Autres sources\u00a0: {n}",
        "icicle_n_organisation": "organisations {n}",
        "icicle_n_plan": "plans {n}",
        "icicle_n_mandate": "mandats {n}",
        "icicle_n_vision": "visions {n}",
        "icicle_n_value_statement": "valeurs {n}",
        "icicle_n_objective": "objectifs {n}",
        "icicle_n_expected_result": "résultats escomptés {n}",
        "icicle_n_planned_activity": "activités prévues {n}",
        "icicle_n_indicator": "indicateurs {n}",
        "icicle_n_all": "éléments {n}",
    },
    "es": {
        "icicle_title": "Los planes por tamaño",
        "icicle_organisation": "Organización",
        "icicle_programme": "Programa",
        "icicle_planseries": "Serie de planes",
        "icicle_plan": "Plan",
        "icicle_objective": "Objetivo",
        "icicle_result": "Resultado previsto",
        "icicle_inner": "{name}, nivel {n}",
        "icicle_unstated": "Organización no enunciada en la fuente",
        "icicle_top": "Mandatos, visiones, valores",
        "icicle_more": "Otros, no dibujados uno a uno: {n}",
        "icicle_size": "La altura de un bloque es el número de elementos del plan que"
        " contiene, incluido él mismo; un número en un bloque remite a la lista.",
        "icicle_folded": "Bloques demasiado pequeños o numerosos para dibujarlos: {n}"
        " de {all}. Los recuentos los incluyen. Elija un plan o una organización para"
        " ver más.",
        "icicle_shared_plans": "Planes de varias organizaciones o programas: {n}. Cada"
        " uno se cuenta una vez, bajo el primero.",
        "icicle_shared": "Elementos que corresponden a varios otros: {n}. Cada uno se"
        " cuenta una vez, bajo el primero.",
        "icicle_alt": "Bloques por tamaño: {n}. La lista los nombra todos.",
        "icicle_list": "Todos los bloques",
        "icicle_list_some": "Bloques dibujados: {n} de {all}",
        "icicle_circle": "Estos vínculos forman un círculo: {way}. Cada elemento tiene"
        " su bloque una sola vez; el primer paso del círculo no se dibuja.",
        "icicle_circles": "Otros círculos: {n}",
        "icicle_sources": "Otras fuentes: {n}",
        "icicle_n_organisation": "organizaciones {n}",
        "icicle_n_plan": "planes {n}",
        "icicle_n_mandate": "mandatos {n}",
        "icicle_n_vision": "visiones {n}",
        "icicle_n_value_statement": "valores {n}",
        "icicle_n_objective": "objetivos {n}",
        "icicle_n_expected_result": "resultados previstos {n}",
        "icicle_n_planned_activity": "actividades previstas {n}",
        "icicle_n_indicator": "indicadores {n}",
        "icicle_n_all": "elementos {n}",
    },
    "ar": {
        "icicle_title": "الخطط حسب حجمها",
        "icicle_organisation": "المنظمة",
        "icicle_programme": "البرنامج",
        "icicle_planseries": "سلسلة الخطط",
        "icicle_plan": "الخطة",
        "icicle_objective": "الهدف",
        "icicle_result": "النتيجة المتوقعة",
        "icicle_inner": "{name}، المستوى {n}",
        "icicle_unstated": "المنظمة غير منصوص عليها في المصدر",
        "icicle_top": "الولايات والرؤى والقيم",
        "icicle_more": "غيرها مما لم يرسم كل على حدة: {n}",
        "icicle_size": "ارتفاع كل خانة هو عدد عناصر الخطة التي تضمها، وهي منها؛ والرقم"
        " في الخانة هو رقمها في القائمة.",
        "icicle_folded": "خانات أصغر أو أكثر من أن ترسم: {n} من أصل {all}. والأعداد"
        " تشملها. اختر خطة أو منظمة واحدة لرؤية المزيد.",
        "icicle_shared_plans": "خطط مشتركة بين عدة منظمات أو برامج: {n}. كل منها تعد"
        " مرة واحدة تحت أولها.",
        "icicle_shared": "عناصر تنتمي إلى عدة عناصر أخرى: {n}. كل منها يعد مرة واحدة"
        " تحت أولها.",
        "icicle_alt": "خانات حسب الحجم: {n}. والقائمة تسميها كلها.",
        "icicle_list": "كل الخانات",
        "icicle_list_some": "الخانات المرسومة: {n} من أصل {all}",
        "icicle_circle": "هذه الصلات تدور في حلقة: {way}. لكل عنصر خانة واحدة، ولم ترسم"
        " الخطوة الأولى من الحلقة.",
        "icicle_circles": "حلقات أخرى: {n}",
        "icicle_sources": "مصادر أخرى: {n}",
        "icicle_n_organisation": "المنظمات {n}",
        "icicle_n_plan": "الخطط {n}",
        "icicle_n_mandate": "الولايات {n}",
        "icicle_n_vision": "الرؤى {n}",
        "icicle_n_value_statement": "القيم {n}",
        "icicle_n_objective": "الأهداف {n}",
        "icicle_n_expected_result": "النتائج المتوقعة {n}",
        "icicle_n_planned_activity": "الأنشطة المقررة {n}",
        "icicle_n_indicator": "المؤشرات {n}",
        "icicle_n_all": "العناصر {n}",
    },
}
