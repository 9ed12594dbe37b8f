"""How a reader wishes pages to look: a small cookie, and the stylesheet that is made of it.

No page changes: a guest's page is the same for every guest. Only /look.css is each reader's own. It
holds values of custom properties and nothing else; what they mean says static/css/tokens.css.

A look is written as "1~theme.sepia~size.large": the version, then what differs from the usual.
Whatever is not understood is the usual.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core import colours

COOKIE = "look"
COOKIE_SECONDS = 365 * 24 * 3600
VERSION = "1"
LONGEST = 200  # characters; accounts.User.look holds as many

# Colours of the themes, by the names of the tokens. "auto" leaves them to the device.
LIGHT = {
    "ground": colours.PAPER, "text": "#221e1b", "quiet": "#665f58", "line": "#e1ded9",
    "edge": "#84807c", "wash": "#f4f0ea", "link": "#0f5b5e", "link-strong": "#0a4547",
    "voice": "#8a2b2b",
}  # fmt: skip
DARK = {
    "ground": "#16171a", "text": "#e6e1d8", "quiet": "#a39c92", "line": "#323235",
    "edge": "#888682", "wash": "#1f2023", "link": "#7cc5c0", "link-strong": "#a2d8d4",
    "voice": "#e29a92",
}  # fmt: skip
SEPIA = {
    "ground": "#f4ecd8", "text": "#3a2f25", "quiet": "#655a4c", "line": "#dbd2bf",
    "edge": "#847b6d", "wash": "#ece3cd", "link": "#0d5457", "link-strong": "#083f41",
    "voice": "#7e2727",
}  # fmt: skip
CONTRAST = {
    "ground": "#ffffff", "text": "#000000", "quiet": "#333333", "line": "#767676",
    "edge": "#333333", "wash": "#f0f0f0", "link": "#003f42", "link-strong": "#000000",
    "voice": "#6b0f0f",
}  # fmt: skip
BLACK = {
    "ground": "#000000", "text": "#f2efe9", "quiet": "#c4beb5", "line": "#5c5c5f",
    "edge": "#a8a6a2", "wash": "#161618", "link": "#8fd9d4", "link-strong": "#ffffff",
    "voice": "#f0aca4",
}  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK, "sepia": SEPIA, "contrast": CONTRAST, "black": BLACK}
ON_DARK = {"dark", "black"}

SERIF = 'ui-serif, "New York", "Iowan Old Style", "Palatino Linotype", "Noto Serif", Georgia, serif'
# Faces whose letters are hard to mistake, where a device has them; nothing is downloaded.
CLEAR = 'OpenDyslexic, "Atkinson Hyperlegible", "Comic Neue", "Comic Sans MS", Verdana, sans-serif'


class Choice(NamedTuple):
    """`values` are those of custom properties."""

    label: object
    values: dict[str, str] = {}


SETTINGS: dict[str, dict[str, Choice]] = {
    "theme": {
        "auto": Choice(_("As my device says")),
        "light": Choice(_("Light")),
        "sepia": Choice(_("Sepia")),
        "dark": Choice(_("Dark")),
        "contrast": Choice(_("Black on white, strongest contrast")),
        "black": Choice(_("White on black, strongest contrast")),
    },
    "face": {
        "literata": Choice(_("Literata, made for long reading")),
        "serif": Choice(_("A serif face of my device"), {"chosen-face": SERIF}),
        "sans": Choice(_("The plain face of my device"), {"chosen-face": "var(--system)"}),
        "clear": Choice(
            _("Letters that are hard to mistake, for dyslexic readers"),
            {"chosen-face": CLEAR, "chosen-tracking": ".02em"},
        ),
    },
    "size": {
        "small": Choice(_("Small"), {"reading-scale": ".9"}),
        "normal": Choice(_("Normal")),
        "large": Choice(_("Large"), {"reading-scale": "1.15"}),
        "larger": Choice(_("Larger"), {"reading-scale": "1.35"}),
        "largest": Choice(_("Largest"), {"reading-scale": "1.6"}),
    },
    "width": {
        "narrow": Choice(_("Narrow"), {"chosen-measure": "25em"}),
        "normal": Choice(_("Normal, as in a book")),
        "wide": Choice(_("Wide"), {"chosen-measure": "42em"}),
    },
    "leading": {
        "tight": Choice(_("Tight"), {"chosen-leading": ".88"}),
        "normal": Choice(_("Normal")),
        "loose": Choice(_("Loose"), {"chosen-leading": "1.2"}),
    },
    "paragraphs": {
        "space": Choice(_("A space between them")),
        "indent": Choice(
            _("A first line set in, as in a book"),
            {"paragraph-space": "0", "paragraph-indent": "1.5em"},
        ),
    },
}
USUAL = {
    "theme": "auto", "face": "literata", "size": "normal", "width": "normal",
    "leading": "normal", "paragraphs": "space",
}  # fmt: skip


def read(words: str) -> dict[str, str]:
    """All settings by name, as the cookie or the account says, the usual ones otherwise."""
    version, *pairs = words[:LONGEST].split("~")
    chosen = dict(USUAL)
    for name, _dot, choice in (pair.partition(".") for pair in pairs):
        if version == VERSION and choice in SETTINGS.get(name, {}):
            chosen[name] = choice
    return chosen


def write(chosen: dict[str, str]) -> str:
    """What `read()` reads; empty if all is as usual."""
    pairs = [f"{name}.{choice}" for name, choice in chosen.items() if USUAL[name] != choice]
    return "~".join([VERSION, *pairs]) if pairs else ""


def of(request) -> str:
    """The cookie's look, else the account's; asks nothing of the database for a guest."""
    if COOKIE in request.COOKIES or request.is_plain_guest:
        return request.COOKIES.get(COOKIE, "")
    return getattr(request.user, "look", "")


def stylesheet(words: str, accent: str = "") -> str:
    """/look.css: the theme outside of all layers, for browsers that know none, then the rest."""
    chosen = read(words)
    if colours.COLOUR.fullmatch(accent) is None or colours.accent_problem(accent):
        accent = ""
    css = "".join(_theme(chosen["theme"], accent.lower()))
    values = [
        f"--{name}:{value};"
        for setting, choice in chosen.items()
        for name, value in SETTINGS[setting][choice].values.items()
    ]
    if values:
        css += f"@layer look{{:root{{{''.join(values)}}}}}\n"
    return css


def _theme(theme: str, accent: str) -> Iterator[str]:
    if theme in THEMES:
        scheme = "dark" if theme in ON_DARK else "light"
        values = THEMES[theme] | (_accents(theme, accent) if accent else {})
        yield _root({"color-scheme": scheme} | {f"--{name}": on for name, on in values.items()})
    elif accent:
        yield _root({f"--{name}": shade for name, shade in _accents("light", accent).items()})
        dark = _root({f"--{name}": shade for name, shade in _accents("dark", accent).items()})
        yield f"@media (prefers-color-scheme:dark){{{dark.strip()}}}\n"


def _accents(theme: str, accent: str) -> dict[str, str]:
    """On paper the accent itself, which was checked; a shade of it that reads well elsewhere."""
    ground = THEMES[theme]["ground"]
    link = accent if theme == "light" else colours.accent_on(ground, accent)
    strong = colours.accent_on(ground, link, aim=colours.contrast(ground, link) + 2)
    return {"link": link, "link-strong": strong}


def _root(values: dict[str, str]) -> str:
    return f":root{{{''.join(f'{name}:{value};' for name, value in values.items())}}}\n"
