"""The fonts of the pictures: their names, and the bundled ones as style rules."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from typing import Final

# the name of the bundled fonts: no font of the machine is taken for them
BUNDLED: Final = "Mandate Graph Sans"
FAMILY: Final = (
    "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
)


_NOTO: Final = re.compile(r"""(font-family=["'])(?:'Noto Sans'|Noto Sans)""")


def set_in_bundled(svg: str) -> str:
    """The SVG with the bundled fonts asked for by their own name."""
    return _NOTO.sub(rf"\g<1>{BUNDLED}", svg)


@cache
def faces(*, bold: bool) -> str:
    """`@font-face` rules with the bundled Latin and Arabic letters as data addresses.

    About 100 KiB a weight. `bold` adds the second weight.
    """
    weights = {"Regular": 400, "Bold": 700} if bold else {"Regular": 400}
    rules = []
    for name, weight in weights.items():
        font = files(__package__).joinpath("fonts", f"NotoSans-{name}.woff2")
        data = base64.b64encode(font.read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:'Noto Sans';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(rules)
