"""Words of centrality and communities."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "en": {
        "centrality": "Most central",
        "communities": "Communities",
        "members": "Members",
        "place": "place",
        "node": "node",
        "kind": "kind",
        "neighbours": "neighbours",
        "betweenness": "betweenness",
        "degree": "degree",
        "closeness": "closeness",
        "pagerank": "PageRank",
        "group": "group",
        "size": "size",
        "heart": "best linked",
        "plans": "plans",
        "planseries": "series of plans",
        "agentgroup": "group of agents",
        "too_small": (
            "Only {n} things are linked: too few for a measure to show more than the"
            " plan itself does."
        ),
        "a_tree": (
            "The {n} linked things form a tree: there is at most one way between any"
            " two. Degree would only repeat how many results each objective has,"
            " betweenness how large its branch is, and communities the branches; no"
            " measure is given."
        ),
        "central_betweenness": (
            "Of {n} linked things, {node} ({kind}) lies on more of the shortest ways"
            " between the others than anything else: betweenness {value}."
        ),
        "central_degree": (
            "Of {n} linked things, {node} ({kind}) is linked to the most others:"
            " degree centrality {value}."
        ),
        "central_closeness": (
            "Of {n} linked things, {node} ({kind}) is nearest to all others: harmonic"
            " closeness {value}."
        ),
        "central_pagerank": (
            "Of {n} linked things, {node} ({kind}) is where most links upwards end:"
            " PageRank {value}."
        ),
        "estimated": "Estimated from {n} things drawn with a fixed seed.",
        "pieces": (
            "Without {node} the network would fall into {n} more part.",
            "Without {node} the network would fall into {n} more parts.",
        ),
        "no_pieces": (
            "Without {node} the rest would still hang together as it does now."
        ),
        "central_careful": (
            "This measures what the sources state and link, not what matters more."
        ),
        "groups_clear": (
            "{n} group, well set apart: modularity {value}.",
            "{n} groups, well set apart: modularity {value}.",
        ),
        "groups_unclear": (
            "{n} group, hardly set apart: modularity {value} is below 0.30.",
            "{n} groups, hardly set apart: modularity {value} is below 0.30.",
        ),
        "groups_across": (
            (
                "{n} group joins plans of several organisations or programmes: there"
                " they could speak to each other first."
            ),
            (
                "{n} groups join plans of several organisations or programmes: there"
                " they could speak to each other first."
            ),
        ),
        "groups_plans": (
            (
                "{n} group joins several plans, all of one organisation or programme"
                " or of one that is not known."
            ),
            (
                "{n} groups join several plans, each of one organisation or programme"
                " or of one that is not known."
            ),
        ),
        "groups_repeat": "The groups only repeat the plans: they tell nothing new.",
    },
    "fr": {
        "centrality": "Les plus centraux",
        "communities": "Communautés",
        "members": "Membres",
        "place": "rang",
        "node": "nœud",
        "kind": "genre",
        "neighbours": "voisins",
        "betweenness": "intermédiarité",
        "degree": "degré",
        "closeness": "proximité",
        "pagerank": "PageRank",
        "group": "groupe",
        "size": "taille",
        "heart": "les mieux liés",
        "plans": "plans",
        "planseries": "série de plans",
        "agentgroup": "groupe d’acteurs",
        "too_small": (
            "Éléments liés : {n}. C’est trop peu pour qu’une mesure montre plus que"
            " le plan lui-même."
        ),
        "a_tree": (
            "Les {n} éléments liés forment un arbre : il y a au plus un chemin entre"
            " deux d’entre eux. Le degré ne ferait que répéter combien de résultats a"
            " chaque objectif, l’intermédiarité la taille de sa branche, et les"
            " communautés les branches ; aucune mesure n’est donnée."
        ),
        "central_betweenness": (
            "Parmi {n} éléments liés, {node} ({kind}) se trouve, plus que tout autre,"
            " sur les plus courts chemins entre les autres : intermédiarité {value}."
        ),
        "central_degree": (
            "Parmi {n} éléments liés, {node} ({kind}) est lié au plus grand nombre"
            " d’autres : centralité de degré {value}."
        ),
        "central_closeness": (
            "Parmi {n} éléments liés, {node} ({kind}) est le plus proche de tous les"
            " autres : proximité harmonique {value}."
        ),
        "central_pagerank": (
            "Parmi {n} éléments liés, {node} ({kind}) est celui où aboutissent le"
            " plus de liens ascendants : PageRank {value}."
        ),
        "estimated": "Estimation sur {n} éléments tirés avec une graine fixe.",
        "pieces": (
            "Sans {node}, le réseau se diviserait en {n} partie de plus.",
            "Sans {node}, le réseau se diviserait en {n} parties de plus.",
        ),
        "no_pieces": "Sans {node}, le reste tiendrait ensemble comme à présent.",
        "central_careful": (
            "Cela mesure ce que les sources énoncent et relient, non ce qui importe"
            " le plus."
        ),
        "groups_clear": (
            "{n} groupe bien distinct : modularité {value}.",
            "{n} groupes bien distincts : modularité {value}.",
        ),
        "groups_unclear": (
            (
                "{n} groupe à peine distinct : la modularité, {value}, est inférieure"
                " à 0,30."
            ),
            (
                "{n} groupes à peine distincts : la modularité, {value}, est"
                " inférieure à 0,30."
            ),
        ),
        "groups_across": (
            (
                "{n} groupe réunit des plans de plusieurs organisations ou programmes"
                " : c’est là qu’ils pourraient d’abord se parler."
            ),
            (
                "{n} groupes réunissent des plans de plusieurs organisations ou"
                " programmes : c’est là qu’ils pourraient d’abord se parler."
            ),
        ),
        "groups_plans": (
            (
                "{n} groupe réunit plusieurs plans, tous d’une seule organisation ou"
                " d’un seul programme, ou dont le titulaire n’est pas connu."
            ),
            (
                "{n} groupes réunissent plusieurs plans, chacun d’une seule"
                " organisation ou d’un seul programme, ou dont le titulaire n’est pas"
                " connu."
            ),
        ),
        "groups_repeat": (
            "Les groupes ne font que répéter les plans : ils n’apprennent rien de"
            " nouveau."
        ),
    },
    "es": {
        "centrality": "Los más centrales",
        "communities": "Comunidades",
        "members": "Miembros",
        "place": "puesto",
        "node": "nodo",
        "kind": "clase",
        "neighbours": "vecinos",
        "betweenness": "intermediación",
        "degree": "grado",
        "closeness": "cercanía",
        "pagerank": "PageRank",
        "group": "grupo",
        "size": "tamaño",
        "heart": "los mejor vinculados",
        "plans": "planes",
        "planseries": "serie de planes",
        "agentgroup": "grupo de agentes",
        "too_small": (
            "Elementos vinculados: {n}. Son demasiado pocos para que una medida"
            " muestre más que el propio plan."
        ),
        "a_tree": (
            "Los {n} elementos vinculados forman un árbol: hay a lo sumo un camino"
            " entre dos de ellos. El grado solo repetiría cuántos resultados tiene"
            " cada objetivo, la intermediación el tamaño de su rama y las comunidades"
            " las ramas; no se da ninguna medida."
        ),
        "central_betweenness": (
            "De {n} elementos vinculados, {node} ({kind}) es el que está en más de"
            " los caminos más cortos entre los demás: intermediación {value}."
        ),
        "central_degree": (
            "De {n} elementos vinculados, {node} ({kind}) está vinculado a más que"
            " ningún otro: centralidad de grado {value}."
        ),
        "central_closeness": (
            "De {n} elementos vinculados, {node} ({kind}) es el más cercano a todos"
            " los demás: cercanía armónica {value}."
        ),
        "central_pagerank": (
            "De {n} elementos vinculados, {node} ({kind}) es donde terminan más"
            " vínculos ascendentes: PageRank {value}."
        ),
        "estimated": "Estimación a partir de {n} elementos sorteados con semilla fija.",
        "pieces": (
            "Sin {node}, la red se dividiría en {n} parte más.",
            "Sin {node}, la red se dividiría en {n} partes más.",
        ),
        "no_pieces": "Sin {node}, lo demás seguiría unido como ahora.",
        "central_careful": (
            "Esto mide lo que las fuentes enuncian y vinculan, no lo que más importa."
        ),
        "groups_clear": (
            "{n} grupo bien separado: modularidad {value}.",
            "{n} grupos bien separados: modularidad {value}.",
        ),
        "groups_unclear": (
            "{n} grupo apenas separado: la modularidad, {value}, es inferior a 0,30.",
            "{n} grupos apenas separados: la modularidad, {value}, es inferior a 0,30.",
        ),
        "groups_across": (
            (
                "{n} grupo reúne planes de varias organizaciones o programas: ahí"
                " podrían hablar primero entre sí."
            ),
            (
                "{n} grupos reúnen planes de varias organizaciones o programas: ahí"
                " podrían hablar primero entre sí."
            ),
        ),
        "groups_plans": (
            (
                "{n} grupo reúne varios planes, todos de una sola organización o de"
                " un solo programa, o cuyo titular no se conoce."
            ),
            (
                "{n} grupos reúnen varios planes, cada uno de una sola organización o"
                " de un solo programa, o cuyo titular no se conoce."
            ),
        ),
        "groups_repeat": (
            "Los grupos no hacen más que repetir los planes: no dicen nada nuevo."
        ),
    },
    "ar": {
        "centrality": "الأكثر مركزية",
        "communities": "المجموعات",
        "members": "الأعضاء",
        "place": "المرتبة",
        "node": "العنصر",
        "kind": "النوع",
        "neighbours": "المجاورون",
        "betweenness": "التوسط",
        "degree": "الدرجة",
        "closeness": "القرب",
        "pagerank": "PageRank",
        "group": "المجموعة",
        "size": "الحجم",
        "heart": "الأوثق صلة",
        "plans": "الخطط",
        "planseries": "سلسلة الخطط",
        "agentgroup": "مجموعة الجهات",
        "too_small": (
            "عدد العناصر المترابطة: {n}، وهو أقل من أن يظهر أي مقياس أكثر مما تظهره"
            " الخطة نفسها."
        ),
        "a_tree": (
            "العناصر المترابطة شجرة، وعددها {n}: ليس بين أي اثنين منها أكثر من طريق"
            " واحد. فالدرجة لا تكرر إلا عدد نتائج كل هدف، والتوسط حجم فرعه،"
            " والمجموعات الفروع نفسها، ولذلك لا يعطى أي مقياس."
        ),
        "central_betweenness": (
            "من بين العناصر المترابطة، وعددها {n}، يقع {node} ({kind}) أكثر من غيره"
            " على أقصر الطرق بين سائر العناصر: التوسط {value}."
        ),
        "central_degree": (
            "من بين العناصر المترابطة، وعددها {n}، يرتبط {node} ({kind}) بأكبر عدد"
            " منها: مركزية الدرجة {value}."
        ),
        "central_closeness": (
            "من بين العناصر المترابطة، وعددها {n}، {node} ({kind}) هو الأقرب إلى"
            " سائرها: القرب التوافقي {value}."
        ),
        "central_pagerank": (
            "من بين العناصر المترابطة، وعددها {n}، ينتهي إلى {node} ({kind}) أكثر"
            " الصلات الصاعدة: PageRank {value}."
        ),
        "estimated": "تقدير من عينة من العناصر ببذرة ثابتة، وعددها {n}.",
        "pieces": "لولا {node} لزاد عدد أجزاء الشبكة المنفصلة بمقدار {n}.",
        "no_pieces": "لولا {node} لظل الباقي مترابطا كما هو الآن.",
        "central_careful": (
            "يقيس هذا ما تنص عليه المصادر وتربط بينه، لا ما هو أكثر أهمية."
        ),
        "groups_clear": "عدد المجموعات: {n}، وهي متمايزة بوضوح: النمطية {value}.",
        "groups_unclear": (
            "عدد المجموعات: {n}، وهي تكاد لا تتمايز: النمطية {value} دون 0.30."
        ),
        "groups_across": (
            "المجموعات التي تضم خططا لمنظمات أو برامج عدة: {n}، وفيها يمكن أن يبدأ"
            " الحوار بينها."
        ),
        "groups_plans": (
            "المجموعات التي تضم عدة خطط لمنظمة واحدة أو برنامج واحد أو لجهة غير"
            " معروفة: {n}."
        ),
        "groups_repeat": "لا تفعل المجموعات غير تكرار الخطط، فلا تقول شيئا جديدا.",
    },
}
