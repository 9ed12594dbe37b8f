"""Colours as #rrggbb: how well one is read on another, and an accent's shades for every ground.

Contrast is WCAG 2.2's: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
"""

import colorsys
import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _

PAPER = "#fbf8f3"
LEAST = 4.5  # of text against its ground: WCAG 2.2, level AA
AIM = 7.0  # level AAA
LOUDEST = 0.45  # saturation of a shade on a dark ground: above it, letters glow
COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def accent_problem(value: str) -> str | None:
    """Why this cannot be an archive's accent colour, in words; None if it can."""
    if not COLOUR.fullmatch(value):
        return _("Write the colour as six digits after a #, for example #0f5b5e.")
    found = contrast(value, PAPER)
    if found >= LEAST:
        return None
    return _(
        "This colour is too pale to be read on paper: its contrast is %(found)s, and "
        "%(least)s is the least. Choose a darker one."
    ) % {"found": number_format(found, 1), "least": number_format(LEAST, 1)}


def accent_on(ground: str, accent: str, aim: float = AIM) -> str:
    """The shade of `accent` that is nearest to it and has the contrast `aim` on `ground`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(accent))
    step = 0.01 if contrast(ground, "#ffffff") > contrast(ground, "#000000") else -0.01
    shade = accent
    while contrast(ground, shade) < aim and 0 <= lightness <= 1:
        lightness += step
        softened = min(saturation, LOUDEST) if step > 0 else saturation
        shade = _hex(colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), softened))
    return shade


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
