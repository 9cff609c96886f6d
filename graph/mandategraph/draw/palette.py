"""What the colours of a picture look like, light and dark.

Kinds differ in lightness as well as in hue, so that they stay apart for people who see
few colours; and each is told by shape, place or code too.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from mandategraph.draw import shapes as s

Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

# steps of one hue from nothing to all, for shares; text on them is `step-ink-N`
STEPS: Final = tuple(f"step-{n}" for n in range(5))
STEP_INKS: Final = tuple(f"step-ink-{n}" for n in range(5))

_LIGHT: Final = {
    s.INK: "#1b2733",
    s.MUTED: "#4d5b68",
    s.PAPER: "#ffffff",
    s.LINE: "#74848f",
    s.DEEP: "#0b3c5d",
    s.OBJECTIVE: "#17557a",
    s.REVERSED: "#ffffff",
    s.HEAD_FILL: "#eaf2f7",
    s.RESULT_BAR: "#2f7d5b",
    s.INDICATOR_FILL: "#f5f2e8",
    s.INDICATOR_BAR: "#8a6d1f",
    s.OPEN_FILL: "#fdf6e7",
    s.OPEN_INK: "#6b4200",
    s.OPEN_LINE: "#a06a10",
    s.PROPOSED_FILL: "#f3effa",
    s.PROPOSED_INK: "#43307a",
    s.PROPOSED_LINE: "#6b4fa0",
    "step-0": "#ffffff",
    "step-1": "#d8e6ef",
    "step-2": "#9dc3da",
    "step-3": "#2f7299",
    "step-4": "#0b3c5d",
    "step-ink-0": "#1b2733",
    "step-ink-1": "#1b2733",
    "step-ink-2": "#1b2733",
    "step-ink-3": "#ffffff",
    "step-ink-4": "#ffffff",
}
_DARK: Final = {
    s.INK: "#e8eef3",
    s.MUTED: "#b4c0ca",
    s.PAPER: "#11181f",
    s.LINE: "#7c8b97",
    s.DEEP: "#0f4a72",
    s.OBJECTIVE: "#256fa0",
    s.REVERSED: "#ffffff",
    s.HEAD_FILL: "#17293a",
    s.RESULT_BAR: "#57b58a",
    s.INDICATOR_FILL: "#262214",
    s.INDICATOR_BAR: "#c5a54a",
    s.OPEN_FILL: "#2e2310",
    s.OPEN_INK: "#f2cd8c",
    s.OPEN_LINE: "#c98f35",
    s.PROPOSED_FILL: "#251d3a",
    s.PROPOSED_INK: "#d4c6f5",
    s.PROPOSED_LINE: "#9d85d6",
    "step-0": "#11181f",
    "step-1": "#17293a",
    "step-2": "#1d4a6b",
    "step-3": "#5d9fc8",
    "step-4": "#bfe0f4",
    "step-ink-0": "#e8eef3",
    "step-ink-1": "#e8eef3",
    "step-ink-2": "#ffffff",
    "step-ink-3": "#0b1218",
    "step-ink-4": "#0b1218",
}
PALETTES: Final[dict[Theme, dict[str, str]]] = {"light": _LIGHT, "dark": _DARK}

# text on each ground that it is drawn on; a test measures their contrast
INK_ON_FILL: Final = (
    (s.INK, s.PAPER),
    (s.MUTED, s.PAPER),
    (s.REVERSED, s.DEEP),
    (s.REVERSED, s.OBJECTIVE),
    (s.INK, s.HEAD_FILL),
    (s.MUTED, s.HEAD_FILL),
    (s.OPEN_INK, s.HEAD_FILL),
    (s.INK, s.INDICATOR_FILL),
    (s.MUTED, s.INDICATOR_FILL),
    (s.OPEN_INK, s.INDICATOR_FILL),
    (s.INK, s.OPEN_FILL),
    (s.MUTED, s.OPEN_FILL),
    (s.OPEN_INK, s.OPEN_FILL),
    (s.OPEN_INK, s.PAPER),
    (s.PROPOSED_INK, s.PROPOSED_FILL),
    (s.PROPOSED_INK, s.PAPER),
    *zip(STEP_INKS, STEPS, strict=True),
)
LINES_ON_FILL: Final = (
    (s.LINE, s.PAPER),
    (s.LINE, s.HEAD_FILL),
    (s.OPEN_LINE, s.PAPER),
    (s.OPEN_LINE, s.OPEN_FILL),
    (s.PROPOSED_LINE, s.PAPER),
    (s.PROPOSED_LINE, s.PROPOSED_FILL),
    (s.OBJECTIVE, s.PAPER),
    (s.RESULT_BAR, s.PAPER),
    (s.INDICATOR_BAR, s.PAPER),
    (s.INDICATOR_BAR, s.INDICATOR_FILL),
)
