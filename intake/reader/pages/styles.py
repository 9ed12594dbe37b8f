"""What a page's style sheets say of its words: slanted, bold, centred, hidden. No more than that.

Word processors put everything into classes (`.c3 {font-weight: 700}`). Only selectors of one step
count (`p`, `.c3`, `p.c3`, `#x`); whatever stands in an at-rule is passed over. Linear, and bounded.
"""

import re

from core.html.tags import names

LONGEST = 300_000  # characters of style sheets that are looked at
RULES = 5_000
CLASSES = 8  # of one element
PROPERTIES = names(
    "color display font-size font-style font-variant font-weight text-align text-decoration "
    "text-decoration-line vertical-align"
)
PIECES = re.compile(r"[{}]")
SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.I)
VALUE = re.compile(r"[#\w.% -]{1,60}")

Style = dict[str, str]


def declarations(text: str) -> Style:
    """The declarations of one block or attribute that matter here."""
    found: Style = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip().lower()
        if name in PROPERTIES and VALUE.fullmatch(value):
            found["text-decoration" if name == "text-decoration-line" else name] = value
    return found


class Sheet:
    """All style sheets of a page, in their order."""

    def __init__(self) -> None:
        self.rules: dict[str, Style] = {}
        self.length = 0

    def add(self, css: str) -> None:
        css = css[: LONGEST - self.length]
        self.length += len(css)
        depth, start = [""], 0
        css = _without_remarks(css)
        for brace in PIECES.finditer(css):
            piece, start = css[start : brace.start()], brace.end()
            if brace[0] == "{":
                depth.append(piece.rpartition(";")[2].strip())
            elif len(depth) > 1:
                selectors = depth.pop()
                if len(depth) == 1 and not selectors.startswith("@"):
                    self._rule(selectors, piece)

    def _rule(self, selectors: str, body: str) -> None:
        found = declarations(body)
        for selector in selectors.split(",") if found else ():
            selector = selector.strip()
            if selector and SELECTOR.fullmatch(selector) and len(self.rules) < RULES:
                self.rules[selector] = self.rules.get(selector, {}) | found

    def of(self, name: str, attributes: dict[str, str]) -> Style:
        """Of one element: by its name, its classes, its id and its own style, the last one wins."""
        style: Style = {}
        if self.rules:
            classes = attributes.get("class", "").split()[:CLASSES]
            keys = [name, *(f".{one}" for one in classes), *(f"{name}.{one}" for one in classes)]
            if mark := attributes.get("id", ""):
                keys += [f"#{mark}", f"{name}#{mark}"]
            for key in keys:
                style |= self.rules.get(key, {})
        return style | declarations(attributes.get("style", ""))


def _without_remarks(css: str) -> str:
    pieces: list[str] = []
    for piece in css.replace("<!--", " ").replace("-->", " ").split("/*"):
        pieces.append(piece if not pieces else piece.partition("*/")[2])
    return " ".join(pieces)


BOLD = re.compile(r"bold(?:er)?|[6-9]00")
LINK_COLOURS = names("#1155cc #0563c1 #0000ff blue")  # of what is underlined because it is a link
LARGE = re.compile(r"(?:x-large|xx-large|xxx-large|([\d.]+)(pt|px|em|rem|%))")
LARGE_FROM = {"pt": 18, "px": 24, "em": 1.5, "rem": 1.5, "%": 150}


def shaping(style: Style) -> Style:
    """The declarations that make words look different, as core.html understands them."""
    shape: Style = {}
    weight = style.get("font-weight", "")
    if weight:
        shape["font-weight"] = "bold" if BOLD.fullmatch(weight) else "normal"
    if style.get("font-style"):
        is_slanted = style["font-style"].startswith(("italic", "oblique"))
        shape["font-style"] = "italic" if is_slanted else "normal"
    line = style.get("text-decoration", "")
    if "line-through" in line:
        shape["text-decoration"] = "line-through"
    elif "underline" in line and style.get("color") not in LINK_COLOURS:
        shape["text-decoration"] = "underline"
    return shape


def is_shaped(shape: Style) -> bool:
    return any(value != "normal" for value in shape.values())


def is_hidden(style: Style) -> bool:
    return style.get("display") == "none"


def is_large(style: Style) -> bool:
    match = LARGE.fullmatch(style.get("font-size", ""))
    if not match:
        return False
    return not match[1] or _number(match[1]) >= LARGE_FROM[match[2]]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
