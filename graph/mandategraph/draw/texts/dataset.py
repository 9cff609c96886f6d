"""The words of data set cards and of the README that lies beside them."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "dataset_title_one": "Plan graph: {name}",
        "dataset_title_many": "Plan graph: {count} plans",
        "dataset_description": "Plans as a graph of mandates, objectives, expected"
        " results and indicators (elements: {elements}; plans: {plans}). Each statement"
        " points at the words of its source; what the source leaves open is kept open.",
        "dataset_contents": "Contents",
        "dataset_what": "What",
        "dataset_number": "Number",
        "dataset_plans": "Plans",
        "dataset_organisations": "Organisations",
        "dataset_documents": "Source documents",
        "dataset_triples": "Statements in {rdf} (triples, each once)",
        "dataset_graphs": "Named graphs",
        "dataset_links_stated": "Links stated in the source",
        "dataset_links_accepted": "Links accepted from outside the source",
        "dataset_links_proposed": "Proposed links",
        "dataset_links_open": "Open links: the source does not say which",
        "dataset_files": "Files",
        "dataset_file": "File",
        "dataset_format": "Format",
        "dataset_bytes": "Bytes",
        "dataset_card_note": "{card} says the same for machines ({standards}); file"
        " addresses in it are relative to where it lies.",
        "dataset_languages": "Languages",
        "dataset_language": "Language",
        "dataset_worded": "Elements worded",
        "dataset_share": "Share of all",
        "dataset_rights": "Rights",
        "dataset_rights_unknown": "not stated",
        "dataset_rights_note": "No licence of the data set as a whole is stated:"
        " whoever publishes it has to. Rights of the sources are given as they are"
        " known; nothing is assumed of the others.",
        "dataset_left_out": "Left out",
        "dataset_queries": "Asking it",
        "dataset_queries_note": "Any {rdf} tool reads the files. Queries are meant for"
        " the union of the named graphs. {card} holds example questions as {sparql}.",
        "dataset_names": "Names",
        "dataset_names_note": "IRIs of the data begin with `{base}`; terms are those of"
        " `{ontology}`.",
        "dataset_more": "… and {count} more",
        "dataset_lost_statements": "{count} statements of {part}",
        "dataset_lost_texts": "{count} texts in {tag}",
        "dataset_lost_forms": "{count} text forms in other languages",
        "dataset_lost_elements": "{count} plan elements: no word of them is left in"
        " {asked}",
        "dataset_lost_file": "{name}: {why}",
    },
    "fr": {
        "dataset_title_one": "Graphe de plan : {name}",
        "dataset_title_many": "Graphe de {count} plans",
        "dataset_description": "Des plans sous forme de graphe de mandats, d’objectifs,"
        " de résultats escomptés et d’indicateurs (éléments : {elements} ; plans :"
        " {plans}). Chaque énoncé renvoie aux mots de sa source ; ce que la source"
        " laisse ouvert reste ouvert.",
        "dataset_contents": "Contenu",
        "dataset_what": "Quoi",
        "dataset_number": "Nombre",
        "dataset_plans": "Plans",
        "dataset_organisations": "Organisations",
        "dataset_documents": "Documents sources",
        "dataset_triples": "Énoncés {rdf} (triplets, comptés une fois)",
        "dataset_graphs": "Graphes nommés",
        "dataset_links_stated": "Liens énoncés dans la source",
        "dataset_links_accepted": "Liens acceptés, extérieurs à la source",
        "dataset_links_proposed": "Liens proposés",
        "dataset_links_open": "Liens ouverts : la source ne dit pas lequel",
        "dataset_files": "Fichiers",
        "dataset_file": "Fichier",
        "dataset_format": "Format",
        "dataset_bytes": "Octets",
        "dataset_card_note": "{card} dit la même chose aux machines ({standards}) ; les"
        " adresses de fichiers y sont relatives à son emplacement.",
        "dataset_languages": "Langues",
        "dataset_language": "Langue",
        "dataset_worded": "Éléments libellés",
        "dataset_share": "Part de l’ensemble",
        "dataset_rights": "Droits",
        "dataset_rights_unknown": "non indiqués",
        "dataset_rights_note": "Aucune licence n’est indiquée pour l’ensemble du jeu de"
        " données : c’est à qui le publie de le faire. Les droits des sources sont"
        " donnés tels qu’ils sont connus ; rien n’est supposé des autres.",
        "dataset_left_out": "Laissé de côté",
        "dataset_queries": "L’interroger",
        "dataset_queries_note": "Tout outil {rdf} lit ces fichiers. Les requêtes"
        " portent sur l’union des graphes nommés. {card} contient des questions"
        " d’exemple en {sparql}.",
        "dataset_names": "Noms",
        "dataset_names_note": "Les IRI des données commencent par `{base}` ; les termes"
        " sont ceux de `{ontology}`.",
        "dataset_more": "… et {count} autres",
        "dataset_lost_statements": "{count} énoncés : {part}",
        "dataset_lost_texts": "{count} textes en {tag}",
        "dataset_lost_forms": "{count} formes de texte dans d’autres langues",
        "dataset_lost_elements": "{count} éléments de plan : il n’en reste aucun mot en"
        " {asked}",
        "dataset_lost_file": "{name} : {why}",
    },
    "es": {
        "dataset_title_one": "Grafo del plan: {name}",
        "dataset_title_many": "Grafo de {count} planes",
        "dataset_description": "Planes en forma de grafo de mandatos, objetivos,"
        " resultados previstos e indicadores (elementos: {elements}; planes: {plans})."
        " Cada enunciado remite a las palabras de su fuente; lo que la fuente deja"
        " abierto queda abierto.",
        "dataset_contents": "Contenido",
        "dataset_what": "Qué",
        "dataset_number": "Número",
        "dataset_plans": "Planes",
        "dataset_organisations": "Organizaciones",
        "dataset_documents": "Documentos fuente",
        "dataset_triples": "Enunciados {rdf} (tripletas, contadas una vez)",
        "dataset_graphs": "Grafos con nombre",
        "dataset_links_stated": "Vínculos enunciados en la fuente",
        "dataset_links_accepted": "Vínculos aceptados, ajenos a la fuente",
        "dataset_links_proposed": "Vínculos propuestos",
        "dataset_links_open": "Vínculos abiertos: la fuente no dice cuál",
        "dataset_files": "Archivos",
        "dataset_file": "Archivo",
        "dataset_format": "Formato",
        "dataset_bytes": "Bytes",
        "dataset_card_note": "{card} dice lo mismo a las máquinas ({standards}); las"
        " direcciones de archivos son relativas al lugar donde está.",
        "dataset_languages": "Idiomas",
        "dataset_language": "Idioma",
        "dataset_worded": "Elementos redactados",
        "dataset_share": "Parte del total",
        "dataset_rights": "Derechos",
        "dataset_rights_unknown": "no se indican",
        "dataset_rights_note": "No se indica ninguna licencia para el conjunto de"
        " datos: corresponde a quien lo publique. Los derechos de las fuentes se dan"
        " tal como se conocen; de las demás no se supone nada.",
        "dataset_left_out": "Lo que se dejó fuera",
        "dataset_queries": "Cómo consultarlo",
        "dataset_queries_note": "Cualquier herramienta {rdf} lee los archivos. Las"
        " consultas se hacen sobre la unión de los grafos con nombre. {card} contiene"
        " preguntas de ejemplo en {sparql}.",
        "dataset_names": "Nombres",
        "dataset_names_note": "Los IRI de los datos empiezan por `{base}`; los términos"
        " son los de `{ontology}`.",
        "dataset_more": "… y {count} más",
        "dataset_lost_statements": "{count} enunciados: {part}",
        "dataset_lost_texts": "{count} textos en {tag}",
        "dataset_lost_forms": "{count} formas de texto en otros idiomas",
        "dataset_lost_elements": "{count} elementos de plan: no queda ninguna palabra"
        " de ellos en {asked}",
        "dataset_lost_file": "{name}: {why}",
    },
    "ar": {
        "dataset_title_one": "مخطط الخطة: {name}",
        "dataset_title_many": "مخطط الخطط، وعددها {count}",
        "dataset_description": "خطط في صورة مخطط من الولايات والأهداف والنتائج المتوقعة"
        " والمؤشرات (عدد العناصر {elements} وعدد الخطط {plans}). ويحيل كل بيان إلى"
        " ألفاظه في المصدر، وما تركه المصدر مفتوحا يبقى مفتوحا.",
        "dataset_contents": "المحتويات",
        "dataset_what": "البند",
        "dataset_number": "العدد",
        "dataset_plans": "الخطط",
        "dataset_organisations": "المنظمات",
        "dataset_documents": "الوثائق المصدر",
        "dataset_triples": "البيانات بصيغة {rdf} (ثلاثيات، تحسب كل منها مرة)",
        "dataset_graphs": "المخططات المسماة",
        "dataset_links_stated": "الروابط المنصوص عليها في المصدر",
        "dataset_links_accepted": "الروابط المقبولة من خارج المصدر",
        "dataset_links_proposed": "الروابط المقترحة",
        "dataset_links_open": "الروابط المفتوحة: لا يحدد المصدر أيها",
        "dataset_files": "الملفات",
        "dataset_file": "الملف",
        "dataset_format": "الصيغة",
        "dataset_bytes": "البايتات",
        "dataset_card_note": "يقول الملف {card} الشيء نفسه للآلات ({standards})،"
        " وعناوين الملفات فيه منسوبة إلى موضعه.",
        "dataset_languages": "اللغات",
        "dataset_language": "اللغة",
        "dataset_worded": "العناصر ذات النص",
        "dataset_share": "النسبة من المجموع",
        "dataset_rights": "الحقوق",
        "dataset_rights_unknown": "غير مذكورة",
        "dataset_rights_note": "لا يرد ترخيص لمجموعة البيانات كلها، وعلى من ينشرها أن"
        " يحدده. وترد حقوق المصادر كما هي معروفة، ولا يفترض شيء عن غيرها.",
        "dataset_left_out": "ما لم يدرج",
        "dataset_queries": "الاستعلام",
        "dataset_queries_note": "تقرأ الملفات أي أداة لصيغة {rdf}. وتجري الاستعلامات"
        " على اتحاد المخططات المسماة. ويضم الملف {card} أسئلة مثالية بلغة {sparql}.",
        "dataset_names": "الأسماء",
        "dataset_names_note": "تبدأ معرفات البيانات بـ `{base}`، والمصطلحات هي مصطلحات"
        " `{ontology}`.",
        "dataset_more": "… و{count} أخرى",
        "dataset_lost_statements": "عدد البيانات {count}: {part}",
        "dataset_lost_texts": "عدد النصوص باللغة {tag}: {count}",
        "dataset_lost_forms": "عدد صيغ النص بلغات أخرى: {count}",
        "dataset_lost_elements": "عدد عناصر الخطط التي لم يبق من ألفاظها شيء باللغات"
        " {asked}: {count}",
        "dataset_lost_file": "{name}: {why}",
    },
}
