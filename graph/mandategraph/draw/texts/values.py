"""The words that go with values: of whom, where, in what unit, with which note."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "colon": ": ",
        "value_place": "place",
        "value_unit": "unit: {unit}",
        "value_note": "note: {note}",
        "values_cut": "Values and notes cut short here: {n}. The offline page and the"
        " tables (HTML, Excel, Word) have them whole.",
    },
    "fr": {
        "colon": "\u00a0: ",
        "value_place": "lieu",
        "value_unit": "unité\u00a0: {unit}",
        "value_note": "note\u00a0: {note}",
        "values_cut": "Valeurs et notes abrégées ici\u00a0: {n}. La page hors ligne et"
        " les tableaux (HTML, Excel, Word) les donnent en entier.",
    },
    "es": {
        "colon": ": ",
        "value_place": "lugar",
        "value_unit": "unidad: {unit}",
        "value_note": "nota: {note}",
        "values_cut": "Valores y notas abreviados aquí: {n}. La página sin conexión y"
        " las tablas (HTML, Excel, Word) los dan completos.",
    },
    "ar": {
        "colon": ": ",
        "value_place": "المكان",
        "value_unit": "الوحدة: {unit}",
        "value_note": "ملاحظة: {note}",
        "values_cut": "القيم والملاحظات المختصرة هنا: {n}. توردها كاملة الصفحة غير"
        " المتصلة والجداول (HTML وExcel وWord).",
    },
}
