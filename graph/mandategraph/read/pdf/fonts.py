"""The fonts of a document: their size on the page, and which of them are bold."""

from __future__ import annotations

import ctypes
import re
from math import hypot
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.read.pdf.library import Library

_BOLD = re.compile(
    r"bold|black|heavy|demi|extrabd|cmbx|nimbus\w+-medi|[-,_ ]bd\b", re.IGNORECASE
)
_SIGNS = re.compile(r"wingdings|webdings|symbol|dingbats|bullets", re.IGNORECASE)
_HEAVIER = 1.4  # times the weight of the body's font


class Fonts:
    """Fonts by number, in the order in which the document first uses them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[tuple[bytes, int], int] = {}
        self.names: list[str] = []
        self._weights: list[int] = []
        self._signs: list[bool] = []
        self._named: list[bool] = []
        self._lightest = 1 << 30
        lib = library
        self._name = (lib.name, ctypes.sizeof(lib.name), ctypes.byref(lib.flags))
        self._matrix = ctypes.byref(lib.matrix)

    def size(self, handle: Any, at: int) -> float:
        """The size in points that the character has on the page, at least 0.1."""
        lib = self._library
        lib.char_matrix(handle, at, self._matrix)
        scale = hypot(lib.matrix.c, lib.matrix.d)
        return max(float(lib.char_size(handle, at)) * scale, 0.1)

    def at(self, handle: Any, at: int) -> int:
        """The number of the character's font."""
        lib = self._library
        lib.char_font(handle, at, *self._name)
        key = (lib.name.value, lib.char_weight(handle, at))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.names)
            self.names.append(key[0].decode("utf-8", "replace").partition("+")[2]
                              or key[0].decode("utf-8", "replace"))  # fmt: skip
            self._weights.append(key[1])
            self._named.append(_BOLD.search(self.names[-1]) is not None)
            self._signs.append(_SIGNS.search(self.names[-1]) is not None)
            self._lightest = min(self._lightest, max(key[1], 1))
        return number

    def maybe_bold(self, number: int) -> bool:
        """Whether the font may turn out to be bold."""
        return self._named[number] or self._weights[number] > self._lightest

    def bold(self, used: Mapping[int, int]) -> list[bool]:
        """For each font whether it is bold: its name says so, else its weight.

        `used` counts the characters in each; the weight is compared with that of the
        font that has most.
        """
        if any(self._named) or not used:
            return self._named
        body = self._weights[max(used, key=lambda n: (used[n], -n))]
        return [0 < body * _HEAVIER <= weight for weight in self._weights]

    def sign(self, number: int) -> bool:
        """Whether the font's letters are signs, such as bullets."""
        return self._signs[number]
