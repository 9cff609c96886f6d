"""Sentences for made-up plans, the same one in English, French, Spanish and Arabic."""

from __future__ import annotations

from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "fr", "es", "ar")
RARE: Final = "quillwort"  # a word that only the first plan has

_VERBS: Final = {
    "en": (
        "Restore",
        "Protect",
        "Widen",
        "Repair",
        "Inspect",
        "Reopen",
        "Map",
        "Renew",
        "Share",
        "Measure",
    ),
    "fr": (
        "Restaurer",
        "Protéger",
        "Élargir",
        "Réparer",
        "Inspecter",
        "Rouvrir",
        "Cartographier",
        "Renouveler",
        "Partager",
        "Mesurer",
    ),
    "es": (
        "Restaurar",
        "Proteger",
        "Ampliar",
        "Reparar",
        "Inspeccionar",
        "Reabrir",
        "Cartografiar",
        "Renovar",
        "Compartir",
        "Medir",
    ),
    "ar": (
        "ترميم",
        "حماية",
        "توسيع",
        "إصلاح",
        "تفتيش",
        "إعادة فتح",
        "رسم خرائط",
        "تجديد",
        "تقاسم",
        "قياس",
    ),
}
_THINGS: Final = {
    "en": (
        "the wells",
        "the clinics",
        "the ferries",
        "the schools",
        "the footbridges",
        "the seed stores",
        "the flood gauges",
        "the orchards",
        "the village archives",
        "the harbour lights",
        "the night buses",
        "the grain mills",
    ),
    "fr": (
        "les puits",
        "les dispensaires",
        "les bacs",
        "les écoles",
        "les passerelles",
        "les réserves de semences",
        "les échelles de crue",
        "les vergers",
        "les archives des villages",
        "les feux du port",
        "les bus de nuit",
        "les moulins à grain",
    ),
    "es": (
        "los pozos",
        "los dispensarios",
        "los transbordadores",
        "las escuelas",
        "las pasarelas",
        "los almacenes de semillas",
        "los medidores de crecida",
        "los huertos",
        "los archivos de los pueblos",
        "las luces del puerto",
        "los autobuses nocturnos",
        "los molinos de grano",
    ),
    "ar": (
        "الآبار",
        "المستوصفات",
        "العبّارات",
        "المدارس",
        "جسور المشاة",
        "مخازن البذور",
        "مقاييس الفيضان",
        "البساتين",
        "محفوظات القرى",
        "أضواء الميناء",
        "حافلات الليل",
        "مطاحن الحبوب",
    ),
}
_PLACES: Final = {
    "en": (
        "in the upper valley",
        "on the coast",
        "along the canal",
        "in the hill towns",
        "on both banks",
        "near the old market",
        "in the delta",
        "beyond the pass",
    ),
    "fr": (
        "dans la haute vallée",
        "sur la côte",
        "le long du canal",
        "dans les bourgs des collines",
        "sur les deux rives",
        "près de l’ancien marché",
        "dans le delta",
        "au-delà du col",
    ),
    "es": (
        "en el valle alto",
        "en la costa",
        "a lo largo del canal",
        "en los pueblos de las colinas",
        "en ambas orillas",
        "cerca del mercado viejo",
        "en el delta",
        "más allá del paso",
    ),
    "ar": (
        "في الوادي الأعلى",
        "على الساحل",
        "على امتداد القناة",
        "في بلدات التلال",
        "على الضفتين",
        "قرب السوق القديم",
        "في الدلتا",
        "وراء الممر",
    ),
}
_DISTRICT: Final = {
    "en": "{} {} {} of district {}",
    "fr": "{} {} {} du district {}",
    "es": "{} {} {} del distrito {}",
    "ar": "{} {} {} في المقاطعة {}",
}
_COUNTED: Final = {
    "en": "Number of {1} {2} of district {3} in use",
    "fr": "Nombre : {1} {2} du district {3} en service",
    "es": "Número: {1} {2} del distrito {3} en uso",
    "ar": "العدد: {1} {2} في المقاطعة {3} قيد الاستعمال",
}
_COUNCIL: Final = {
    "en": "Council of district {}",
    "fr": "Conseil du district {}",
    "es": "Consejo del distrito {}",
    "ar": "مجلس المقاطعة {}",
}
HEADINGS: Final = {
    "mandate": {"en": "MANDATE", "fr": "MANDAT", "es": "MANDATO", "ar": "الولاية"},
    "objective": {
        "en": "OBJECTIVE {}",
        "fr": "OBJECTIF {}",
        "es": "OBJETIVO {}",
        "ar": "الهدف {}",
    },
    "results": {
        "en": "EXPECTED RESULTS",
        "fr": "RÉSULTATS ATTENDUS",
        "es": "RESULTADOS PREVISTOS",
        "ar": "النتائج المتوقعة",
    },
    "title": {
        "en": "Plan {} of district {}",
        "fr": "Plan {} du district {}",
        "es": "Plan {} del distrito {}",
        "ar": "خطة {} للمقاطعة {}",
    },
}
UNITS: Final = {
    "en": ("places", "households", "per cent", "days"),
    "fr": ("lieux", "ménages", "pour cent", "jours"),
    "es": ("lugares", "hogares", "por ciento", "días"),
    "ar": ("مواقع", "أسر", "في المئة", "أيام"),
}


class Sentence(NamedTuple):
    """What a sentence says, in no language yet."""

    verb: int
    thing: int
    place: int
    district: int
    counted: bool = False
    extra: str = ""

    def text(self, lang: str) -> str:
        """The sentence in this language."""
        form = _COUNTED[lang] if self.counted else _DISTRICT[lang]
        said = form.format(
            _VERBS[lang][self.verb],
            _THINGS[lang][self.thing],
            _PLACES[lang][self.place],
            self.district,
        )
        return f"{said} ({self.extra})" if self.extra else said


def council(number: int, lang: str) -> str:
    """The name of an organisation."""
    return _COUNCIL[lang].format(number)


def sizes() -> tuple[int, int, int]:
    """How many verbs, things and places there are."""
    return len(_VERBS["en"]), len(_THINGS["en"]), len(_PLACES["en"])
