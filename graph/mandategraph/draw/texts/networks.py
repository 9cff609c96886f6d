"""The words of exported networks that the plan map has no use for."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "en": {"edge_recorded": "recorded"},
    "fr": {"edge_recorded": "enregistré"},
    "es": {"edge_recorded": "registrado"},
    "ar": {"edge_recorded": "مسجلة"},
}
