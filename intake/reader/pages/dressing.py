"""Start tags as the sanitiser understands them: what a style sheet says, said by the tag itself."""

from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qs, urlsplit

from core.html.build import HEADINGS
from core.html.tags import Token, names
from intake.reader.pages import pictures, places, signs
from intake.reader.pages.styles import Sheet, Style, is_hidden, is_large, is_shaped, shaping
from intake.reader.pages.tree import PHRASES

SHAPED = names("p li blockquote dd")  # blocks whose style may speak of their words
TITLES = names("title MsoTitle Title")
LARGE_FONTS = names("5 6 7 +2 +3 +4")
REDIRECT = "https://www.google.com/url?"


@dataclass(frozen=True)
class Dressed:
    """What to write for a start tag, and what it means: `signs` for its words; `is_title` for a
    paragraph that is a heading; `is_story`, `is_main`: it holds the story. `dropped`: the name of a
    picture that was left out; `is_mail`: a link to an address that was taken out."""

    source: str
    signs: str = ""
    is_title: bool = False
    is_story: bool = False
    is_main: bool = False
    is_mail: bool = False
    dropped: str = ""


@dataclass
class Wardrobe:
    """All start tags of a page; most are alike."""

    sheet: Sheet
    is_fanfiction: bool = False
    known: dict[str, Dressed] = field(default_factory=dict)

    def dressed(self, token: Token) -> Dressed:
        found = self.known.get(token.source)
        if found is None:
            found = self.known[token.source] = self._dress(token.name, token)
        return found

    def _dress(self, name: str, token: Token) -> Dressed:
        attributes = token.attributes
        if name in ("img", "image"):
            return _picture(token)
        if not attributes and not self.sheet.rules and name not in PLAIN_MEANING:
            return Dressed(token.source)
        style = self.sheet.of(name, attributes)
        if is_hidden(style):
            is_void = name in ("hr", "br")
            return Dressed("" if is_void else token.source, signs.HIDDEN)
        href = attributes.get("href", "").strip()
        found = places.of(name, attributes, is_fanfiction=self.is_fanfiction)
        if is_large(style) or (
            name == "font" and attributes.get("size", "").strip() in LARGE_FONTS
        ):
            found += signs.BIG
        if name == "a" and href and not href.lower().startswith("mailto:"):
            found += signs.LINK
        is_title = name == "p" and not TITLES.isdisjoint(attributes.get("class", "").split())
        return Dressed(
            self._source(token, style, is_title=is_title),
            found + (signs.BIG if name == "big" else ""),
            is_title=is_title,
            is_story=places.is_story(name, attributes),
            is_main=places.is_main(name, attributes),
            is_mail=href.lower().startswith("mailto:"),
        )

    def _source(self, token: Token, style: Style, *, is_title: bool) -> str:
        """The tag with the style that it and its classes have; a paragraph that is all bold gets a
        `<span>` inside, which ends with it."""
        name, attributes = token.name, dict(token.attributes)
        if name == "a" and attributes.get("href", "").startswith(REDIRECT):
            attributes["href"] = _target(attributes["href"])
        shape = shaping(style)
        if name == "a":
            shape.pop("text-decoration", None)
        inner = shape if name in SHAPED and is_shaped(shape) else {}
        outer = shape if name in PHRASES and shape else {}
        if style.get("text-align") in ("center", "right"):
            outer["text-align"] = style["text-align"]
        if style.get("font-variant", "").startswith("small-caps"):
            attributes["class"] = f"{attributes.get('class', '')} small-caps"
        attributes.pop("style", None)
        if attributes.get("href", "").strip().lower().startswith("mailto:"):
            del attributes["href"]
        if outer:
            attributes["style"] = _css(outer)
        if is_title:
            return _tag("h1", attributes)
        span = _tag("span", {"style": _css(inner)}) if inner and name not in HEADINGS else ""
        return (token.source if attributes == token.attributes else _tag(name, attributes)) + span


PLAIN_MEANING = places.NAVIGATION | places.AROUND | places.MAIN_ELEMENTS | {"big"}


def _picture(token: Token) -> Dressed:
    if pictures.is_divider(token.attributes):
        return Dressed("<hr>")
    if pictures.is_furniture(token.attributes):
        return Dressed(" ", dropped=token.attributes.get("src", "").rpartition("/")[2][:60] or "?")
    return Dressed(token.source)


def _target(address: str) -> str:
    """Google's documents lead their links through Google."""
    return parse_qs(urlsplit(address).query).get("q", [address])[0]


def _css(style: Style) -> str:
    return ";".join(f"{name}:{value}" for name, value in style.items())


def _tag(name: str, attributes: dict[str, str]) -> str:
    kept = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{kept}>"
