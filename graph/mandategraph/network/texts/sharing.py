"""Words of the bridges."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "en": {
        "bridges": "Shared by several",
        "what": "what is shared",
        "pairs": "Who shares with whom",
        "ways": "By what",
        "number": "number",
        "holders": "organisations and programmes",
        "one": "one",
        "settled": "stated or accepted",
        "holder": "organisation or programme",
        "by": "by",
        "relation": "link",
        "one_holder": (
            "Known organisations and programmes that have a plan here: {n}. There is"
            " nobody to share with."
        ),
        "shared": (
            (
                "{n} thing is shared by plans of several of the {holders}"
                " organisations and programmes."
            ),
            (
                "{n} things are shared by plans of several of the {holders}"
                " organisations and programmes."
            ),
        ),
        "shared_thing": "{thing} is shared by {n}: {names}.",
        "shared_thing_more": "{thing} is shared by {n}: {names} and {rest} more.",
        "closest": "Most in common have {one} and {other}: {n}.",
        "not_shared": (
            "No stated or accepted link shows anything that the plans of several of"
            " the {n} organisations and programmes share."
        ),
        "shared_perhaps": (
            "{n} more would be shared if a proposed link were accepted.",
            "{n} more would be shared if proposed links were accepted.",
        ),
        "shared_careful": (
            "To name the same thing is not yet to work together; what is not linked"
            " may be shared all the same."
        ),
    },
    "fr": {
        "bridges": "Partagé par plusieurs",
        "what": "élément partagé",
        "pairs": "Qui partage avec qui",
        "ways": "Par quoi",
        "number": "nombre",
        "holders": "organisations et programmes",
        "one": "l’un",
        "settled": "énoncé ou accepté",
        "holder": "organisation ou programme",
        "by": "par",
        "relation": "lien",
        "one_holder": (
            "Organisations et programmes connus qui ont ici un plan : {n}. Il n’y a"
            " personne avec qui partager."
        ),
        "shared": (
            (
                "{n} élément est partagé par les plans de plusieurs des {holders}"
                " organisations et programmes."
            ),
            (
                "{n} éléments sont partagés par les plans de plusieurs des {holders}"
                " organisations et programmes."
            ),
        ),
        "shared_thing": "{thing} : élément partagé par {n}, à savoir {names}.",
        "shared_thing_more": (
            "{thing} : élément partagé par {n}, dont {names} (et {rest} de plus)."
        ),
        "closest": "Le plus d’éléments en commun : {one} et {other}, avec {n}.",
        "not_shared": (
            "Aucun lien énoncé ou accepté ne montre quoi que ce soit que les plans de"
            " plusieurs des {n} organisations et programmes partagent."
        ),
        "shared_perhaps": (
            "{n} de plus serait partagé si un lien proposé était accepté.",
            "{n} de plus seraient partagés si des liens proposés étaient acceptés.",
        ),
        "shared_careful": (
            "Nommer la même chose n’est pas encore travailler ensemble ; ce qui n’est"
            " pas lié peut tout de même être partagé."
        ),
    },
    "es": {
        "bridges": "Compartido por varios",
        "what": "elemento compartido",
        "pairs": "Quién comparte con quién",
        "ways": "Por qué vía",
        "number": "número",
        "holders": "organizaciones y programas",
        "one": "uno",
        "settled": "enunciado o aceptado",
        "holder": "organización o programa",
        "by": "por",
        "relation": "vínculo",
        "one_holder": (
            "Organizaciones y programas conocidos que tienen aquí un plan: {n}. No"
            " hay con quién compartir."
        ),
        "shared": (
            (
                "{n} elemento es compartido por los planes de varios de los {holders}"
                " programas y organizaciones."
            ),
            (
                "{n} elementos son compartidos por los planes de varios de los"
                " {holders} programas y organizaciones."
            ),
        ),
        "shared_thing": "{thing}: elemento compartido por {n}, a saber {names}.",
        "shared_thing_more": (
            "{thing}: elemento compartido por {n}, entre ellos {names} (y {rest} más)."
        ),
        "closest": "Más elementos en común: {one} y {other}, con {n}.",
        "not_shared": (
            "Ningún vínculo enunciado o aceptado muestra nada que compartan los"
            " planes de varios de los {n} programas y organizaciones."
        ),
        "shared_perhaps": (
            "{n} más sería compartido si se aceptara un vínculo propuesto.",
            "{n} más serían compartidos si se aceptaran vínculos propuestos.",
        ),
        "shared_careful": (
            "Nombrar lo mismo no es todavía trabajar juntos; lo que no está vinculado"
            " puede compartirse de todos modos."
        ),
    },
    "ar": {
        "bridges": "ما تشترك فيه جهات عدة",
        "what": "ما يشترك فيه",
        "pairs": "من يشترك مع من",
        "ways": "عن أي طريق",
        "number": "العدد",
        "holders": "المنظمات والبرامج",
        "one": "الأول",
        "settled": "منصوص عليه أو مقبول",
        "holder": "المنظمة أو البرنامج",
        "by": "عن طريق",
        "relation": "الصلة",
        "one_holder": (
            "عدد المنظمات والبرامج المعروفة التي لها خطة هنا: {n}. فليس هناك من يشترك"
            " مع غيره."
        ),
        "shared": (
            "عدد ما تشترك فيه خطط جهات عدة: {n}، وعدد المنظمات والبرامج: {holders}."
        ),
        "shared_thing": "{thing}: عدد من يشترك فيه {n}، وهم {names}.",
        "shared_thing_more": (
            "{thing}: عدد من يشترك فيه {n}، ومنهم {names}، وعدد الباقين {rest}."
        ),
        "closest": "أكثر ما يجمع بين جهتين: {one} و{other}، والعدد {n}.",
        "not_shared": (
            "لا تظهر أي صلة منصوص عليها أو مقبولة شيئا تشترك فيه خطط أكثر من جهة،"
            " وعدد المنظمات والبرامج: {n}."
        ),
        "shared_perhaps": "عدد ما سيضاف إذا قبلت الصلات المقترحة: {n}.",
        "shared_careful": (
            "ذكر الشيء نفسه لا يعني العمل معا، وما لا صلة له قد يكون مشتركا مع ذلك."
        ),
    },
}
