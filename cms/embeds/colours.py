"""Colours that are read well on each other (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

LIGHT_PAPER = "#ffffff"
DARK_PAPER = "#1d1b1a"
# Of text to what it stands on.
LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, definition)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def readable_on(colour: str) -> str:
    """Black or white, whichever is read better on `colour`."""
    return max("#000000", "#ffffff", key=lambda text: contrast(text, colour))


def style_of(accent: str) -> str:
    """The rule that gives a frame its accent colour."""
    return f":root {{ --accent: {accent}; --on-accent: {readable_on(accent)}; }}\n"


def is_readable(accent: str, theme: str) -> bool:
    """Whether links in the colour can be read on the papers that the theme may have."""
    papers = {"dark": [DARK_PAPER], "auto": [LIGHT_PAPER, DARK_PAPER]}.get(theme, [LIGHT_PAPER])
    return all(contrast(accent, paper) >= LEAST_CONTRAST for paper in papers)
