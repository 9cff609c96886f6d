"""The words of the interface, by gettext catalogues of this package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

UI_LANGUAGES: Final = ("en", "fr", "es", "ar")


def message(text: str) -> str:
    """The text itself, known as a message of the catalogue by being passed here."""
    return text


class Words:
    """Messages in one language; what the catalogue lacks stays as it is in English."""

    def __init__(
        self,
        lang: str,
        found: dict[str, str],
        plurals: dict[str, dict[int, str]],
        rule: Callable[[int], int],
    ) -> None:
        self.lang, self._found, self._plurals, self._rule = lang, found, plurals, rule

    def say(self, message: str, **values: object) -> str:
        """The message with its values filled in."""
        text = self._found.get(message) or message
        return text.format(**values) if values else text

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of the message that the language has for this number."""
        forms = self._plurals.get(one)
        text = forms.get(self._rule(n)) if forms else None
        return (text or (one if n == 1 else many)).format(n=n, **values)


@cache
def words(lang: str) -> Words:
    """The messages in a language of `UI_LANGUAGES`."""
    import polib

    file = files(__package__).joinpath("locale", f"{lang}.po")
    if not file.is_file():
        return Words(lang, {}, {}, lambda n: int(n != 1))
    catalogue = polib.pofile(file.read_text(encoding="utf-8"))
    entries = [e for e in catalogue if e.translated() and not e.fuzzy]
    return Words(
        lang,
        {e.msgid: e.msgstr for e in entries if not e.msgid_plural},
        {e.msgid: dict(e.msgstr_plural) for e in entries if e.msgid_plural},
        _rule(catalogue.metadata.get("Plural-Forms", "")),
    )


def _rule(header: str) -> Callable[[int], int]:
    """Which form a number takes, by the catalogue's own rule."""
    from gettext import c2py

    expression = header.partition("plural=")[2].rstrip("; ") or "n != 1"
    return c2py(expression)
